package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.json.Json;
import io.marcado.platform.replay.Repeatable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request for new sessions of a class.
 *
 * @param durationMinutes empty for the service's own
 * @param minimum how many seats must be taken; cleared when it does not matter, kept for what the
 *     service says
 * @param resourceIds whom and what they take; empty for those of the service, where there is no
 *     choice
 * @param skips true to leave out what is taken; else nothing is made then
 * @param dryRun true to only say what would be made
 */
public record SessionsRequest(
    ServiceId serviceId,
    When when,
    Optional<Integer> durationMinutes,
    int seats,
    Patch<MinimumSeats> minimum,
    List<ResourceId> resourceIds,
    boolean skips,
    boolean dryRun,
    Optional<String> idempotencyKey) {
  /** Most sessions of one request: each is a transaction of its own. */
  public static final int MOST = 60;

  /** How far ahead sessions are made, in days from today. */
  public static final int FARTHEST_DAYS = 400;

  public SessionsRequest {
    resourceIds = List.copyOf(resourceIds);
  }

  /** When they start. */
  public sealed interface When {
    /** The starts; past ones too. */
    List<Instant> starts(LocalTimeline timeline);

    /** One session. */
    record Once(OffsetDateTime told) implements When {
      Instant start() {
        return told.toInstant();
      }

      /** For the hash of a request: the moment, however it was told. */
      @Override
      public String toString() {
        return "Once[start=%s]".formatted(start());
      }

      @Override
      public List<Instant> starts(LocalTimeline timeline) {
        return List.of(start());
      }
    }

    /**
     * Every week on some days, at the same local time.
     *
     * @param from the first date that may have one
     * @param until the last date, included; empty where there is a count
     * @param count how many; empty where there is a last date
     */
    record Weekly(
        Set<DayOfWeek> days,
        LocalTime time,
        LocalDate from,
        Optional<LocalDate> until,
        Optional<Integer> count)
        implements When {
      public Weekly {
        EnumSet<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
        all.addAll(days);
        days = all;
      }

      /** One more than may be made shows that there are too many. */
      @Override
      public List<Instant> starts(LocalTimeline timeline) {
        int most = Math.min(count.orElse(MOST + 1), MOST + 1);
        List<Instant> starts = new ArrayList<>();
        for (LocalDate date = from;
            starts.size() < most && until.filter(date::isAfter).isEmpty();
            date = date.plusDays(1)) {
          if (days.contains(date.getDayOfWeek())) {
            starts.add(timeline.at(date.atTime(time)));
          }
        }
        return starts;
      }
    }
  }

  /** A hash that is equal exactly for requests that ask for the same. */
  String hash() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("serviceId", serviceId.value());
    fields.put("when", when.toString());
    durationMinutes.ifPresent(minutes -> fields.put("durationMinutes", minutes));
    fields.put("seats", seats);
    if (!minimum.keeps()) {
      fields.put("minimum", minimum.given().map(MinimumSeats::toString).orElse("none"));
    }
    fields.put("resourceIds", resourceIds.stream().map(ResourceId::value).toList());
    fields.put("skips", skips);
    return Repeatable.hash(List.of(Json.write(fields)));
  }
}
