/** How passwords are changed, and set again when they were forgotten. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.passwords;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
