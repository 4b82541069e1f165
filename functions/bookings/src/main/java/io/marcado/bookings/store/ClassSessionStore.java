package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sessions of classes. A session takes its people and rooms in one transaction with its item
 * and the row of its seats, so it never has less than it needs.
 */
@Singleton
public final class ClassSessionStore {
  /** The sort key of a session's item. */
  public static final String SORT = "CLASS";

  private static final String MINIMUM = "minimum";
  private static final String MINIMUM_STATE = "minimumState";
  private static final Pattern POSITION =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z)#([a-z2-7]{26})");

  /** Longer than a session lasts with its buffers. */
  private static final Duration AROUND = Duration.ofDays(2);

  private final Table table;
  private final DayLedger ledger;
  private final RowNotes notes;
  private final SessionSeats seats;
  private final Ids ids;

  public ClassSessionStore(
      Table table, DayLedger ledger, RowNotes notes, SessionSeats seats, Ids ids) {
    this.table = table;
    this.ledger = ledger;
    this.notes = notes;
    this.seats = seats;
    this.ids = ids;
  }

  /** One with parts of its own, outside of a function. */
  public static ClassSessionStore of(Table table, Ids ids, InstantSource clock) {
    RowNotes notes = new RowNotes(table, clock);
    return new ClassSessionStore(
        table,
        new DayLedger(new DayRows(table, notes)),
        notes,
        new SessionSeats(table, notes),
        ids);
  }

  /** The result of a new session, or of a change of one. */
  public sealed interface Written {
    /** It is so now. */
    record Done(ClassSession session) implements Written {}

    /** A resource is taken by others. */
    record Taken(List<ResourceId> resourceIds) implements Written {}

    /** An earlier request has made something else under this id. */
    record Other() implements Written {}

    /** Too many are writing at once. */
    record Busy() implements Written {}
  }

  /**
   * Makes a session, or finds it where an earlier sending of the same request has made it.
   *
   * @param capacity seats of its resources
   */
  public Written create(TenantId tenant, ClassSession session, ToIntFunction<ResourceId> capacity) {
    String writer = ids.next();
    ClassSession made = written(session, writer);
    return OptimisticRetry.untilWritten(
        () -> {
          LedgerEntry entry = ledger.entry(tenant, List.of(), made.taken(), capacity);
          if (!entry.alreadyBlocking().isEmpty()) {
            return blocked(tenant, made, entry.alreadyBlocking());
          }
          List<Write> writes = new ArrayList<>();
          writes.add(Write.create(key(tenant, made.id()), toItem(tenant, made)));
          writes.addAll(entry.writes());
          writes.add(SessionSeats.open(tenant, made.id(), made.seats()));
          SessionMinimums.Entry.of(tenant, made)
              .map(SessionMinimums.ALL::note)
              .ifPresent(writes::add);
          return switch (table.platformAnd(tenant).transact(writes)) {
            case Outcome.Written _ -> Optional.of(new Written.Done(made));
            case Outcome.Contended _ -> Optional.empty();
            case Outcome.Refused refused when refused.at(0) ->
                refused
                    .presentAt(0)
                    .map(ClassSessionStore::fromItem)
                    .map(present -> there(present, made));
            case Outcome.Refused refused -> {
              List<DayRow> blocking = entry.judge(refused, 1).blocking();
              yield blocking.isEmpty() ? Optional.empty() : blocked(tenant, made, blocking);
            }
          };
        },
        Written.Busy::new);
  }

  /** What there is under the id of a session that is to be made. */
  private static Written there(ClassSession present, ClassSession made) {
    return present.requestHash().equals(made.requestHash())
        ? new Written.Done(present)
        : new Written.Other();
  }

  /** Empty when an attempt that was given up stood in the way, and this one may try again. */
  private Optional<Written> blocked(TenantId tenant, ClassSession session, List<DayRow> rows) {
    // Its own time, if another sending of the request has made it meanwhile.
    Optional<ClassSession> present = find(tenant, session.id());
    if (present.isPresent()) {
      return present.map(one -> there(one, session));
    }
    return notes.evict(tenant, rows, session.taken(), new BookingId(session.id().value()))
        ? Optional.empty()
        : Optional.of(new Written.Taken(rows.stream().map(DayRow::resourceId).distinct().toList()));
  }

  /** Decides on a change of a session. */
  @FunctionalInterface
  public interface Decision {
    /**
     * It is called again with the present session when another request has changed it.
     *
     * @return the session as it is to be, or why it is not
     */
    Result<ClassSession, ClassRefusal> decide(ClassSession present);
  }

  /** The result of a change. */
  public sealed interface Changed {
    /**
     * It is so now.
     *
     * @param change what its bookings have to follow; empty for nothing
     */
    record Done(ClassSession session, Optional<SessionChanges.Change> change) implements Changed {}

    /** A resource is taken by others. */
    record Taken(ClassSession wanted, List<ResourceId> resourceIds) implements Changed {}

    /** It is not changed, for another reason. */
    record Refused(ClassRefusal why) implements Changed {}
  }

  /**
   * Changes a session in one transaction with its day rows, the row of its seats, and the note that
   * its bookings have to follow.
   *
   * @param expectedVersion the version that the caller wants to change; empty for any
   * @param by who makes the change
   * @param capacity seats of the resources whose time it takes
   */
  public Changed change(
      TenantId tenant,
      ClassSessionId sessionId,
      Optional<Long> expectedVersion,
      ChangedBy by,
      Decision decision,
      ToIntFunction<ResourceId> capacity,
      Instant now) {
    String writer = ids.next();
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<ClassSession> found = find(tenant, sessionId);
          if (found.isEmpty()) {
            return Optional.of(new Changed.Refused(new ClassRefusal.NotFound()));
          }
          ClassSession present = found.get();
          if (expectedVersion.filter(version -> version != present.version()).isPresent()) {
            return Optional.of(new Changed.Refused(new ClassRefusal.Stale(present.version())));
          }
          return switch (decision.decide(present)) {
            case Result.Refused<ClassSession, ClassRefusal>(ClassRefusal why) ->
                Optional.of(new Changed.Refused(why));
            case Result.Done<ClassSession, ClassRefusal>(ClassSession next) ->
                next.equals(present)
                    ? Optional.of(new Changed.Done(present, Optional.empty()))
                    : replace(
                        tenant, present, next.writtenAfter(present, writer, now), by, capacity);
          };
        },
        () -> new Changed.Refused(new ClassRefusal.Busy()));
  }

  /** Empty when something has changed since the read. */
  private Optional<Changed> replace(
      TenantId tenant,
      ClassSession present,
      ClassSession next,
      ChangedBy by,
      ToIntFunction<ResourceId> capacity) {
    LedgerEntry entry = ledger.entry(tenant, present.taken(), next.taken(), capacity);
    if (!entry.alreadyBlocking().isEmpty()) {
      return taken(tenant, next, entry.alreadyBlocking());
    }
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(
            key(tenant, next.id()),
            toItem(tenant, next),
            Condition.equal("version", present.version())));
    writes.addAll(entry.writes());
    int ofSeats = writes.size();
    int minimum = next.minimum().map(MinimumSeats::seats).orElse(0);
    if (next.isBelowMinimumSince(present)) {
      writes.add(
          next.isCancelled()
              ? SessionSeats.closeBelow(tenant, next.id(), next.seats(), minimum)
              : SessionSeats.below(tenant, next.id(), next.seats(), minimum));
    } else if (next.isCancelled()) {
      writes.add(SessionSeats.close(tenant, next.id()));
    } else if (next.seats() != present.seats()) {
      writes.add(SessionSeats.resize(tenant, next.id(), present.seats(), next.seats()));
    }
    Optional<SessionChanges.Change> change =
        Optional.of(
                new SessionChanges.Change(
                    tenant,
                    next.id(),
                    next.version(),
                    present.time().start(),
                    by,
                    next.updatedAt()))
            .filter(_ -> next.concernsBookings(present));
    change.map(SessionChanges.ALL::note).ifPresent(writes::add);
    SessionMinimums.Entry.of(tenant, next).map(SessionMinimums.ALL::note).ifPresent(writes::add);
    return switch (table.platformAnd(tenant).transact(writes)) {
      case Outcome.Written _ -> Optional.of(new Changed.Done(next, change));
      case Outcome.Contended _ -> own(find(tenant, next.id()), next, change);
      case Outcome.Refused refused when refused.at(0) ->
          own(refused.presentAt(0).map(ClassSessionStore::fromItem), next, change);
      case Outcome.Refused refused when refused.at(ofSeats) && next.seats() < present.seats() ->
          tooFew(tenant, next);
      case Outcome.Refused refused -> {
        List<DayRow> blocking = entry.judge(refused, 1).blocking();
        yield blocking.isEmpty() ? Optional.empty() : taken(tenant, next, blocking);
      }
    };
  }

  /** Whether this change was written after all: an answer may have been lost. */
  private static Optional<Changed> own(
      Optional<ClassSession> present, ClassSession next, Optional<SessionChanges.Change> change) {
    return present
        .filter(other -> other.writer().equals(next.writer()))
        .map(other -> new Changed.Done(other, change));
  }

  /** Empty when only attempts that were given up have more seats, and this change may try again. */
  private Optional<Changed> tooFew(TenantId tenant, ClassSession next) {
    int taken = seats.find(tenant, next.id()).map(SessionSeats.Seats::taken).orElse(0);
    if (taken > next.seats()) {
      return Optional.of(new Changed.Refused(new ClassRefusal.SeatsTaken(taken)));
    }
    boolean _ = seats.settle(tenant, next.id());
    return Optional.empty();
  }

  private Optional<Changed> taken(TenantId tenant, ClassSession next, List<DayRow> rows) {
    return notes.evict(tenant, rows, next.taken(), new BookingId(next.id().value()))
        ? Optional.empty()
        : Optional.of(
            new Changed.Taken(next, rows.stream().map(DayRow::resourceId).distinct().toList()));
  }

  /** Refuses a transaction once the session is another version than this one. */
  public static Write unchanged(TenantId tenant, ClassSession session) {
    return Write.check(key(tenant, session.id()), Condition.equal("version", session.version()));
  }

  /** Reads a session, strongly consistent. */
  public Optional<ClassSession> find(TenantId tenant, ClassSessionId sessionId) {
    return table.of(tenant).get(key(tenant, sessionId)).map(ClassSessionStore::fromItem);
  }

  /**
   * The filter of a list. A session must match all conditions.
   *
   * @param from earliest start
   * @param to exclusive end of the starts
   * @param minimum what was found about how many come
   * @param all true to find cancelled ones too
   */
  public record Filter(
      Optional<ServiceId> serviceId,
      Optional<ResourceId> resourceId,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<MinimumSeats.State> minimum,
      boolean all) {}

  /**
   * A page of sessions by start, through an index.
   *
   * @param position the cursor of an earlier page
   */
  public Page<ClassSession> page(
      TenantId tenant, Filter filter, int limit, Optional<String> position) {
    Selection rest =
        selection(tenant, filter)
            .after(
                position,
                place ->
                    Optional.of(POSITION.matcher(place))
                        .filter(Matcher::matches)
                        .map(form -> key(tenant, new ClassSessionId(form.group(2)))));
    return table.of(tenant).query(rest, limit).map(ClassSessionStore::fromItem);
  }

  /** The sessions of a service that start within an interval and take place, by start. */
  public List<ClassSession> within(TenantId tenant, ServiceId serviceId, Interval starts) {
    Filter filter =
        new Filter(
            Optional.of(serviceId),
            Optional.empty(),
            Optional.of(starts.start()),
            Optional.of(starts.end()),
            Optional.empty(),
            false);
    return table.of(tenant).queryAll(selection(tenant, filter)).stream()
        .map(ClassSessionStore::fromItem)
        .toList();
  }

  /** The sessions that may have time within an interval, whatever their buffers, and take place. */
  public List<ClassSession> around(TenantId tenant, Interval interval) {
    Filter filter =
        new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.of(interval.start().minus(AROUND)),
            Optional.of(interval.end().plus(AROUND)),
            Optional.empty(),
            false);
    return table.of(tenant).queryAll(selection(tenant, filter)).stream()
        .map(ClassSessionStore::fromItem)
        .toList();
  }

  /** The sessions of a service that start at a moment, also cancelled ones. */
  public List<ClassSession> starting(TenantId tenant, ServiceId serviceId, Instant start) {
    return table
        .of(tenant)
        .queryAll(Selection.of(Index.GSI2, ofService(tenant, serviceId)).beginningWith(start + "#"))
        .stream()
        .map(ClassSessionStore::fromItem)
        .toList();
  }

  private static Selection selection(TenantId tenant, Filter filter) {
    Selection between =
        filter
            .serviceId()
            .map(service -> Selection.of(Index.GSI2, ofService(tenant, service)))
            .orElseGet(() -> Selection.of(Index.GSI1, all(tenant)))
            .between(
                filter.from().map(Instant::toString).orElse("0"),
                filter.to().map(Instant::toString).orElse("9"));
    return Stream.of(
            Optional.of(Condition.equal("status", ClassSession.Status.SCHEDULED))
                .filter(_ -> !filter.all()),
            filter.resourceId().map(id -> Condition.contains("resourceIds", id.value())),
            filter.minimum().map(state -> Condition.equal(MINIMUM_STATE, state)))
        .flatMap(Optional::stream)
        .reduce(Condition::and)
        .map(between::where)
        .orElse(between);
  }

  private static ClassSession written(ClassSession session, String writer) {
    return new ClassSession(
        session.id(),
        session.serviceId(),
        session.status(),
        session.time(),
        session.localStart(),
        session.resourceIds(),
        session.names(),
        session.taken(),
        session.seats(),
        session.minimum(),
        session.reason(),
        session.requestHash(),
        writer,
        session.version(),
        session.createdAt(),
        session.updatedAt());
  }

  private static ItemKey key(TenantId tenant, ClassSessionId sessionId) {
    return ItemKey.of(tenant, "CLASS#" + sessionId, SORT);
  }

  private static PartitionKey all(TenantId tenant) {
    return UpcomingBookings.sessions(tenant);
  }

  private static PartitionKey ofService(TenantId tenant, ServiceId serviceId) {
    return PartitionKey.of(tenant, "CLASSES#" + serviceId);
  }

  private static Item toItem(TenantId tenant, ClassSession session) {
    String position = session.time().start() + "#" + session.id();
    Item.Builder item =
        Item.builder()
            .indexed(Index.GSI1, all(tenant), position)
            .indexed(Index.GSI2, ofService(tenant, session.serviceId()), position)
            .text("id", session.id().value())
            .text("serviceId", session.serviceId().value())
            .text("status", session.status().name())
            .instant("start", session.time().start())
            .instant("end", session.time().end())
            .text("localStart", session.localStart().at().toString())
            .text("timeZone", session.localStart().zone())
            .text("tzRelease", session.localStart().tzRelease())
            .texts("resourceIds", session.resourceIds().stream().map(ResourceId::value).toList())
            .text("serviceName", session.names().service())
            .texts("resourceNames", session.names().resources())
            .items("taken", session.taken().stream().map(TakenTime::toItem).toList())
            .number("seats", session.seats())
            .text("reason", session.reason().orElse(null))
            .text("hash", session.requestHash())
            .text("w", session.writer())
            .number("version", session.version())
            .instant("createdAt", session.createdAt())
            .instant("updatedAt", session.updatedAt());
    session
        .minimum()
        .ifPresent(
            minimum ->
                item.number(MINIMUM, minimum.seats())
                    .number("minimumMinutesBefore", minimum.minutesBefore())
                    .text("belowMinimum", minimum.below().name())
                    .text(MINIMUM_STATE, minimum.state().name()));
    return item.build();
  }

  private static Optional<MinimumSeats> minimum(Item item) {
    return item.has(MINIMUM)
        ? Optional.of(
            new MinimumSeats(
                item.integer(MINIMUM),
                item.integer("minimumMinutesBefore"),
                MinimumSeats.Below.valueOf(item.text("belowMinimum")),
                MinimumSeats.State.valueOf(item.text(MINIMUM_STATE))))
        : Optional.empty();
  }

  /** The session of an item. */
  public static ClassSession fromItem(Item item) {
    return new ClassSession(
        new ClassSessionId(item.text("id")),
        new ServiceId(item.text("serviceId")),
        ClassSession.Status.valueOf(item.text("status")),
        new Interval(item.instant("start"), item.instant("end")),
        new LocalStart(
            LocalDateTime.parse(item.text("localStart")),
            item.text("timeZone"),
            item.text("tzRelease")),
        item.texts("resourceIds").stream().map(ResourceId::new).toList(),
        new BookedNames(item.text("serviceName"), item.texts("resourceNames")),
        TakenTime.of(item),
        item.integer("seats"),
        minimum(item),
        item.optionalText("reason"),
        item.text("hash"),
        item.text("w"),
        item.number("version"),
        item.instant("createdAt"),
        item.instant("updatedAt"));
  }
}
