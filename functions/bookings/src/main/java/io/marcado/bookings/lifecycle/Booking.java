package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.HoldTerms.OfSeries;
import io.marcado.bookings.lifecycle.HoldTerms.Together;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A booking: time of one or more resources for one client. Of the client it knows only the id, and
 * of somebody who walked in only the name.
 *
 * @param resourceIds the main resource first, then one of each group that its service also needs
 * @param clientId empty for somebody who walked in, whom the business has no record of
 * @param time without buffers, in whole minutes
 * @param localStart the start as it was agreed on; empty if it was made before bookings kept it
 * @param names of the service and the resources; empty if it was made before bookings kept them
 * @param taken what its time takes in the day rows; empty after it has freed its time
 * @param price as of the time of booking, or of a move to a resource with other terms
 * @param named who comes, and the client as the booking named it
 * @param reason why it was cancelled or rejected
 * @param requestHash hash of the request that created it; tells a retry from a reused key
 * @param manageAccess which manage token opens it; empty unless it was made without a login
 * @param writer id of the last request that wrote it; that request recognises its own write by it
 * @param version from 1, one more with each change
 * @param statusSince since when it has its status; once it has begun, since when it has the first
 *     one that it got then, so that corrections do not renew the days for corrections
 * @param request what it waits for; empty unless it is PENDING
 * @param changedBy who made the last change; empty for what comes with time, and for bookings from
 *     before it was kept
 * @param hold the terms on which its time was held; empty if it was booked at once
 * @param staffNotes what the business keeps with it for itself
 * @param classPlace its seats in a session of a class; empty for an appointment. With them, its
 *     resources and its time are those of the session, and what it takes are seats
 * @param visit the parts of a visit, in order; empty for every other booking. Its service is that
 *     of the first part, its resources are those of all parts, and its time is from the first start
 *     to the last end
 * @param confirmation that its client comes, to a start that need not be the present one: see
 *     {@link #confirmedAt}
 */
public record Booking(
    BookingId id,
    BookingStatus status,
    ServiceId serviceId,
    List<ResourceId> resourceIds,
    Optional<PersonId> clientId,
    Interval time,
    Optional<LocalStart> localStart,
    Optional<BookedNames> names,
    List<TakenTime> taken,
    Optional<Money> price,
    BookingSource source,
    Optional<String> notes,
    Map<String, Object> customFields,
    NamedPeople named,
    Optional<String> reason,
    String requestHash,
    Optional<ManageAccess> manageAccess,
    String writer,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Instant statusSince,
    Optional<ApprovalRequest> request,
    Optional<ChangedBy> changedBy,
    Optional<HoldTerms> hold,
    StaffNotes staffNotes,
    Optional<ClassPlace> classPlace,
    List<VisitPart> visit,
    Optional<Confirmation> confirmation) {

  /** How long staff may correct a status that should be final, from {@link #statusSince} on. */
  public static final Duration CORRECTABLE = Duration.ofDays(7);

  /**
   * How long a retry of the request that made it is told the manage token. Later a retry is
   * likelier to come from somebody who guessed the key.
   */
  public static final Duration TOKEN_TOLD = Duration.ofMinutes(15);

  /** A day may have fewer than 24 hours, in minutes. */
  private static final int SHORTEST_DAY = 1200;

  /** In place of the hash of a request that named a client; no request has it. */
  private static final String ERASED = "erased";

  private static final List<BookingStatus> REJECTABLE = List.of(BookingStatus.PENDING);
  private static final List<BookingStatus> CONFIRMABLE =
      List.of(BookingStatus.PENDING, BookingStatus.COMPLETED, BookingStatus.NO_SHOW);
  private static final List<BookingStatus> CONFIRMABLE_AFTER_ALL = List.of(BookingStatus.REJECTED);
  private static final List<BookingStatus> OPEN =
      Arrays.stream(BookingStatus.values()).filter(BookingStatus::isOpen).toList();

  public Booking {
    resourceIds = List.copyOf(resourceIds);
    taken = List.copyOf(taken);
    visit = List.copyOf(visit);
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
  }

  /** An appointment with which the business keeps nothing for itself. */
  public Booking(
      BookingId id,
      BookingStatus status,
      ServiceId serviceId,
      List<ResourceId> resourceIds,
      Optional<PersonId> clientId,
      Interval time,
      Optional<LocalStart> localStart,
      Optional<BookedNames> names,
      List<TakenTime> taken,
      Optional<Money> price,
      BookingSource source,
      Optional<String> notes,
      Map<String, Object> customFields,
      NamedPeople named,
      Optional<String> reason,
      String requestHash,
      Optional<ManageAccess> manageAccess,
      String writer,
      long version,
      Instant createdAt,
      Instant updatedAt,
      Instant statusSince,
      Optional<ApprovalRequest> request,
      Optional<ChangedBy> changedBy,
      Optional<HoldTerms> hold) {
    this(
        id,
        status,
        serviceId,
        resourceIds,
        clientId,
        time,
        localStart,
        names,
        taken,
        price,
        source,
        notes,
        customFields,
        named,
        reason,
        requestHash,
        manageAccess,
        writer,
        version,
        createdAt,
        updatedAt,
        statusSince,
        request,
        changedBy,
        hold,
        StaffNotes.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The time that a booking takes of resources: one seat of each, in every cell it touches. */
  public static List<TakenTime> oneSeatOf(List<ResourceId> resourceIds, Interval withBuffers) {
    CellRange cells = CellRange.covering(withBuffers);
    return resourceIds.stream().map(id -> new TakenTime(id, cells, 1)).toList();
  }

  /** The booking as other capabilities see it. */
  public BookingImage image() {
    return new BookingImage(
        id,
        status,
        serviceId,
        resourceIds,
        clientId.orElse(null),
        time.start(),
        time.end(),
        localStart.orElse(null),
        price.orElse(null),
        source,
        version,
        createdAt,
        updatedAt,
        approved()
            .map(
                kept ->
                    new BookingImage.ApprovedTime(
                        kept.serviceId(),
                        kept.resourceIds(),
                        kept.time().start(),
                        kept.time().end(),
                        kept.localStart().orElse(null),
                        kept.price().orElse(null),
                        parts(kept.visit(), kept.time().start()),
                        classPlace.map(_ -> kept.seats()).orElse(null)))
            .orElse(null),
        status == BookingStatus.PENDING ? expiresAt() : null,
        changedBy.flatMap(ChangedBy::member).orElse(null),
        changedBy.map(ChangedBy::source).orElse(null),
        changedBy.flatMap(ChangedBy::key).orElse(null),
        parts(visit, time.start()),
        series().map(this::image).orElse(null),
        classPlace.map(place -> place.seats().size()).orElse(null),
        confirmedAt().orElse(null));
  }

  private static @Nullable List<BookingImage.Part> parts(List<VisitPart> visit, Instant start) {
    return visit.isEmpty() ? null : visit.stream().map(part -> part.image(start)).toList();
  }

  private BookingImage.OfSeries image(OfSeries series) {
    return new BookingImage.OfSeries(
        series.id(),
        series.tells(),
        series
            .together()
            .filter(together -> together.version() == version)
            .map(Together::tells)
            .orElse(null));
  }

  /** The series that it is of; empty for one alone. */
  public Optional<OfSeries> series() {
    return hold.flatMap(HoldTerms::series);
  }

  /** True when it was changed by this change of its series. */
  public boolean isChangedBy(SeriesId change) {
    return together().filter(together -> together.change().equals(change)).isPresent();
  }

  /** Its last change together with others of its series. */
  public Optional<Together> together() {
    return series().flatMap(OfSeries::together);
  }

  /**
   * The same, as its next version is to be after a change of its series.
   *
   * @param tells of how many bookings the message about this one tells; 0 for no message
   */
  public Booking changedTogether(SeriesId change, int tells) {
    Copy copy = new Copy(this);
    Optional<Instant> movedTo = together().flatMap(Together::movedTo);
    copy.hold = hold.map(terms -> terms.changed(new Together(change, version + 1, tells, movedTo)));
    return copy.made();
  }

  /** The same after a change of its series that moved it to where it is. */
  public Booking movedTogether(SeriesId change, int tells) {
    Copy copy = new Copy(this);
    copy.hold =
        hold.map(
            terms ->
                terms.changed(new Together(change, version + 1, tells, Optional.of(time.start()))));
    return copy.made();
  }

  /** The time that a moved booking keeps while it waits for approval. */
  public Optional<ApprovedTime> approved() {
    return request.flatMap(ApprovalRequest::approved);
  }

  /** All that it has in the day rows: its time, and the approved one while a move waits. */
  public List<TakenTime> held() {
    return approved().map(kept -> TakenTime.union(taken, kept.taken())).orElse(taken);
  }

  /** When a PENDING booking lapses. */
  public Instant expiresAt() {
    return request.map(asked -> asked.expiresAt(time.start())).orElse(time.start());
  }

  /**
   * The start that the business has agreed to; empty while it has not. While a move waits, it is
   * the start from before.
   */
  public Optional<Instant> agreedStart() {
    return status == BookingStatus.PENDING
        ? approved().map(kept -> kept.time().start())
        : Optional.of(time.start());
  }

  /**
   * The booking as it is at a moment: a request that nobody has decided in time has lapsed, and so
   * has a hold that nobody has booked, even before that is written.
   */
  public Booking at(Instant now) {
    boolean lapses =
        switch (status) {
          case PENDING -> !now.isBefore(expiresAt());
          case HELD -> hold.filter(terms -> terms.isOver(now)).isPresent();
          default -> false;
        };
    return lapses ? lapsed() : this;
  }

  /** The same once nobody has decided it, or booked what was held, in time. */
  public Booking lapsed() {
    return refused(BookingStatus.EXPIRED, Optional.empty());
  }

  /** The same, held on other terms. */
  public Booking heldOn(HoldTerms terms) {
    Copy copy = new Copy(this);
    copy.hold = Optional.of(terms);
    return copy.made();
  }

  /**
   * This booking, just moved, as a request for approval. It keeps the approved time until the
   * request is decided, and lapses at that start at the latest.
   *
   * @param before the booking before the move, CONFIRMED
   * @param deadline until when the business may decide
   */
  public Booking waiting(Booking before, Instant deadline) {
    Copy copy = new Copy(this);
    copy.status = BookingStatus.PENDING;
    copy.request =
        Optional.of(
            new ApprovalRequest(
                deadline,
                Optional.of(
                    new ApprovedTime(
                        before.serviceId,
                        before.resourceIds,
                        before.time,
                        before.localStart,
                        before.names,
                        before.taken,
                        before.price,
                        before.visit,
                        before.together().flatMap(Together::movedTo)))));
    return copy.made();
  }

  /**
   * The booking as it was approved, if a move waits that this one would take back.
   *
   * @param target true for what was approved, if that is where it is to go
   */
  public Optional<Booking> movedBack(Predicate<ApprovedTime> target) {
    return approved().filter(target).map(kept -> restored(kept, Optional.empty()));
  }

  /**
   * The same after people came, or did not; refused unless it is CONFIRMED, COMPLETED or NO_SHOW.
   */
  public Result<Booking, BookingRefusal> seen(
      Set<Integer> numbers, ClassPlace.Arrival arrival, Instant now) {
    return when(
        List.of(BookingStatus.CONFIRMED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW),
        () -> {
          Copy copy = new Copy(this);
          copy.classPlace = classPlace.map(place -> place.seen(numbers, arrival, now));
          return copy.made();
        });
  }

  /** True when it has seats of a session, now or while a move waits. */
  public boolean isOfSession(ClassSessionId sessionId) {
    return isNowOfSession(sessionId) || keepsSeatsOf(sessionId);
  }

  /**
   * The booking as its session is now: cancelled with it, or at its time and with its resources. A
   * move that waits falls back to the approved session when its own is cancelled.
   */
  public Booking following(ClassSession session) {
    if (!status.isOpen()) {
      return this;
    }
    boolean here = isNowOfSession(session.id());
    boolean kept = keepsSeatsOf(session.id());
    if (session.isCancelled()) {
      return here && !kept && approved().isPresent()
          ? refused(BookingStatus.REJECTED, session.reason())
          : here || kept
              ? approved()
                  .map(before -> restored(before, session.reason()))
                  .orElse(this)
                  .in(BookingStatus.CANCELLED, session.reason())
              : this;
    }
    Booking followed =
        here && !agreesWith(session)
            ? seated(session, classPlace.orElseThrow()).because(reason)
            : this;
    return kept ? followed.keeping(session) : followed;
  }

  private boolean isNowOfSession(ClassSessionId sessionId) {
    return classPlace.filter(place -> place.sessionId().equals(sessionId)).isPresent();
  }

  private boolean keepsSeatsOf(ClassSessionId sessionId) {
    return approved().stream()
        .flatMap(kept -> kept.taken().stream())
        .anyMatch(taken -> taken.resourceId().equals(SessionSeats.row(sessionId)));
  }

  private boolean agreesWith(ClassSession session) {
    return time.equals(session.time())
        && localStart.filter(session.localStart()::equals).isPresent()
        && resourceIds.equals(session.resourceIds());
  }

  private Booking because(Optional<String> why) {
    Copy copy = new Copy(this);
    copy.reason = why;
    return copy.made();
  }

  private Booking keeping(ClassSession session) {
    Copy copy = new Copy(this);
    copy.request =
        request.map(
            asked ->
                new ApprovalRequest(
                    asked.deadline(),
                    asked
                        .approved()
                        .map(
                            kept ->
                                new ApprovedTime(
                                    kept.serviceId(),
                                    session.resourceIds(),
                                    session.time(),
                                    Optional.of(session.localStart()),
                                    Optional.of(session.names()),
                                    kept.taken(),
                                    kept.price(),
                                    kept.visit(),
                                    kept.movedTo()))));
    return copy.made();
  }

  /** The same for a move to a session: the booking as it was approved, if that is its session. */
  public Optional<Booking> movedBack(ClassSessionId sessionId) {
    return movedBack(
        kept ->
            kept.taken().stream()
                .anyMatch(taken -> taken.resourceId().equals(SessionSeats.row(sessionId))));
  }

  /**
   * Its manage token, for the request that made it and for retries of that.
   *
   * @param seed as in {@link ManageToken#derived}
   * @return empty when it has none any more, for another seed, and after {@link #TOKEN_TOLD}
   */
  public Optional<ManageToken> manageToken(String seed, Instant now) {
    return manageAccess
        .filter(_ -> now.isBefore(createdAt.plus(TOKEN_TOLD)))
        .flatMap(access -> access.token(id, seed));
  }

  /** True when this token opens it. None does once it is over. */
  public boolean admits(ManageToken token, Instant now) {
    return token.bookingId().equals(id)
        && now.isBefore(time.end())
        && manageAccess.filter(access -> access.admits(token)).isPresent();
  }

  /** The same, which no manage token opens any more. */
  public Booking withoutManageToken() {
    Copy copy = new Copy(this);
    copy.manageAccess = Optional.empty();
    return copy.made();
  }

  /**
   * How long it lasts in minutes, whole days as {@link LocalTimeline#lasting} counts them by the
   * zone in which it was agreed on.
   */
  public int minutes() {
    return minutes(time, localStart);
  }

  static int minutes(Interval time, Optional<LocalStart> localStart) {
    return time.minutes() < SHORTEST_DAY
        ? Math.toIntExact(time.minutes())
        : localStart
            .map(agreed -> new LocalTimeline(Zone.of(agreed.zone())).minutes(time))
            .orElseGet(() -> Math.toIntExact(time.minutes()));
  }

  /** The main resource. */
  public ResourceId mainResourceId() {
    return resourceIds.getFirst();
  }

  /**
   * The same, confirmed; refused unless it is PENDING, or COMPLETED or NO_SHOW and still
   * {@linkplain #CORRECTABLE correctable}.
   */
  public Result<Booking, BookingRefusal> confirmed(Instant now) {
    return corrected(CONFIRMABLE, now, () -> in(BookingStatus.CONFIRMED, Optional.empty()));
  }

  /**
   * The same, confirmed after it was rejected; refused unless it is REJECTED and still {@linkplain
   * #CORRECTABLE correctable}.
   *
   * @param retaken its time, with buffers, which it takes again
   */
  public Result<Booking, BookingRefusal> confirmedAfterAll(List<TakenTime> retaken, Instant now) {
    return corrected(
        CONFIRMABLE_AFTER_ALL,
        now,
        () -> {
          Copy copy = new Copy(in(BookingStatus.CONFIRMED, Optional.empty()));
          copy.taken = retaken;
          return copy.made();
        });
  }

  /**
   * The same, rejected; refused unless it is PENDING. A rejected move leaves the booking as it was
   * approved.
   */
  public Result<Booking, BookingRefusal> rejected(Optional<String> why) {
    return when(REJECTABLE, () -> refused(BookingStatus.REJECTED, why));
  }

  /**
   * When it was confirmed that its client comes to the start that is agreed on; empty while that is
   * not so. It outlasts a move that comes to nothing.
   */
  public Optional<Instant> confirmedAt() {
    return confirmation
        .filter(
            given ->
                status == BookingStatus.PENDING
                    ? approved()
                        .filter(kept -> given.isFor(kept.time().start(), kept.localStart()))
                        .isPresent()
                    : given.isFor(time.start(), localStart))
        .map(Confirmation::at);
  }

  /**
   * The same after its client said to come; refused unless it is CONFIRMED, and once it has begun.
   * Repeating it changes nothing.
   */
  public Result<Booking, BookingRefusal> confirmedByClient(Instant now) {
    if (!now.isBefore(time.start()) && status == BookingStatus.CONFIRMED) {
      return Result.refused(new BookingRefusal.Over());
    }
    return when(
        List.of(BookingStatus.CONFIRMED),
        () -> {
          Copy copy = new Copy(this);
          if (confirmedAt().isEmpty()) {
            copy.confirmation = Optional.of(Confirmation.of(now, this));
          }
          return copy.made();
        });
  }

  /**
   * The same, cancelled; refused unless it is open. While a move waits, the approved time is what
   * is cancelled, since nobody has agreed to the other.
   */
  public Result<Booking, BookingRefusal> cancelled(Optional<String> why) {
    return when(
        OPEN,
        () ->
            approved()
                .map(kept -> restored(kept, why))
                .orElse(this)
                .in(BookingStatus.CANCELLED, why));
  }

  /**
   * The same, completed; refused unless it is CONFIRMED and has started, or NO_SHOW and still
   * {@linkplain #CORRECTABLE correctable}.
   */
  public Result<Booking, BookingRefusal> completed(Instant now) {
    return over(BookingStatus.COMPLETED, BookingStatus.NO_SHOW, now);
  }

  /**
   * The same as a no-show; refused unless it is CONFIRMED and has started, or COMPLETED and still
   * {@linkplain #CORRECTABLE correctable}.
   */
  public Result<Booking, BookingRefusal> noShow(Instant now) {
    return over(BookingStatus.NO_SHOW, BookingStatus.COMPLETED, now);
  }

  /** True when the other one is this booking after its status was corrected. */
  public boolean isCorrectedBy(Booking other) {
    return isFinal() && other.status != status;
  }

  /**
   * The same at another time, or with other resources; refused unless it is open. While the start
   * is the same, so is what was agreed on. A request stays the same request.
   *
   * @param resourceNames what the new resources are called
   * @param timeline local time of the business
   * @param newTaken the time of each of them, with buffers
   */
  public Result<Booking, BookingRefusal> moved(
      List<ResourceId> newResourceIds,
      Map<ResourceId, String> resourceNames,
      Interval newTime,
      List<TakenTime> newTaken,
      LocalTimeline timeline) {
    return when(
        OPEN,
        () -> {
          Copy copy = new Copy(this);
          // Why an earlier move was rejected says nothing of this one.
          copy.reason = Optional.empty();
          copy.resourceIds = newResourceIds;
          copy.names =
              names.map(present -> present.moved(resourceIds, newResourceIds, resourceNames));
          copy.taken = newTaken;
          if (!newTime.start().equals(time.start())) {
            copy.localStart = Optional.of(LocalStart.of(newTime.start(), timeline));
          }
          copy.time = newTime;
          return copy.made();
        });
  }

  /**
   * The same with the same resources and buffers, at the instant at which clocks show its local
   * start.
   */
  public Booking realigned(Instant newStart, LocalStart agreed) {
    Duration later = Duration.between(time.start(), newStart);
    Copy copy = new Copy(agreedOn(agreed));
    copy.time = time.later(later);
    copy.taken = taken.stream().map(part -> part.later(later)).toList();
    return copy.made();
  }

  /** The same, with its approved time at the instant at which clocks show its local start. */
  public Booking approvedRealigned(Instant newStart, LocalStart agreed) {
    Copy copy = new Copy(this);
    copy.request =
        request.map(
            asked ->
                new ApprovalRequest(
                    asked.deadline(), asked.approved().map(kept -> kept.at(newStart, agreed))));
    return copy.made();
  }

  /** The same, knowing the local start that was agreed on. */
  public Booking agreedOn(LocalStart agreed) {
    Copy copy = new Copy(this);
    copy.localStart = Optional.of(agreed);
    return copy.made();
  }

  /** The same with seats of a session, which says when and where it is. */
  public Booking seated(ClassSession session, ClassPlace place) {
    Copy copy = new Copy(this);
    // Why an earlier move was rejected says nothing of this one.
    copy.reason = Optional.empty();
    copy.resourceIds = session.resourceIds();
    copy.names = Optional.of(session.names());
    copy.taken = List.of(SessionSeats.of(session.id(), place.seats().size()));
    copy.time = session.time();
    copy.localStart = Optional.of(session.localStart());
    copy.classPlace = Optional.of(place);
    copy.serviceId = session.serviceId();
    return copy.made();
  }

  /** The same with other people on its seats, or with fewer of them. */
  public Booking sitting(ClassPlace place) {
    Copy copy = new Copy(this);
    copy.classPlace = Optional.of(place);
    if (!taken.isEmpty()) {
      copy.taken = List.of(SessionSeats.of(place.sessionId(), place.seats().size()));
    }
    return copy.made();
  }

  /** The same after seats were given back: they do not come back with an approved session. */
  public Booking leftWith(ClassPlace place) {
    Copy copy = new Copy(sitting(place));
    copy.request =
        request.map(
            asked ->
                new ApprovalRequest(
                    asked.deadline(),
                    asked.approved().map(kept -> kept.withAtMost(place.seats().size()))));
    return copy.made();
  }

  /** The same as a booking of another service, of that name. */
  public Booking of(ServiceId service, String name) {
    Copy copy = new Copy(this);
    copy.serviceId = service;
    copy.names = names.map(present -> new BookedNames(name, present.resources()));
    return copy.made();
  }

  /** The same as a visit of these parts, of which it has the time and the resources. */
  public Booking visiting(List<VisitPart> parts) {
    Copy copy = new Copy(this);
    copy.visit = parts;
    return copy.made();
  }

  /** The same booking; refused unless it is open: HELD, PENDING or CONFIRMED. */
  public Result<Booking, BookingRefusal> open() {
    return when(OPEN, () -> this);
  }

  /** The same at a price by the terms of its service; a reason of staff for another one is gone. */
  public Booking priced(Optional<Money> newPrice) {
    Copy copy = new Copy(this);
    copy.price = newPrice;
    if (!newPrice.equals(price)) {
      copy.staffNotes = new StaffNotes(staffNotes.notes(), Optional.empty());
    }
    return copy.made();
  }

  /**
   * The same at a price that staff decided, whatever becomes of a move that waits.
   *
   * @param why for staff
   */
  public Booking priced(Optional<Money> newPrice, String why) {
    Copy copy = new Copy(priced(newPrice));
    copy.request =
        request.map(
            asked ->
                new ApprovalRequest(
                    asked.deadline(), asked.approved().map(kept -> kept.priced(newPrice))));
    copy.staffNotes = new StaffNotes(staffNotes.notes(), Optional.of(why));
    return copy.made();
  }

  /** The same with another note for the team. */
  public Booking notedForStaff(Optional<String> newNotes) {
    Copy copy = new Copy(this);
    copy.staffNotes = new StaffNotes(newNotes, staffNotes.priceReason());
    return copy.made();
  }

  /** The same with another note. */
  public Booking noted(Optional<String> newNotes) {
    Copy copy = new Copy(this);
    copy.notes = newNotes;
    return copy.made();
  }

  /**
   * The same with another attendee. One without a client record names nobody else then, and loses
   * the request's hash, which was made from the name: so the name of who walked in can be taken
   * out.
   *
   * @param who empty for the client again, as the booking named it, or for nobody
   */
  public Booking attendedBy(Optional<Attendee> who) {
    Copy copy = new Copy(this);
    if (clientId.isPresent()) {
      copy.named = named.attendedBy(who);
    } else {
      copy.named = NamedPeople.walkIn(who);
      copy.requestHash = ERASED;
    }
    return copy.made();
  }

  /**
   * The same without the texts that people wrote. It also loses the request's hash, which was made
   * from a name and a phone. So a late retry of that request is refused as a reused key. No manage
   * token opens it any more.
   */
  public Booking erased() {
    Copy copy = new Copy(this);
    copy.notes = Optional.empty();
    copy.customFields = Map.of();
    copy.named = NamedPeople.NOBODY;
    copy.classPlace = classPlace.map(ClassPlace::erased);
    copy.reason = Optional.empty();
    copy.requestHash = ERASED;
    copy.manageAccess = Optional.empty();
    copy.staffNotes = StaffNotes.NONE;
    return copy.made();
  }

  /** True when it has nothing that {@link #erased} would remove. */
  public boolean isErased() {
    return equals(erased());
  }

  /** The same, written by a request. */
  public Booking writtenBy(String request) {
    Copy copy = new Copy(this);
    copy.writer = request;
    return copy.made();
  }

  /**
   * The same as the version after another one, written by a request.
   *
   * @param by whose request it is; empty for what comes with time
   */
  public Booking writtenAfter(
      Booking previous, String request, Optional<ChangedBy> by, Instant now) {
    Copy copy = new Copy(this);
    copy.writer = request;
    copy.changedBy = by;
    copy.version = previous.version + 1;
    copy.updatedAt = now;
    boolean kept =
        status == previous.status || !previous.statusSince.isBefore(previous.time.start());
    copy.statusSince = kept ? previous.statusSince : now;
    return copy.made();
  }

  private Booking in(BookingStatus next, Optional<String> why) {
    Copy copy = new Copy(this);
    copy.status = next;
    copy.taken = next.keepsTime() ? taken : List.of();
    copy.reason = why;
    copy.request = Optional.empty();
    return copy.made();
  }

  private Booking refused(BookingStatus next, Optional<String> why) {
    return approved().map(kept -> restored(kept, why)).orElseGet(() -> in(next, why));
  }

  private Booking restored(ApprovedTime kept, Optional<String> why) {
    Copy copy = new Copy(in(BookingStatus.CONFIRMED, why));
    copy.serviceId = kept.serviceId();
    copy.resourceIds = kept.resourceIds();
    copy.time = kept.time();
    copy.localStart = kept.localStart();
    copy.names = kept.names();
    copy.taken = kept.taken();
    copy.price = kept.price();
    copy.classPlace = classPlace.map(place -> place.restored(kept.taken()));
    copy.visit = kept.visit();
    copy.hold = hold.map(terms -> terms.movedTo(kept.movedTo()));
    return copy.made();
  }

  private Result<Booking, BookingRefusal> when(
      List<BookingStatus> needed, Supplier<Booking> change) {
    return needed.contains(status)
        ? Result.done(change.get())
        : Result.refused(new BookingRefusal.WrongStatus(status, needed));
  }

  private Result<Booking, BookingRefusal> over(
      BookingStatus next, BookingStatus other, Instant now) {
    return corrected(List.of(BookingStatus.CONFIRMED, other), now, () -> in(next, reason))
        .then(
            changed ->
                now.isBefore(time.start())
                    ? Result.refused(new BookingRefusal.NotStarted())
                    : Result.done(changed));
  }

  private Result<Booking, BookingRefusal> corrected(
      List<BookingStatus> needed, Instant now, Supplier<Booking> change) {
    Instant until = statusSince.plus(CORRECTABLE);
    return when(needed, change)
        .then(
            changed ->
                isFinal() && now.isAfter(until)
                    ? Result.refused(new BookingRefusal.CorrectionClosed(status))
                    : Result.done(changed));
  }

  private boolean isFinal() {
    return !status.isOpen();
  }

  /** A builder for the next state: it has the fields that can change. */
  private static final class Copy {
    private final Booking original;
    private BookingStatus status;
    private ServiceId serviceId;
    private List<ResourceId> resourceIds;
    private Interval time;
    private Optional<LocalStart> localStart;
    private Optional<BookedNames> names;
    private List<TakenTime> taken;
    private Optional<Money> price;
    private Optional<String> notes;
    private Map<String, Object> customFields;
    private NamedPeople named;
    private Optional<String> reason;
    private String requestHash;
    private Optional<ManageAccess> manageAccess;
    private String writer;
    private long version;
    private Instant updatedAt;
    private Instant statusSince;
    private Optional<ApprovalRequest> request;
    private Optional<ChangedBy> changedBy;
    private Optional<HoldTerms> hold;
    private StaffNotes staffNotes;
    private Optional<ClassPlace> classPlace;
    private List<VisitPart> visit;
    private Optional<Confirmation> confirmation;

    Copy(Booking original) {
      this.original = original;
      status = original.status;
      serviceId = original.serviceId;
      resourceIds = original.resourceIds;
      time = original.time;
      localStart = original.localStart;
      names = original.names;
      taken = original.taken;
      price = original.price;
      notes = original.notes;
      customFields = original.customFields;
      named = original.named;
      reason = original.reason;
      requestHash = original.requestHash;
      manageAccess = original.manageAccess;
      writer = original.writer;
      version = original.version;
      updatedAt = original.updatedAt;
      statusSince = original.statusSince;
      request = original.request;
      changedBy = original.changedBy;
      hold = original.hold;
      staffNotes = original.staffNotes;
      classPlace = original.classPlace;
      visit = original.visit;
      confirmation = original.confirmation;
    }

    Booking made() {
      return new Booking(
          original.id,
          status,
          serviceId,
          resourceIds,
          original.clientId,
          time,
          localStart,
          names,
          taken,
          price,
          original.source,
          notes,
          customFields,
          named,
          reason,
          requestHash,
          manageAccess,
          writer,
          version,
          original.createdAt,
          updatedAt,
          statusSince,
          request,
          changedBy,
          hold,
          staffNotes,
          classPlace,
          visit,
          confirmation);
    }
  }
}
