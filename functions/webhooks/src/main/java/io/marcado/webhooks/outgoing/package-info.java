/** Requests to addresses that a business chooses: where they may go, and how they are sent. */
@NullMarked
package io.marcado.webhooks.outgoing;

import org.jspecify.annotations.NullMarked;
