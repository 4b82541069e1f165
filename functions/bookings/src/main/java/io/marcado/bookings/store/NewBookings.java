package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.ledger.RowNote;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Creates bookings. One that takes time of one day row takes it first and is written then, so that
 * bookings of one day do not refuse each other; see {@link RowNotes}. Any other is written in one
 * transaction with its rows.
 */
final class NewBookings {
  private final BookingItems items;
  private final DayLedger ledger;
  private final RowNotes notes;
  private final Ids ids;

  NewBookings(BookingItems items, DayLedger ledger, RowNotes notes, Ids ids) {
    this.items = items;
    this.ledger = ledger;
    this.notes = notes;
    this.ids = ids;
  }

  /** The booking to create; see {@link BookingStore#create}. */
  record Wanted(
      TenantId tenant,
      Booking booking,
      ToIntFunction<ResourceId> capacity,
      List<? extends Write> clientWrites,
      boolean repeatable,
      Optional<ClientAllowance> allowance,
      List<Count> counts) {}

  CreateOutcome create(Wanted wanted) {
    Booking made = wanted.booking().writtenBy(ids.next());
    return OptimisticRetry.untilWritten(
        () -> {
          LedgerEntry entry =
              ledger.entry(wanted.tenant(), List.of(), made.held(), wanted.capacity());
          if (!entry.alreadyBlocking().isEmpty()) {
            return blocked(wanted, made, entry.alreadyBlocking());
          }
          return entry.isOneRow()
              ? takeThenWrite(wanted, entry)
              : ClientPlaces.guessed(
                  ClientPlaces.taking(wanted.tenant(), made, wanted.allowance()),
                  places -> transact(wanted, made, entry, places));
        },
        () -> earlierOr(wanted, made, true, busy()));
  }

  /** Empty when an attempt that was given up stood in the way, and this one may try again. */
  private Optional<CreateOutcome> blocked(Wanted wanted, Booking made, List<DayRow> blocking) {
    boolean freed = notes.evict(wanted.tenant(), blocking, made.held(), made.id());
    // After it: another sending of the same request may have made the booking until then.
    Optional<CreateOutcome> earlier = wanted.repeatable() ? found(wanted, made) : Optional.empty();
    return earlier.isPresent() || freed
        ? earlier
        : Optional.of(new CreateOutcome.SlotTaken(blocking));
  }

  // ---- one row

  /** Empty when the row has changed since it was read, or the attempt was given up by others. */
  private Optional<CreateOutcome> takeThenWrite(Wanted wanted, LedgerEntry entry) {
    Booking booking = wanted.booking();
    RowNotes.Taking taking =
        booking
            .hold()
            .map(terms -> RowNotes.deadline(terms.looked()))
            .map(until -> notes.take(wanted.tenant(), entry, booking.id(), ids::next, until))
            .orElseGet(() -> notes.take(wanted.tenant(), entry, booking.id(), ids::next));
    return switch (taking) {
      case RowNotes.Taking.Taken(RowNote note) ->
          write(wanted, note, booking.writtenBy(note.attempt()));
      case RowNotes.Taking.Blocked(List<DayRow> rows) -> blocked(wanted, booking, rows);
      case RowNotes.Taking.Outdated _ -> Optional.empty();
      case RowNotes.Taking.Contended _ -> {
        List<DayRow> rows = ledger.blocking(wanted.tenant(), entry);
        yield rows.isEmpty()
            ? Optional.of(earlierOr(wanted, booking, wanted.repeatable(), busy()))
            : blocked(wanted, booking, rows);
      }
    };
  }

