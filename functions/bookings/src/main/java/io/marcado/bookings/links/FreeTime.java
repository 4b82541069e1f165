package io.marcado.bookings.links;

import java.time.Instant;
import java.util.Optional;

/**
 * A time to which a booking can move, as a page shows it.
 *
 * @param with who would do it, if that is somebody else than now
 * @param agreed true for the time that was agreed on, while a move waits
 */
public record FreeTime(Instant start, MoveTarget target, Optional<String> with, boolean agreed) {}
