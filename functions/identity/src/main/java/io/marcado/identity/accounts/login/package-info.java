/** Login by password and a code. */
@NullMarked
package io.marcado.identity.accounts.login;

import org.jspecify.annotations.NullMarked;
