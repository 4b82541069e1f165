package io.marcado.domain.catalog;

import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.WindowBooking;
import java.util.OptionalLong;

/**
 * A window of one date, on the line of instants.
 *
 * @param cells while it is open
 * @param lastStart the last cell in which a booking may start, which may then run on after closing;
 *     empty when it must end while it is still open
 * @param booking who may book
 */
public record OpenWindow(CellRange cells, OptionalLong lastStart, WindowBooking booking) {}
