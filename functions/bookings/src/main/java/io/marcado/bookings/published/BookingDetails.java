package io.marcado.bookings.published;

import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people are told of a booking beside its start and its resources. */
public final class BookingDetails {
  private static final int LENGTH = 16;

  private BookingDetails() {}

  /**
   * The local end of what lasts a day or more, which is told with its start; empty for what is
   * shorter. It is as many local days after the start as people agreed on, whether or not new rules
   * of the zone have moved the instants yet.
   */
  public static Optional<LocalDateTime> localEnd(BookingImage booking) {
    LocalStart agreed = booking.localStart();
    if (agreed == null) {
      return Optional.empty();
    }
    int minutes =
        new LocalTimeline(Zone.of(agreed.zone()))
            .minutes(new Interval(booking.start(), booking.end()));
    return minutes < Cells.MINUTES_OF_DAY
        ? Optional.empty()
        : Optional.of(agreed.at().plusMinutes(minutes));
  }

  /** Its service, or those of the parts of a visit. */
  public static List<ServiceId> services(BookingImage booking) {
    List<BookingImage.Part> visit = booking.visit();
    return visit == null
        ? List.of(booking.serviceId())
        : visit.stream().map(BookingImage.Part::serviceId).toList();
  }

  /**
   * When the parts of a visit begin before which there is a pause, in minutes after its start, by
   * their places; none for every other booking.
   */
  public static Map<Integer, Long> afterPauses(BookingImage booking) {
    Map<Integer, Long> begins = new LinkedHashMap<>();
    Instant end = booking.start();
    List<BookingImage.Part> visit = booking.visit() == null ? List.of() : booking.visit();
    for (int i = 0; i < visit.size(); i++) {
      BookingImage.Part part = visit.get(i);
      if (part.start().isAfter(end)) {
        begins.put(i, new Interval(booking.start(), part.start()).minutes());
      }
      end = part.end().isAfter(end) ? part.end() : end;
    }
    return begins;
  }

  /**
   * What a text tells of a booking beside its start and its resources, in short: its services, the
   * end of what lasts days, and when the parts of a visit begin. It is the same for two bookings
   * exactly when they have the same of all that.
   */
  public static String of(BookingImage booking) {
    List<String> parts = new ArrayList<>();
    services(booking).forEach(service -> parts.add(service.value()));
    localEnd(booking).ifPresent(end -> parts.add("until " + end));
    afterPauses(booking).forEach((part, minutes) -> parts.add(part + " after " + minutes));
    return Ids.derived(parts).substring(0, LENGTH);
  }

  /** A hash of all that a message states of a booking: {@link #of}, its start, its resources. */
  public static String stated(BookingImage booking) {
    List<String> facts = new ArrayList<>();
    facts.add("booking-link-facts");
    facts.add(of(booking));
    // The local start, since new rules of a zone move the instant and nothing that people were
    // told.
    facts.add(
        booking.localStart() == null
            ? booking.start().toString()
            : booking.localStart().at().toString());
    booking.resourceIds().stream().map(ResourceId::value).forEach(facts::add);
    return Ids.derived(facts);
  }
}
