package io.marcado.bookings.ledger;

import io.marcado.domain.SeriesId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the item of a series says about its holds. It decides once for all of them: while it is
 * HOLDING they are not to be given up before its time is over; once it is BOOKED each of them is
 * becoming a booking, whatever the clock says; once it is LAPSED none ever can. See ADR 44.
 */
public final class SeriesHolds {
  /** The attribute that decides. */
  public static final String STATE = "state";

  /** The attribute that says until when nobody else may decide, in epoch seconds. */
  public static final String UNTIL = "until";

  /** What a series has come to; a row is left only downwards, to one of the last two. */
  public enum State {
    /** Its times are being taken. */
    HOLDING,
    /** Its times are taken, and are bookings or become some. */
    BOOKED,
    /** It was not made, and its times are to be given back. */
    LAPSED
  }

  private static final String SORT = "SERIES";

  private final Table table;
  private final InstantSource clock;

  public SeriesHolds(Table table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /** The key of a series. */
  public static ItemKey key(TenantId tenant, SeriesId id) {
    return PartitionKey.of(tenant, SORT + "#" + id).item(SORT);
  }

  /** The series has not been decided. */
  public static Condition undecided() {
    return Condition.equal(STATE, State.HOLDING);
  }

  /** The write that ends what was not booked; with it nobody can book it any more. */
  public static Write lapsing(TenantId tenant, SeriesId id, Condition condition) {
    return Write.update(
        key(tenant, id), new Update().set(STATE, State.LAPSED), undecided().and(condition));
  }

  /**
   * Decides that the series of a hold is not made, if its time is over and nothing was decided.
   *
   * @return true when it never will be
   */
  boolean giveUp(TenantId tenant, Item hold) {
    return giveUp(tenant, new SeriesId(hold.text(RowNotes.SERIES)));
  }

  /** The same for a series. */
  public boolean giveUp(TenantId tenant, SeriesId id) {
    return switch (table.of(tenant).write(lapsing(tenant, id, Condition.atMost(UNTIL, now())))) {
      case Outcome.Written _ -> true;
      // Its item was there before its first hold, so one that is gone decides nothing any more.
      case Outcome.Refused refused ->
          refused.presentAt(0).filter(item -> !is(item, State.LAPSED)).isEmpty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** The items without the holds that anybody may give up. */
  Map<ItemKey, Item> withoutLapsed(TenantId tenant, Map<ItemKey, Item> items) {
    List<ItemKey> keys =
        items.values().stream()
            .filter(SeriesHolds::isHold)
            .map(item -> keyOf(tenant, item))
            .distinct()
            .toList();
    Map<ItemKey, Item> series = table.of(tenant).get(keys);
    Map<ItemKey, Item> held = new HashMap<>(items);
    held.values()
        .removeIf(
            item -> {
              if (!isHold(item)) {
                return false;
              }
              Item decided = series.get(keyOf(tenant, item));
              return decided == null
                  || is(decided, State.LAPSED)
                  || (is(decided, State.HOLDING) && decided.number(UNTIL) <= now());
            });
    return held;
  }

  private static boolean isHold(Item item) {
    return item.has(RowNotes.HOLD) && item.has(RowNotes.SERIES);
  }

  private static ItemKey keyOf(TenantId tenant, Item hold) {
    return key(tenant, new SeriesId(hold.text(RowNotes.SERIES)));
  }

  private static boolean is(Item series, State state) {
    return series.text(STATE).equals(state.name());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
