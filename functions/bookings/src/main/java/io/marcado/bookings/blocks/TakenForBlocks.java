package io.marcado.bookings.blocks;

import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.domain.BlockId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of all businesses that are being taken for blocks, or given back, each by the instant
 * at which somebody looks what became of it. An entry is written in the transaction that begins the
 * taking or the giving back, so none is forgotten, whoever dies in between.
 */
@Singleton
public final class TakenForBlocks {
  private static final PartitionKey ALL = PartitionKey.platform("BLOCKS");

  private final Table table;

  public TakenForBlocks(Table table) {
    this.table = table;
  }

  /**
   * A time to look at.
   *
   * @param due when to look
   * @param since when it was begun to be taken, or given back
   * @param leaves true when it had stood, and was to be given back: such an entry is not the one
   *     that began it, so that who has just found the time standing does not forget that it has
   *     left
   */
  public record Entry(
      Instant due,
      Instant since,
      TenantId tenant,
      BlockId blockId,
      BlockedTime blocked,
      boolean leaves) {

    /** The same, to be looked at later. */
    Entry at(Instant later) {
      return new Entry(later, since, tenant, blockId, blocked, leaves);
    }
  }

  /** Notes a time; never refused. */
  static Write note(Entry entry) {
    return Write.put(
        key(entry),
        Item.builder()
            .instant("due", entry.due())
            .instant("since", entry.since())
            .text("tenant", entry.tenant().value())
            .text("blockId", entry.blockId().value())
            .text("taking", entry.blocked().id())
            .texts(
                "resourceIds",
                entry.blocked().resourceIds().stream().map(ResourceId::value).toList())
            .number("first", entry.blocked().cells().first())
            .number("end", entry.blocked().cells().end())
            .flag("leaves", entry.leaves())
            .build());
  }

  /** A page of what is due up to this second, the oldest first. */
  Page<Entry> due(Instant now, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(ALL)
            // A key is an instant with more behind it.
            .between("0", sort(now) + "~")
            .after(position, place -> Optional.of(ALL.item(place)));
    return table.platform().query(selection, limit).map(TakenForBlocks::fromItem);
  }

  /** Notes an entry that stays for later, then forgets it where it was. */
  void postpone(Entry entry, Instant later) {
    write(note(entry.at(later)));
    remove(entry);
  }

  /** Forgets an entry. */
  void remove(Entry entry) {
    write(Write.delete(key(entry)));
  }

  private void write(Write write) {
    if (table.platform().write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("due"),
        item.instant("since"),
        new TenantId(item.text("tenant")),
        new BlockId(item.text("blockId")),
        new BlockedTime(
            item.text("taking"),
            item.texts("resourceIds").stream().map(ResourceId::new).toList(),
            new CellRange(item.number("first"), item.number("end"))),
        item.flag("leaves"));
  }

  private static ItemKey key(Entry entry) {
    return ALL.item(
        "%s#%s#%s%s"
            .formatted(
                sort(entry.due()),
                entry.tenant().value(),
                entry.blocked().id(),
                entry.leaves() ? "#left" : ""));
  }

  // Whole seconds sort as texts.
  private static String sort(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
  }
}
