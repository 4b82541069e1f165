/** Publishes the events of all capabilities. */
@NullMarked
package io.marcado.relay;

import org.jspecify.annotations.NullMarked;
