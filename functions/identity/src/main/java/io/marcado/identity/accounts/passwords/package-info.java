/** How passwords are changed, and set again when they were forgotten. */
@NullMarked
package io.marcado.identity.accounts.passwords;

import org.jspecify.annotations.NullMarked;
