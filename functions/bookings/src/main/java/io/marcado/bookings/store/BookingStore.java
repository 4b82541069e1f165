package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes bookings, each in one transaction with the day rows it changes. So an overlap cannot be
 * written, and no time is ever taken or free without a booking that says so.
 */
@Singleton
public final class BookingStore {
  /** How often a change reads and decides again when somebody else changed the booking. */
  private static final int DECISIONS = 3;

  /** How often a row that must be read first may change before it is written. */
  private static final int READINGS = 8;

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

  private final Table table;
  private final DayLedger ledger;
  private final Ids ids;

  public BookingStore(Table table, DayLedger ledger, Ids ids) {
    this.table = table;
    this.ledger = ledger;
    this.ids = ids;
  }

  /** Decides what becomes of a booking. */
  @FunctionalInterface
  public interface Decision {
    /**
     * Called again with the booking as it is then when it was changed meanwhile. Throws what
     * refuses the change.
     */
    Change decide(Booking present);
  }

  /**
   * What becomes of a booking.
   *
   * @param capacities seats of the resources of which it is to take time
   */
  public record Change(Booking booking, Map<String, Integer> capacities) {
    public Change {
      capacities = Map.copyOf(capacities);
    }

    /** A change that takes no more time than the booking has. */
    public static Change takingNoTime(Booking booking) {
      return new Change(booking, Map.of());
    }
  }

  /** A booking as the last acknowledged write left it. */
  public Optional<Booking> find(TenantId tenant, String bookingId) {
    return table.of(tenant).get(BookingItem.key(tenant, bookingId)).map(BookingItem::fromItem);
  }

  /**
   * Makes a booking: one transaction, with nothing read before it.
   *
   * @param booking version 1; the store sets its writer
   * @param capacity seats of its resources
   * @param clientWrites make the client, when it is new; refused when somebody else made it
   * @param repeatable true when its id is derived from a key of the request, so that an earlier
   *     request may have made it
   */
  public CreateOutcome create(
      TenantId tenant,
      Booking booking,
      ToIntFunction<String> capacity,
      List<? extends Write> clientWrites,
      boolean repeatable) {
    Booking made = booking.writtenBy(ids.next(), 1, booking.createdAt());
    ItemKey key = BookingItem.key(tenant, made.id());
    for (int reading = 1; reading <= READINGS; reading++) {
      LedgerEntry entry = ledger.entry(tenant, List.of(), made.taken(), capacity);
      if (!entry.alreadyBlocking().isEmpty()) {
        return earlierOr(
            tenant, made, repeatable, new CreateOutcome.SlotTaken(entry.alreadyBlocking()));
      }
      List<Write> writes = new ArrayList<>();
      writes.add(Write.create(key, BookingItem.toItem(tenant, made)));
      writes.addAll(clientWrites);
      int firstRow = writes.size();
      writes.addAll(entry.writes());
      switch (transact(tenant, writes, made)) {
        case Outcome.Written _ -> {
          return new CreateOutcome.Created(made);
        }
        case Outcome.Contended _ -> {
          // An attempt whose answer was lost may have written it before the others met.
          List<DayRow> blocking = ledger.blocking(tenant, entry);
          return earlierOr(
              tenant,
              made,
              true,
              blocking.isEmpty()
                  ? new CreateOutcome.Busy()
                  : new CreateOutcome.SlotTaken(blocking));
        }
        case Outcome.Refused refused -> {
          if (refused.at(0)) {
            return refused
                .presentAt(0)
                .map(item -> earlier(made, item))
                .orElseGet(() -> earlierOr(tenant, made, true, new CreateOutcome.Busy()));
          }
          LedgerEntry.Verdict verdict = entry.judge(refused, firstRow);
          if (!verdict.blocking().isEmpty()) {
            return earlierOr(
                tenant, made, repeatable, new CreateOutcome.SlotTaken(verdict.blocking()));
          }
          if (!verdict.outdated()) {
            return new CreateOutcome.ClientChanged();
          }
        }
      }
      pause(reading);
    }
    return earlierOr(tenant, made, true, new CreateOutcome.Busy());
  }

  /**
   * What an earlier request with the same key has made. Asked before a request is refused whose
   * first sending may have succeeded.
   *
   * @return empty when there is nothing
   */
  public Optional<CreateOutcome> earlier(TenantId tenant, String bookingId, String requestHash) {
    return find(tenant, bookingId)
        .map(
            present ->
                present.requestHash().equals(requestHash)
                    ? new CreateOutcome.Replayed(present)
                    : new CreateOutcome.KeyReused());
  }

