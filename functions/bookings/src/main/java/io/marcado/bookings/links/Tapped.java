package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.settings.OrganizationSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a tap on a link comes to. */
public sealed interface Tapped {

  /** What can be done at the page behind a link. */
  enum Act {
    CONFIRM,
    CANCEL
  }

  /**
   * The booking as it is now.
   *
   * @param locale of the page
   * @param possible what can be done with it now
   * @param closedAt since when it is too late to cancel; empty while it is not, and where that is
   *     not the reason
   * @param refused true when what was asked for was not done
   */
  record Shown(
      Booking booking,
      OrganizationSettings business,
      Locale locale,
      Set<Act> possible,
      Optional<Instant> closedAt,
      boolean refused)
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

  /** There is no such link, or it opens nothing any more: nobody learns which. */
  record Gone(OrganizationSettings business) implements Tapped {}

  /** The address has tapped too often. */
  record TooOften(OrganizationSettings business, Duration retryAfter) implements Tapped {}
}
