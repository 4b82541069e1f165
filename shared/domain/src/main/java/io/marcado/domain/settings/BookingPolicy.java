package io.marcado.domain.settings;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.time.Cells;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When clients may book, cancel and move: the section of the settings that bookings owns.
 *
 * @param slotIntervalMinutes from one offered start to the next, a multiple of 5 from 5 to 1440
 * @param minimumNoticeMinutes from now to the earliest start, 0 to 525600
 * @param maximumAdvanceDays how many local dates after today can still be booked, 1 to 730
 * @param cancellationWindowMinutes until how long before the start a client may cancel or move, 0
 *     to 525600
 * @param approval what becomes of a new booking
 * @param approvalDeadlineMinutes how long a request for approval waits before it lapses, 1 to
 *     525600; it lapses at its start at the latest
 * @param publicBooking whether visitors book without a login, and whether they prove their phone
 * @param releaseUnconfirmedMinutes until how long before the start a client who was asked must have
 *     confirmed to come, 1 to 525600; 0 for as long as they like
 */
public record BookingPolicy(
    int slotIntervalMinutes,
    int minimumNoticeMinutes,
    int maximumAdvanceDays,
    int cancellationWindowMinutes,
    Approval approval,
    int approvalDeadlineMinutes,
    PublicBooking publicBooking,
    int releaseUnconfirmedMinutes) {
  /** Longest notice, cancellation window and approval deadline, minutes: a year. */
  public static final int MAXIMUM_LEAD = 365 * 24 * 60;

  /** Furthest horizon, days. */
  public static final int MAXIMUM_ADVANCE_DAYS = 730;

  /** Longest interval between starts, minutes: a day. */
  public static final int MAXIMUM_SLOT_INTERVAL = 24 * 60;

  /** A client with less than this to answer loses no time for not confirming. */
  public static final Duration LEAST_TIME_TO_CONFIRM = Duration.ofHours(2);

  /** One that releases nothing. */
  public BookingPolicy(
      int slotIntervalMinutes,
      int minimumNoticeMinutes,
      int maximumAdvanceDays,
      int cancellationWindowMinutes,
      Approval approval,
      int approvalDeadlineMinutes,
      PublicBooking publicBooking) {
    this(
        slotIntervalMinutes,
        minimumNoticeMinutes,
        maximumAdvanceDays,
        cancellationWindowMinutes,
        approval,
        approvalDeadlineMinutes,
        publicBooking,
        0);
  }

  /** The last moment to confirm a booking with this start; empty where nothing is released. */
  public Optional<Instant> confirmUntil(Instant start) {
    return releaseUnconfirmedMinutes > 0
        ? Optional.of(start.minus(Duration.ofMinutes(releaseUnconfirmedMinutes)))
        : Optional.empty();
  }

  /** The policy a business of this kind begins with. */
  public static BookingPolicy forTemplate(BusinessTemplate template) {
    return switch (template) {
      case CONSULTATION ->
          new BookingPolicy(30, 60, 60, 1440, Approval.AUTOMATIC, 1440, PublicBooking.OPEN);
      case SERVICE_TABLE ->
          new BookingPolicy(15, 30, 30, 120, Approval.AUTOMATIC, 1440, PublicBooking.OPEN);
    };
  }

  /** Everything that is wrong with this section; empty when it may be stored. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (slotIntervalMinutes < Cells.MINUTES
        || slotIntervalMinutes > MAXIMUM_SLOT_INTERVAL
        || slotIntervalMinutes % Cells.MINUTES != 0) {
      faults.add(
          new Fault(
              "/slotIntervalMinutes",
              FaultCode.OUT_OF_RANGE,
              "must be a multiple of 5 between 5 and " + MAXIMUM_SLOT_INTERVAL));
    }
    Bounds.range(faults, "/minimumNoticeMinutes", minimumNoticeMinutes, 0, MAXIMUM_LEAD);
    Bounds.range(faults, "/maximumAdvanceDays", maximumAdvanceDays, 1, MAXIMUM_ADVANCE_DAYS);
    Bounds.range(faults, "/cancellationWindowMinutes", cancellationWindowMinutes, 0, MAXIMUM_LEAD);
    Bounds.range(faults, "/approvalDeadlineMinutes", approvalDeadlineMinutes, 1, MAXIMUM_LEAD);
    Bounds.range(faults, "/releaseUnconfirmedMinutes", releaseUnconfirmedMinutes, 0, MAXIMUM_LEAD);
    return faults;
  }
}
