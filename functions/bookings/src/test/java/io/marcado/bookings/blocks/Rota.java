package io.marcado.bookings.blocks;

import io.marcado.bookings.ledger.BlockedRows;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.scheduling.Salon;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.KeptTimes;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A salon with two chairs, whose blocks are made over a table that a test may disturb. */
final class Rota implements AutoCloseable {
  static final Instant NOW = Salon.NOW;
  static final Instant NINE = Salon.NINE;
  static final ResourceId ONE = new ResourceId("one");
  static final ResourceId TWO = new ResourceId("two");

  private static final ConflictRetry QUICK =
      new ConflictRetry(6, Duration.ofMillis(1), Duration.ofMillis(8));

  final Salon salon = Salon.in("America/Sao_Paulo");
  final TenantId tenant = salon.tenant;
  final Ids ids = new Ids(new Random());

  /** The function dies. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The work over one connection to the table. */
  final class Desk {
    final Table table;
    final BookingStore bookings;
    final ClassSessionStore sessions;
    final BlockStore store;
    final Blocks blocks;
    final BlockSettlement settlement;

    private Desk(InterceptedDynamoDb.Interception interception, Instant now) {
      table =
          new Table(
              InterceptedDynamoDb.of(DynamoDbLocal.shared().client(), interception),
              DynamoDbLocal.shared().tableName(),
              QUICK,
              new Random());
      RowNotes notes = new RowNotes(table, () -> now);
      BlockedRows rows = new BlockedRows(table, new DayRows(table, notes));
      bookings = BookingStore.of(table, ids, () -> now);
      sessions = ClassSessionStore.of(table, ids, () -> now);
      store = new BlockStore(table);
      BookingsBeneath beneath =
          new BookingsBeneath(
              new BookingIndex(table), new KeptTimes(table), bookings, sessions, rows, notes);
      BlockTaking taking = new BlockTaking(rows, beneath);
      blocks =
          new Blocks(
              table,
              store,
              new BlockChanges(store, taking, beneath),
              salon.bean(UpcomingBookings.class),
              salon.bean(BlockRights.class),
              salon.bean(CatalogReader.class),
              salon.bean(SettingsReader.class),
              new RateLimiter(() -> now),
              salon.bean(Limits.class),
              ids);
      settlement = new BlockSettlement(table, store, taking);
    }

    Result<Blocks.Made, BlockRefusal> block(BlockDraft draft) {
      return blocks.create(admin(), draft, NOW);
    }

    /** Books a chair for an hour; false when it is taken. */
    boolean book(ResourceId chair, Instant start) {
      return create(booking(List.of(chair), start)) instanceof CreateOutcome.Created;
    }

    CreateOutcome create(Booking booking) {
      return bookings.create(tenant, booking, _ -> 1, List.of(), false);
    }
  }

  Desk desk() {
    return desk((_, arguments, call) -> call.proceed(arguments));
  }

  Desk desk(InterceptedDynamoDb.Interception interception) {
    return new Desk(interception, NOW);
  }

  Actor admin() {
    return salon.automation();
  }

  Booking booking(List<ResourceId> chairs, Instant start) {
    return SampleBooking.of(
        new BookingId(ids.nextLong()), chairs, Interval.ofMinutes(start, 60), NOW);
  }

  static BlockDraft draft(List<ResourceId> chairs, Interval time) {
    return new BlockDraft(
        chairs, new BlockTime.Moments(time), Optional.of("Ferien"), false, false, Optional.empty());
  }

  static BlockDraft dates(List<ResourceId> chairs, String from, String to) {
    return new BlockDraft(
        chairs,
        new BlockTime.Dates(LocalDate.parse(from), LocalDate.parse(to)),
        Optional.empty(),
        false,
        false,
        Optional.empty());
  }

  static BlockDraft keeping(BlockDraft draft) {
    return new BlockDraft(
        draft.resourceIds(),
        draft.time(),
        draft.reason(),
        draft.isPrivate(),
        true,
        draft.idempotencyKey());
  }

  static BlockDraft withKey(BlockDraft draft, String key) {
    return new BlockDraft(
        draft.resourceIds(),
        draft.time(),
        draft.reason(),
        draft.isPrivate(),
        draft.keepsBookings(),
        Optional.of(key));
  }

  static Interval hours(int from, int to) {
    return new Interval(NINE.plus(Duration.ofHours(from - 9)), NINE.plus(Duration.ofHours(to - 9)));
  }

  /** Cells of a chair's rows that are not zero: bookings by seats, blocks by ten thousand. */
  Map<String, Long> cells(ResourceId chair) {
    Map<String, Long> cells = new TreeMap<>();
    for (Item row : rows(chair)) {
      row.attributes()
          .forEach(
              (name, value) -> {
                if (name.matches("c\\d+") && !value.n().equals("0")) {
                  cells.put(row.text("sk") + " " + name, Long.parseLong(value.n()));
                }
              });
    }
    return cells;
  }

  /** Marks of blocks in a chair's rows. */
  long marks(ResourceId chair) {
    return rows(chair).stream()
        .flatMap(row -> row.attributes().keySet().stream())
        .filter(name -> name.matches("b[a-z2-7]{16}"))
        .count();
  }

  private List<Item> rows(ResourceId chair) {
    return desk().table.of(tenant).queryAll(Selection.of(PartitionKey.of(tenant, "DAY#" + chair)));
  }

  /** Looks at what is due of this business; other tests are in other times. */
  void settle(Instant now) {
    settle(desk(), now);
  }

  void settle(Desk desk, Instant now) {
    for (TakenForBlocks.Entry entry : TakenForBlocks.ALL.due(desk.table, now)) {
      if (entry.tenant().equals(tenant)) {
        desk.settlement.settle(entry, now);
      }
    }
  }

  /** The entries of this business that somebody will look at. */
  long noted() {
    return desk().table.platform().queryAll(Selection.of(PartitionKey.platform("BLOCKS"))).stream()
        .filter(item -> item.text("tenant").equals(tenant.value()))
        .count();
  }

  Map<String, AttributeValue> item(BlockId id) {
    return desk()
        .table
        .of(tenant)
        .get(BlockItem.key(tenant, id))
        .map(Item::attributes)
        .orElse(Map.of());
  }

  @Override
  public void close() {
    salon.close();
  }
}
