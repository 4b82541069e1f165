package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.Ids;
import io.marcado.domain.settings.OrganizationSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a tap on a link comes to. */
public sealed interface Tapped {

  /** What one button of the page behind a link does. */
  enum Act {
    CONFIRM,
    CANCEL
  }

  /** What has become of what was asked for. */
  enum Outcome {
    /** Nothing was asked for, or the page itself tells what came of it. */
    PLAIN,
    MOVED,
    /** It was not done. */
    REFUSED
  }

  /**
   * The booking as it is now.
   *
   * @param locale of the page
   * @param possible what a button does with it now
   * @param moveFrom the first day with times to which it may move; empty when it may not
   * @param closedAt since when it is too late to cancel or move; empty while it is not, and where
   *     that is not the reason
   */
  record Shown(
      Booking booking,
      OrganizationSettings business,
      Locale locale,
      Set<Act> possible,
      Optional<LocalDate> moveFrom,
      Optional<Instant> closedAt,
      Outcome outcome)
      implements Tapped {
    public Shown {
      possible = Set.copyOf(possible);
    }

    /** Hides the booking's texts. */
    @Override
    public String toString() {
      return "Shown";
    }
  }

  /**
   * The times to which it may move.
   *
   * @param times by start; those of some days
   * @param until the last day that was looked at
   * @param first the first day that can have times, where these do not begin with it
   * @param later the first day after these; empty when nobody may book later
   * @param refused true when the time that was asked for cannot be had
   * @param posted true for the answer to a button
   */
  record Times(
      Booking booking,
      OrganizationSettings business,
      Locale locale,
      List<FreeTime> times,
      LocalDate until,
      Optional<LocalDate> first,
      Optional<LocalDate> later,
      boolean refused,
      boolean posted)
      implements Tapped {
    public Times {
      times = List.copyOf(times);
    }

    /** Hides the booking's texts. */
    @Override
    public String toString() {
      return "Times";
    }
  }

  /**
   * A time that was chosen, before it is taken.
   *
   * @param next the booking as it would be
   * @param refused true when a button asked for it on other terms
   */
  record Chosen(
      Booking booking,
      Booking next,
      OrganizationSettings business,
      Locale locale,
      MoveTarget target,
      boolean refused)
      implements Tapped {

    /** Hides the booking's texts. */
    @Override
    public String toString() {
      return "Chosen";
    }
  }

  /** There is no such link, or it opens nothing any more: nobody learns which. */
  record Gone(OrganizationSettings business) implements Tapped {}

  /** The address has tapped too often, or the client has moved too often. */
  record TooOften(OrganizationSettings business, Duration retryAfter) implements Tapped {}

  /**
   * What the page tells of a move beside its time, as a form sends it back: what it then costs, and
   * whether the business has to approve it. So nobody moves on terms that they did not see.
   */
  static String terms(Booking next) {
    return Ids.derived(
            List.of(
                "link-terms",
                next.price().map(price -> price.amount() + " " + price.currency()).orElse(""),
                next.status().name()))
        .substring(0, 16);
  }
}
