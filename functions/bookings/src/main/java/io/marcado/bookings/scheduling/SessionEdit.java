package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.SessionMinimum;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The requested change of a session. Empty fields stay as they are.
 *
 * @param resourceIds whom and what it takes, who gives it first
 * @param minimumSeats removed so that it does not matter how many come
 */
public record SessionEdit(
    Optional<OffsetDateTime> start,
    Optional<Integer> durationMinutes,
    Optional<List<ResourceId>> resourceIds,
    Optional<Integer> seats,
    Patch<Integer> minimumSeats,
    Optional<Integer> minimumSeatsMinutesBefore,
    Optional<MinimumSeats.Below> belowMinimumSeats) {

  /** The minimum of a session after the change, to be decided. */
  Optional<MinimumSeats> minimum(Optional<MinimumSeats> present) {
    return Optional.ofNullable(minimumSeats.apply(present.map(MinimumSeats::seats).orElse(null)))
        .map(
            least ->
                new MinimumSeats(
                    least,
                    minimumSeatsMinutesBefore
                        .or(() -> present.map(MinimumSeats::minutesBefore))
                        .orElse(SessionMinimum.USUAL_MINUTES_BEFORE),
                    belowMinimumSeats
                        .or(() -> present.map(MinimumSeats::below))
                        .orElse(MinimumSeats.Below.ASK_STAFF),
                    MinimumSeats.State.OPEN));
  }

  /** True when it says something of a minimum. */
  boolean saysHowMinimum() {
    return minimumSeatsMinutesBefore.isPresent() || belowMinimumSeats.isPresent();
  }
}
