package io.marcado.bookings.explain;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why a time can be booked or not, of an appointment, of a class or of a visit. */
public sealed interface Explained permits Explanation, ExplainedClass, ExplainedVisit {
  OrganizationSettings settings();

  /** In which times are told. */
  LocalTimeline timeline();

  /** From which notice and horizon count. */
  Instant now();

  /** The time of the booking. */
  Interval time();

  /** What booking would answer; empty when it works, and where there is nothing to book. */
  Optional<BookingRefusal> refusal();

  /** What concerns the client alone; empty for nobody in particular. */
  List<Check> ofClient();

  /** True when booking would take it now. */
  boolean works();
}
