/** Seals and opens values under keys that follow from secrets. */
@NullMarked
package io.marcado.identity.accounts.secrets;

import org.jspecify.annotations.NullMarked;
