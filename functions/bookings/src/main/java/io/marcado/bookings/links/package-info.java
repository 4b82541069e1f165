/** The links of messages, and the pages behind them. */
@NullMarked
package io.marcado.bookings.links;

import org.jspecify.annotations.NullMarked;