  /**
   * Changes a booking: one read, then one transaction with the day rows it changes, or one update
   * when it changes none, on condition that nobody changed it meanwhile.
   *
   * @param visible whether the booking exists for whoever asks: asked before anything else is told
   * @param expectedVersion the version to be changed; empty for the one that is read, whichever it
   *     is
   * @param now when it is changed
   */
  public ChangeOutcome change(
      TenantId tenant,
      String bookingId,
      Predicate<Booking> visible,
      Optional<Long> expectedVersion,
      Decision decision,
      Instant now) {
    String writer = ids.next();
    int decisions = 0;
    for (int reading = 1; reading <= READINGS; reading++) {
      Optional<Item> found = table.of(tenant).get(BookingItem.key(tenant, bookingId));
      if (found.map(BookingItem::fromItem).filter(visible).isEmpty()) {
        return new ChangeOutcome.Missing();
      }
      Booking present = BookingItem.fromItem(found.get());
      if (BookingItem.isWrittenBy(found.get(), writer)) {
        return new ChangeOutcome.Changed(present);
      }
      if (expectedVersion.isPresent() && expectedVersion.get() != present.version()) {
        return new ChangeOutcome.Stale(present.version());
      }
      Change change = decision.decide(present);
      if (change.booking().equals(present)) {
        return new ChangeOutcome.Changed(present);
      }
      Booking next = change.booking().writtenBy(writer, present.version() + 1, now);
      LedgerEntry entry =
          ledger.entry(
              tenant, present.taken(), next.taken(), id -> change.capacities().getOrDefault(id, 0));
      if (!entry.alreadyBlocking().isEmpty()) {
        return new ChangeOutcome.SlotTaken(entry.alreadyBlocking());
      }
      switch (write(tenant, present, next, entry)) {
        case Outcome.Written _ -> {
          return new ChangeOutcome.Changed(next);
        }
        case Outcome.Contended _ -> {
          if (isWrittenBy(tenant, bookingId, writer)) {
            return new ChangeOutcome.Changed(next);
          }
          List<DayRow> blocking = ledger.blocking(tenant, entry);
          return blocking.isEmpty()
              ? new ChangeOutcome.Busy()
              : new ChangeOutcome.SlotTaken(blocking);
        }
        case Outcome.Refused refused -> {
          if (refused.at(0)) {
            Optional<Item> other = refused.presentAt(0);
            if (other.isPresent() && BookingItem.isWrittenBy(other.get(), writer)) {
              return new ChangeOutcome.Changed(BookingItem.fromItem(other.get()));
            }
            if (++decisions >= DECISIONS) {
              return new ChangeOutcome.Busy();
            }
          } else {
            LedgerEntry.Verdict verdict = entry.judge(refused, 1);
            if (!verdict.blocking().isEmpty()) {
              return new ChangeOutcome.SlotTaken(verdict.blocking());
            }
          }
        }
      }
      pause(reading);
    }
    return new ChangeOutcome.Busy();
  }

  private Outcome write(TenantId tenant, Booking present, Booking next, LedgerEntry entry) {
    Write booking =
        Write.put(
            BookingItem.key(tenant, next.id()),
            BookingItem.toItem(tenant, next, present),
            new Expression(
                "#version = :version AND #status = :status",
                Map.of("#version", "version", "#status", "status"),
                Map.of(
                    ":version", AttributeValue.fromN(Long.toString(present.version())),
                    ":status", AttributeValue.fromS(present.status().name()))));
    if (entry.isEmpty()) {
      return orFound(() -> table.of(tenant).write(booking), tenant, next);
    }
    List<Write> writes = new ArrayList<>();
    writes.add(booking);
    writes.addAll(entry.writes());
    return transact(tenant, writes, next);
  }

  private Outcome transact(TenantId tenant, List<Write> writes, Booking booking) {
    return orFound(() -> table.of(tenant).transact(writes), tenant, booking);
  }

  /** When no attempt brought an answer, the table itself may tell that one of them was heard. */
  private Outcome orFound(Supplier<Outcome> write, TenantId tenant, Booking booking) {
    try {
      return write.get();
    } catch (SdkClientException e) {
      if (isWrittenBy(tenant, booking.id(), booking.writer())) {
        return new Outcome.Written(Item.of(Map.of()));
      }
      throw e;
    }
  }

  private boolean isWrittenBy(TenantId tenant, String bookingId, String writer) {
    return table
        .of(tenant)
        .get(BookingItem.key(tenant, bookingId))
        .filter(item -> BookingItem.isWrittenBy(item, writer))
        .isPresent();
  }

  private CreateOutcome earlierOr(
      TenantId tenant, Booking made, boolean look, CreateOutcome otherwise) {
    if (!look) {
      return otherwise;
    }
    return table
        .of(tenant)
        .get(BookingItem.key(tenant, made.id()))
        .map(item -> earlier(made, item))
        .orElse(otherwise);
  }

  private static CreateOutcome earlier(Booking made, Item item) {
    Booking present = BookingItem.fromItem(item);
    if (present.writer().equals(made.writer())) {
      return new CreateOutcome.Created(present);
    }
    return present.requestHash().equals(made.requestHash())
        ? new CreateOutcome.Replayed(present)
        : new CreateOutcome.KeyReused();
  }

  private void pause(int attempt) {
    // Enough to let whoever writes the row finish; attempts are few.
    table.pause(LONGEST_PAUSE.multipliedBy(attempt));
  }
}
