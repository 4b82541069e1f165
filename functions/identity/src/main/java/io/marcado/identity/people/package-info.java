/** The people that a business knows, their rights, and the holders of phones and e-mails. */
@NullMarked
package io.marcado.identity.people;

import org.jspecify.annotations.NullMarked;