  private Optional<CreateOutcome> write(Wanted wanted, RowNote note, Booking made) {
    List<Count> counted = new ArrayList<>();
    for (Count count : wanted.counts()) {
      Outcome outcome = items.count(wanted.tenant(), count);
      if (!(outcome instanceof Outcome.Written)) {
        items.takeBack(wanted.tenant(), counted);
        // Its booking was never sent, so there is nothing to settle.
        notes.giveBack(wanted.tenant(), note);
        return Optional.of(
            earlierOr(
                wanted,
                made,
                wanted.repeatable(),
                outcome instanceof Outcome.Refused
                    ? tooOften(List.of(count), made).orElseThrow()
                    : busy()));
      }
      counted.add(count);
    }
    Optional<CreateOutcome> answer;
    try {
      answer =
          ClientPlaces.guessed(
              ClientPlaces.taking(wanted.tenant(), made, wanted.allowance()),
              places -> writeWith(wanted, made, places));
    } catch (SdkException e) {
      return settled(
          wanted,
          note,
          made,
          counted,
          () -> {
            throw e;
          });
    }
    return answer.filter(CreateOutcome.Created.class::isInstance).isPresent()
        ? answer
        : settled(wanted, note, made, counted, () -> answer.or(() -> earlierKey(wanted, made)));
  }

  /**
   * A repetition of a request whose hold is over finds that, and does not hold again. Nor does a
   * key count twice by which a hold was booked.
   */
  private Optional<CreateOutcome> earlierKey(Wanted wanted, Booking made) {
    if (!wanted.repeatable()) {
      return Optional.empty();
    }
    return made.hold().isPresent()
        ? found(wanted, made)
        : items.at(wanted.tenant(), made.id()).filter(NewBookings::isKeyed).map(_ -> keyReused());
  }

  private static boolean isKeyed(Item item) {
    return item.has(RowNotes.KEY_OF);
  }

  private static CreateOutcome keyReused() {
    return new CreateOutcome.Refused(new BookingRefusal.KeyReused());
  }

  /** Empty when the place of the client was guessed wrongly, or the attempt was given up. */
  private Optional<CreateOutcome> writeWith(
      Wanted wanted, Booking made, Optional<ClientPlaces> places) {
    List<Write> others = new ArrayList<>(wanted.clientWrites());
    places.flatMap(ClientPlaces::write).ifPresent(others::add);
    int clients = wanted.clientWrites().size();
    return switch (items.create(wanted.tenant(), made, others)) {
      case Outcome.Written _ -> Optional.of(new CreateOutcome.Created(made));
      case Outcome.Contended _ -> Optional.of(busy());
      case Outcome.Refused refused when refused.at(0) -> Optional.empty();
      case Outcome.Refused refused ->
          IntStream.rangeClosed(1, clients).anyMatch(refused::at)
              ? Optional.of(new CreateOutcome.ClientChanged())
              : ClientPlaces.whyNone(places, refused, 1 + clients).map(CreateOutcome.Refused::new);
    };
  }

  /**
   * The answer when no sending of the booking was told to have succeeded. One may still be on its
   * way, so its time is free only after it is settled that it comes too late.
   */
  private Optional<CreateOutcome> settled(
      Wanted wanted,
      RowNote note,
      Booking made,
      List<Count> counted,
      Supplier<Optional<CreateOutcome>> otherwise) {
    Optional<Item> present = notes.settle(wanted.tenant(), note);
    if (present.filter(booking -> RowNotes.isOf(booking, note.attempt())).isPresent()) {
      return present.flatMap(BookingItems::held).map(Held::booking).map(CreateOutcome.Created::new);
    }
    items.takeBack(wanted.tenant(), counted);
    return present.isPresent()
        ? present.flatMap(BookingItems::held).map(found -> earlier(made, found.booking()))
        : otherwise.get();
  }

  // ---- several rows

