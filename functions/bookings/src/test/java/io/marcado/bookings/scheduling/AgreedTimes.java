package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.ReferenceModel.Taken;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What people have agreed on with a business, and what of it takes time at a moment, said as
 * plainly as possible: it remembers what they were told, and knows no rows, notes or counters.
 */
final class AgreedTimes {
  /** More than there are of anything. */
  private static final int ALL = 1_000_000;

  /** Time of some resources, buffers included; with an end if it is only held. */
  private record Deal(List<Taken> parts, Optional<Instant> until) {
    boolean holds(Instant now) {
      return until.filter(end -> !end.isAfter(now)).isEmpty();
    }
  }

  private record Session(List<Taken> parts, Interval time, int seats) {}

  private record Seats(ClassSessionId session, int number, Optional<Instant> until) {
    boolean hold(Instant now) {
      return until.filter(end -> !end.isAfter(now)).isEmpty();
    }
  }

  private final Map<String, Deal> deals = new LinkedHashMap<>();
  private final Map<String, Deal> blocks = new LinkedHashMap<>();
  private final Map<ClassSessionId, Session> sessions = new LinkedHashMap<>();
  private final Map<String, Seats> seats = new LinkedHashMap<>();

  /** A booking, or once more the same at another time. */
  void booked(String id, List<Taken> parts) {
    deals.put(id, new Deal(parts, Optional.empty()));
  }

  void held(String id, List<Taken> parts, Instant until) {
    deals.put(id, new Deal(parts, Optional.of(until)));
  }

  void blocked(String id, List<ResourceId> resources, Interval time) {
    blocks.put(
        id,
        new Deal(
            resources.stream().map(one -> new Taken(one, time, ALL)).toList(), Optional.empty()));
  }

  /** A session, or once more the same with other time or seats. */
  void session(ClassSessionId id, List<Taken> parts, Interval time, int all) {
    sessions.put(id, new Session(parts, time, all));
  }

  void seatsBooked(String id, ClassSessionId session, int number) {
    seats.put(id, new Seats(session, number, Optional.empty()));
  }

  void seatsHeld(String id, ClassSessionId session, int number, Instant until) {
    seats.put(id, new Seats(session, number, Optional.of(until)));
  }

  /** It is agreed on no more. */
  void over(String id) {
    deals.remove(id);
    blocks.remove(id);
    seats.remove(id);
  }

  void over(ClassSessionId id) {
    sessions.remove(id);
    seats.values().removeIf(one -> one.session().equals(id));
  }

  /** Held for somebody yet, time or seats. */
  boolean isHeld(String id, Instant now) {
    return Optional.ofNullable(deals.get(id))
            .filter(deal -> deal.until().isPresent() && deal.holds(now))
            .isPresent()
        || Optional.ofNullable(seats.get(id))
            .filter(some -> some.until().isPresent() && some.hold(now))
            .isPresent();
  }

  /** All taken times. */
  List<Taken> at(Instant now) {
    List<Taken> taken = new ArrayList<>();
    deals.values().stream()
        .filter(deal -> deal.holds(now))
        .forEach(one -> taken.addAll(one.parts()));
    blocks.values().forEach(one -> taken.addAll(one.parts()));
    sessions.values().forEach(one -> taken.addAll(one.parts()));
    return taken;
  }

  /** The same as if this were not agreed on. */
  List<Taken> without(String id, Instant now) {
    Deal own = deals.remove(id);
    List<Taken> taken = at(now);
    if (own != null) {
      deals.put(id, own);
    }
    return taken;
  }

  /** The same as if this session did not take place. */
  List<Taken> without(ClassSessionId id, Instant now) {
    Session own = sessions.remove(id);
    List<Taken> taken = at(now);
    if (own != null) {
      sessions.put(id, own);
    }
    return taken;
  }

  /** A session that may be booked. */
  record Open(Instant start, int seatsLeft) {}

  /**
   * The sessions with free seats.
   *
   * @param starts where they begin
   * @param allowed which beginnings may be booked now
   */
  Map<ClassSessionId, Open> open(Instant now, Interval starts, Predicate<Instant> allowed) {
    Map<ClassSessionId, Open> open = new HashMap<>();
    sessions.forEach(
        (id, session) -> {
          Instant start = session.time().start();
          if (starts.contains(start) && allowed.test(start) && seatsLeft(id, now) > 0) {
            open.put(id, new Open(start, seatsLeft(id, now)));
          }
        });
    return open;
  }

  int seatsLeft(ClassSessionId id, Instant now) {
    return Optional.ofNullable(sessions.get(id)).map(Session::seats).orElse(0)
        - seatsTaken(id, now);
  }

  int seatsTaken(ClassSessionId id, Instant now) {
    return seats.values().stream()
        .filter(one -> one.session().equals(id) && one.hold(now))
        .mapToInt(Seats::number)
        .sum();
  }
}
