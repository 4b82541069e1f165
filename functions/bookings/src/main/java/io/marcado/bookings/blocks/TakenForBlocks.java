package io.marcado.bookings.blocks;

import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.domain.BlockId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.platform.table.Item;
import io.marcado.platform.worklist.WorkEntry;
import io.marcado.platform.worklist.WorkList;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of all businesses that are being taken for blocks, or given back, each by the instant
 * at which somebody looks what became of it. An entry is written in the transaction that begins the
 * taking or the giving back.
 */
public final class TakenForBlocks {
  static final WorkList<Entry> ALL = WorkList.dated("BLOCKS", TakenForBlocks::fromItem);

  private TakenForBlocks() {}

  /**
   * A time to look at.
   *
   * @param at when to look
   * @param since when it was begun to be taken, or given back
   * @param leaves true when it had stood, and was to be given back: such an entry is not the one
   *     that began it, so that who has just found the time standing does not forget that it has
   *     left
   */
  public record Entry(
      Instant at,
      Instant since,
      TenantId tenant,
      BlockId blockId,
      BlockedTime blocked,
      boolean leaves)
      implements WorkEntry {

    /** The same, to be looked at later. */
    Entry at(Instant later) {
      return new Entry(later, since, tenant, blockId, blocked, leaves);
    }

    @Override
    public String id() {
      return blocked.id() + (leaves ? "#left" : "");
    }

    @Override
    public Optional<Instant> due() {
      return Optional.of(at);
    }

    @Override
    public Item toItem() {
      return Item.builder()
          .instant("due", at)
          .instant("since", since)
          .text("tenant", tenant.value())
          .text("blockId", blockId.value())
          .text("taking", blocked.id())
          .texts("resourceIds", blocked.resourceIds().stream().map(ResourceId::value).toList())
          .number("first", blocked.cells().first())
          .number("end", blocked.cells().end())
          .flag("leaves", leaves)
          .build();
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
}