  /** Empty when a row, or a place of the client, has changed or was guessed wrongly. */
  private Optional<CreateOutcome> transact(
      Wanted wanted, Booking made, LedgerEntry entry, Optional<ClientPlaces> places) {
    TenantId tenant = wanted.tenant();
    List<? extends Write> clientWrites = wanted.clientWrites();
    List<Count> counts = wanted.counts();
    List<Write> last = new ArrayList<>(places.flatMap(ClientPlaces::write).stream().toList());
    int firstCount = 1 + clientWrites.size() + entry.writes().size() + last.size();
    counts.forEach(count -> last.add(count.write()));
    return switch (orFound(
        () -> items.create(tenant, made, clientWrites, entry, last), wanted, made)) {
      case Outcome.Written _ -> Optional.of(new CreateOutcome.Created(made));
      case Outcome.Contended _ -> {
        // An attempt whose answer was lost may have written it before the others conflicted.
        List<DayRow> blocking = ledger.blocking(tenant, entry);
        yield Optional.of(
            earlierOr(
                wanted,
                made,
                true,
                blocking.isEmpty()
                    ? tooOften(items.reached(tenant, counts), made).orElse(busy())
                    : new CreateOutcome.SlotTaken(blocking)));
      }
      case Outcome.Refused refused
          when refused.at(0) && refused.presentAt(0).filter(NewBookings::isKeyed).isPresent() ->
          Optional.of(keyReused());
      case Outcome.Refused refused when refused.at(0) ->
          Optional.of(
              refused
                  .presentAt(0)
                  .flatMap(BookingItems::held)
                  .map(present -> earlier(made, present.booking()))
                  .orElseGet(() -> earlierOr(wanted, made, true, busy())));
      case Outcome.Refused refused -> {
        LedgerEntry.Verdict verdict = entry.judge(refused, 1 + clientWrites.size());
        if (!verdict.blocking().isEmpty()) {
          yield blocked(wanted, made, verdict.blocking());
        }
        if (IntStream.rangeClosed(1, clientWrites.size()).anyMatch(refused::at)) {
          yield Optional.of(new CreateOutcome.ClientChanged());
        }
        List<Count> reached =
            IntStream.range(0, counts.size())
                .filter(at -> refused.at(firstCount + at))
                .mapToObj(counts::get)
                .toList();
        yield ClientPlaces.whyNone(places, refused, 1 + clientWrites.size() + entry.writes().size())
            .<CreateOutcome>map(CreateOutcome.Refused::new)
            .or(() -> tooOften(reached, made))
            .map(outcome -> earlierOr(wanted, made, wanted.repeatable(), outcome));
      }
    };
  }

  /** When no attempt got an answer, a read may show that one of them succeeded. */
  private Outcome orFound(Supplier<Outcome> write, Wanted wanted, Booking made) {
    try {
      return write.get();
    } catch (SdkClientException e) {
      if (items.isWrittenBy(wanted.tenant(), made.id(), made.writer())) {
        return new Outcome.Written(Item.of(Map.of()));
      }
      throw e;
    }
  }

  // ---- answers

  /** The refusal because of these limits, until the last of them has room; empty for none. */
  private static Optional<CreateOutcome> tooOften(List<Count> reached, Booking made) {
    return reached.stream()
        .map(count -> count.retryAfter(made.createdAt()))
        .max(Comparator.naturalOrder())
        .map(BookingRefusal.TooOften::new)
        .map(CreateOutcome.Refused::new);
  }

  private CreateOutcome earlierOr(
      Wanted wanted, Booking made, boolean look, CreateOutcome otherwise) {
    return look ? found(wanted, made).orElse(otherwise) : otherwise;
  }

  private Optional<CreateOutcome> found(Wanted wanted, Booking made) {
    return items
        .findHeld(wanted.tenant(), made.id())
        .map(present -> earlier(made, present.booking()));
  }

  private static CreateOutcome earlier(Booking made, Booking present) {
    return present.writer().equals(made.writer())
        ? new CreateOutcome.Created(present)
        : CreateOutcome.earlier(
                new Repeatable(Optional.of(made.id().value()), made.requestHash())
                    .judge(Optional.of(present), Booking::requestHash))
            .orElseThrow();
  }

  private static CreateOutcome busy() {
    return new CreateOutcome.Refused(new BookingRefusal.Busy());
  }
}
