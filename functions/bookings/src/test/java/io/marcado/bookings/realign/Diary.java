package io.marcado.bookings.realign;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.scheduling.Salon;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bookings of one salon, made by the rules of any release. */
final class Diary implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-10-20T12:00:00Z");

  final Salon salon;
  final Realigner realigner;
  final List<BookingId> made = new ArrayList<>();
  private final BookingStore store;
  private final ClassSessionStore sessions;
  private final String zone;
  private final Ids ids = new Ids(new SecureRandom());

  Diary(String zone) {
    this.zone = zone;
    salon = Salon.in(zone);
    realigner = salon.bean(Realigner.class);
    store = salon.bean(BookingStore.class);
    sessions = salon.bean(ClassSessionStore.class);
  }

  LocalTimeline timeline(String release) {
    return new LocalTimeline(TzRelease.named(release).orElseThrow().zone(zone).orElseThrow());
  }

  /** A confirmed booking, if its time is free; it knows its local start. */
  Optional<BookingId> tryToBook(String release, LocalDateTime at, int minutes, String chair) {
    LocalTimeline timeline = timeline(release);
    Instant start = timeline.at(at);
    return tryToBook(start, minutes, chair, Optional.of(LocalStart.of(start, timeline)));
  }

  /** A confirmed booking at a time that is free. */
  BookingId book(String release, LocalDateTime at, int minutes, String chair) {
    return tryToBook(release, at, minutes, chair).orElseThrow();
  }

  Optional<BookingId> tryToBook(
      Instant start, int minutes, String chair, Optional<LocalStart> localStart) {
    Interval time = Interval.ofMinutes(start, minutes);
    List<ResourceId> chairs = List.of(new ResourceId(chair));
    Booking booking =
        SampleBooking.of(
            new BookingId(ids.nextLong()),
            chairs,
            time,
            Booking.oneSeatOf(chairs, time.widenedBy(0, 5)),
            NOW);
    Booking agreed = localStart.map(booking::agreedOn).orElse(booking);
    if (store.create(salon.tenant, agreed, _ -> 1, List.of(), false)
        instanceof CreateOutcome.Created) {
      made.add(booking.id());
      return Optional.of(booking.id());
    }
    return Optional.empty();
  }

  /** A session of a class that takes place by the rules of a release. */
  ClassSession session(String release, LocalDateTime at, int minutes, String chair) {
    LocalTimeline timeline = timeline(release);
    Instant start = timeline.at(at);
    Interval time = Interval.ofMinutes(start, minutes);
    List<ResourceId> chairs = List.of(new ResourceId(chair));
    ClassSession session =
        new ClassSession(
            new ClassSessionId(ids.nextLong()),
            new ServiceId("yoga"),
            ClassSession.Status.SCHEDULED,
            time,
            LocalStart.of(start, timeline),
            chairs,
            new BookedNames("Yoga", List.of(chair)),
            Booking.oneSeatOf(chairs, time.widenedBy(0, 5)),
            5,
            Optional.empty(),
            Optional.empty(),
            "hash",
            "",
            1,
            NOW,
            NOW);
    assertThat(sessions.create(salon.tenant, session, _ -> 1))
        .isInstanceOf(ClassSessionStore.Written.Done.class);
    return session(session.id());
  }

  /** A seat of it. */
  BookingId seat(ClassSession session) {
    Booking booking =
        SampleBooking.of(new BookingId(ids.nextLong()), session.resourceIds(), session.time(), NOW)
            .seated(session, ClassPlace.of(session.id(), 1, List.of()));
    assertThat(store.create(salon.tenant, booking, _ -> SessionSeats.MOST, List.of(), false))
        .isInstanceOf(CreateOutcome.Created.class);
    return booking.id();
  }

  ClassSession session(ClassSessionId id) {
    return sessions.find(salon.tenant, id).orElseThrow();
  }

  /** The client asks to move a confirmed booking, which keeps its time meanwhile. */
  void askToMove(BookingId id, String release, LocalDateTime at, String chair) {
    LocalTimeline timeline = timeline(release);
    Interval time = Interval.ofMinutes(timeline.at(at), booking(id).time().minutes());
    List<ResourceId> chairs = List.of(new ResourceId(chair));
    UpdateOutcome asked =
        store.change(
            salon.tenant,
            id,
            _ -> true,
            Optional.empty(),
            present ->
                present
                    .moved(
                        chairs,
                        Map.of(),
                        time,
                        Booking.oneSeatOf(chairs, time.widenedBy(0, 5)),
                        timeline)
                    .map(moved -> moved.waiting(present, time.start()))
                    .map(moved -> new Replacement(moved, Map.of(chairs.getFirst(), 1))),
            NOW);
    assertThat(asked).isInstanceOf(UpdateOutcome.Updated.class);
  }

  Booking booking(BookingId id) {
    return store.find(salon.tenant, id).orElseThrow();
  }

  /** Counts again: the day rows have what bookings have taken, one seat a chair, and no more. */
  void recount() {
    Map<ResourceId, List<CellRange>> taken = new HashMap<>();
    for (BookingId id : made) {
      booking(id)
          .held()
          .forEach(
              part ->
                  taken
                      .computeIfAbsent(part.resourceId(), _ -> new ArrayList<>())
                      .add(part.cells()));
    }
    taken.forEach(
        (chair, ranges) -> {
          CellRange all =
              new CellRange(
                  ranges.stream().mapToLong(CellRange::first).min().orElseThrow(),
                  ranges.stream().mapToLong(CellRange::end).max().orElseThrow());
          List<LocalDate> days =
              Cells.dayOf(all.first())
                  .minusDays(2)
                  .datesUntil(Cells.dayOf(all.end()).plusDays(3))
                  .toList();
          Occupancy rows =
              salon
                  .bean(DayRows.class)
                  .occupancies(salon.tenant, List.of(chair), days)
                  .getOrDefault(chair, Occupancy.ofDays(days.getFirst(), days.getFirst()));
          Occupancy expected = Occupancy.ofDays(days.getFirst(), days.getLast());
          ranges.forEach(cells -> expected.add(cells, 1));
          for (long cell = rows.known().first(); cell < rows.known().end(); cell++) {
            assertThat(rows.at(cell)).isEqualTo(expected.at(cell)).isLessThanOrEqualTo(1);
          }
        });
  }

  @Override
  public void close() {
    salon.close();
  }
}
