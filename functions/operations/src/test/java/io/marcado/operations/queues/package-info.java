@NullMarked
package io.marcado.operations.queues;

import org.jspecify.annotations.NullMarked;
