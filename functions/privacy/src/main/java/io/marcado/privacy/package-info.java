/** Functions by which people get what is kept of them, and have it erased. */
@NullMarked
package io.marcado.privacy;

import org.jspecify.annotations.NullMarked;
