/** Functions that no client calls: consumers of queues and streams, and scheduled tasks. */
@NullMarked
package io.marcado.platform.events;

import org.jspecify.annotations.NullMarked;
