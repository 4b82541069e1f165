/** Codes and tokens that go to phones and e-mails, and what is asked for with them. */
@NullMarked
package io.marcado.identity.accounts.codes;

import org.jspecify.annotations.NullMarked;
