/** Queues as operators see and steer them. */
@NullMarked
package io.marcado.operations.queues;

import org.jspecify.annotations.NullMarked;
