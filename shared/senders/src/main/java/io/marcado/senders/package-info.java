/** The channels by which messages reach people, and what of others' words may stand in one. */
@NullMarked
package io.marcado.senders;

import org.jspecify.annotations.NullMarked;
