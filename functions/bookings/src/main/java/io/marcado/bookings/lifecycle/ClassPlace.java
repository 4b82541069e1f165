package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.published.Attendee;
import io.marcado.domain.ClassSessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The seats that a booking has in a session.
 *
 * @param seats one or more
 */
public record ClassPlace(ClassSessionId sessionId, List<Seat> seats) {
  public ClassPlace {
    seats = List.copyOf(seats);
    if (seats.isEmpty()) {
      throw new IllegalArgumentException("at least one seat");
    }
  }

  /**
   * One seat.
   *
   * @param attendee who sits there, if it was said
   * @param arrival what the business has seen of that person
   * @param at since when it is known; empty while nothing is
   */
  public record Seat(Optional<Attendee> attendee, Arrival arrival, Optional<Instant> at) {
    public static final Seat FREE = new Seat(Optional.empty());

    /** One of somebody who is still to come. */
    public Seat(Optional<Attendee> attendee) {
      this(attendee, Arrival.EXPECTED, Optional.empty());
    }
  }

  /** What the business has seen of a person. */
  public enum Arrival {
    EXPECTED,
    CHECKED_IN,
    NO_SHOW
  }

  /**
   * The same after people came, or did not.
   *
   * @param numbers of the seats, from 1
   */
  public ClassPlace seen(Set<Integer> numbers, Arrival arrival, Instant now) {
    List<Seat> after = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      after.add(
          !numbers.contains(i + 1) || seat.arrival() == arrival
              ? seat
              : new Seat(
                  seat.attendee(),
                  arrival,
                  arrival == Arrival.EXPECTED ? Optional.empty() : Optional.of(now)));
    }
    return new ClassPlace(sessionId, after);
  }

  /**
   * So many seats.
   *
   * @param attendees who sits on the first ones
   */
  public static ClassPlace of(ClassSessionId sessionId, int seats, List<Attendee> attendees) {
    List<Seat> all = new ArrayList<>();
    for (int i = 0; i < Math.max(seats, attendees.size()); i++) {
      all.add(i < attendees.size() ? new Seat(Optional.of(attendees.get(i))) : Seat.FREE);
    }
    return new ClassPlace(sessionId, all);
  }

  /**
   * The same people on so many seats: the first ones stay, and further ones are of nobody yet.
   *
   * @param attendees who sits on the first ones instead, if it is said; who stays on a seat keeps
   *     what was seen of it
   */
  public ClassPlace with(int number, Optional<List<Attendee>> attendees) {
    List<Seat> after = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int at = i;
      Seat present = i < seats.size() ? seats.get(i) : Seat.FREE;
      Optional<Attendee> who =
          attendees
              .map(all -> at < all.size() ? Optional.of(all.get(at)) : Optional.<Attendee>empty())
              .orElse(present.attendee());
      after.add(who.equals(present.attendee()) ? present : new Seat(who));
    }
    return new ClassPlace(sessionId, after);
  }

  /** Who comes, as far as it was said. */
  public List<Attendee> attendees() {
    return seats.stream().map(Seat::attendee).flatMap(Optional::stream).toList();
  }

  /** The same people on the seats that a booking had before a move. */
  ClassPlace restored(List<TakenTime> taken) {
    return taken.stream()
        .findFirst()
        .map(
            had ->
                new ClassPlace(
                    new ClassSessionId(had.resourceId().value()),
                    IntStream.range(0, had.seats())
                        .mapToObj(i -> i < seats.size() ? seats.get(i) : Seat.FREE)
                        .toList()))
        .orElse(this);
  }

  /** The same people in another session. */
  public ClassPlace in(ClassSessionId other) {
    return new ClassPlace(other, seats.stream().map(seat -> new Seat(seat.attendee())).toList());
  }

  /** The same without the names of people. */
  ClassPlace erased() {
    return new ClassPlace(
        sessionId,
        seats.stream().map(seat -> new Seat(Optional.empty(), seat.arrival(), seat.at())).toList());
  }
}
