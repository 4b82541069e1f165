/** Login by password and a code. */
@NullMarked
package io.marcado.identity.login;

import org.jspecify.annotations.NullMarked;
