package io.marcado.bookings.explain;

import io.marcado.bookings.availability.VisitSlot;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a visit can be booked at a time or not.
 *
 * @param time from its first start to its last end
 * @param refusal what booking would answer; empty when it works
 * @param parts each as a booking of its service when it would begin: with who would do it where the
 *     visit works, else after parts of their usual lengths
 * @param alternatives what booking would propose instead; empty when it works
 */
public record ExplainedVisit(
    OrganizationSettings settings,
    LocalTimeline timeline,
    Instant now,
    Interval time,
    Optional<BookingRefusal> refusal,
    List<Check> ofClient,
    List<Explanation> parts,
    List<VisitSlot> alternatives)
    implements Explained {
  public ExplainedVisit {
    ofClient = List.copyOf(ofClient);
    parts = List.copyOf(parts);
    alternatives = List.copyOf(alternatives);
  }

  @Override
  public boolean works() {
    return refusal.isEmpty();
  }

  /** True when each part could be done then, no matter who does the others. */
  boolean eachWorks() {
    return parts.stream()
        .allMatch(
            part ->
                part.candidates().stream()
                    .allMatch(need -> need.stream().anyMatch(Candidate::works)));
  }
}
