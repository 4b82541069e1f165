/** Test messages by each channel. */
@NullMarked
package io.marcado.operations.channels;

import org.jspecify.annotations.NullMarked;
