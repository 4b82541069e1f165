/** Seals and opens values under keys that follow from secrets. */
@NullMarked
package io.marcado.platform.crypto;

import org.jspecify.annotations.NullMarked;
