package io.marcado.bookings;

import io.marcado.bookings.realign.ReleaseRealignment;
import io.marcado.platform.events.ScheduledTask;
import io.marcado.platform.json.Json;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Every quarter of an hour: after a release with new rules of zones, moves blocks and bookings to
 * their local times. For an operator, whose event has {@code realign}, lists them or moves them at
 * once.
 */
public final class RealignAfterReleaseHandler extends ScheduledTask {
  @Inject ReleaseRealignment realignment;

  @Override
  protected void run(Instant now) {
    realignment.run(now);
  }

  @Override
  protected String run(Map<?, ?> event, Instant now) {
    return event.get("realign") instanceof Map<?, ?> wish
        ? Json.write(
            realignment.all(
                Boolean.TRUE.equals(wish.get("apply")),
                Optional.ofNullable(wish.get("after")).map(Object::toString),
                now))
        : super.run(event, now);
  }
}
