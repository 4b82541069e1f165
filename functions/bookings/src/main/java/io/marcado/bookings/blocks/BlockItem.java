package io.marcado.bookings.blocks;

import io.marcado.domain.BlockId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * The item of a block. Its keys are its id, and its end among all of the tenant (GSI1), so that one
 * query finds what is not over, however early it began.
 *
 * <p>A block that is being made is not in the index and has no {@code standing} time yet. One that
 * was removed stays for some days, so that the request that made it is not taken for a new one.
 */
public final class BlockItem {
  /** The sort key of a block's item. */
  public static final String SORT = "BLOCK";

  /** The id of the time that stands; absent while the block is being made. */
  static final String STANDING = "standing";

  /** The id of a time that is being taken, for a new block or for its move. */
  static final String WANTED = "wanted";

  /** Present once it is removed. */
  static final String REMOVED = "removed";

  static final String VERSION = "version";

  private BlockItem() {}

  static ItemKey key(TenantId tenant, BlockId id) {
    return ItemKey.of(tenant, "BLOCK#" + id, SORT);
  }

  /** All blocks of a tenant that stand, in the first index, by end. */
  static PartitionKey all(TenantId tenant) {
    return PartitionKey.of(tenant, "BLOCKS");
  }

  /** The sort key of a block in the index. */
  static String position(Instant end, BlockId id) {
    return end + "#" + id;
  }

  /**
   * A block as it is stored.
   *
   * @param block for one that is being made, what it is to be
   * @param wanted the id of a time that is being taken; empty when none is
   */
  public record Stored(Block block, boolean stands, Optional<String> wanted, boolean removed) {

    /** True when this time is the block's, or may become it. */
    boolean has(String taking) {
      return !removed
          && ((stands && block.taking().equals(taking))
              || wanted.filter(taking::equals).isPresent());
    }
  }

  static Stored stored(Item item) {
    return new Stored(
        fromItem(item), item.has(STANDING), item.optionalText(WANTED), item.has(REMOVED));
  }

  /** The block that stands; empty for one that is being made, and for a removed one. */
  public static Optional<Block> standing(Item item) {
    return Optional.of(stored(item))
        .filter(stored -> stored.stands() && !stored.removed())
        .map(Stored::block);
  }

  /** The remains of a removed block; empty for every other one. */
  public static Optional<Block> removed(Item item) {
    return Optional.of(stored(item)).filter(Stored::removed).map(Stored::block);
  }

  /** The item of a block that is to be made. */
  static Item toNewItem(Block block) {
    return fields(block).text(WANTED, block.taking()).build();
  }

  /** The item of a block that stands. */
  static Item toItem(TenantId tenant, Block block) {
    return fields(block)
        .text(STANDING, block.taking())
        .indexed(Index.GSI1, all(tenant), position(block.interval().end(), block.id()))
        .build();
  }

  /** The remains of a block that is removed. */
  static Item toRemovedItem(Block block, Instant now, Instant forgotten) {
    return fields(block.removed(now)).flag(REMOVED, true).expiresAfter(forgotten).build();
  }

  private static Item.Builder fields(Block block) {
    Item.Builder item =
        Item.builder()
            .text("id", block.id().value())
            .texts("resourceIds", block.resourceIds().stream().map(ResourceId::value).toList())
            .instant("start", block.interval().start())
            .instant("end", block.interval().end())
            .text("taking", block.taking())
            .text("reason", block.reason().orElse(null))
            .text("madeBy", block.madeBy().map(PersonId::value).orElse(null))
            .text("hash", block.requestHash())
            .number(VERSION, block.version())
            .instant("createdAt", block.createdAt())
            .instant("updatedAt", block.updatedAt());
    block
        .agreed()
        .ifPresent(
            agreed ->
                item.text("localFrom", agreed.from().at().toString())
                    .text("localTo", agreed.to().at().toString())
                    .text("timeZone", agreed.from().zone())
                    .text("tzRelease", agreed.from().tzRelease()));
    if (block.isPrivate()) {
      item.flag("private", true);
    }
    return block.time() instanceof BlockTime.Dates(LocalDate from, LocalDate to)
        ? item.text("from", from.toString()).text("to", to.toString())
        : item;
  }

  private static Block fromItem(Item item) {
    Interval interval = new Interval(item.instant("start"), item.instant("end"));
    return new Block(
        new BlockId(item.text("id")),
        item.texts("resourceIds").stream().map(ResourceId::new).toList(),
        item.optionalText("from")
            .<BlockTime>map(
                from ->
                    new BlockTime.Dates(LocalDate.parse(from), LocalDate.parse(item.text("to"))))
            .orElseGet(() -> new BlockTime.Moments(interval)),
        interval,
        item.optionalText("localFrom")
            .map(from -> new AgreedTime(local(item, from), local(item, item.text("localTo")))),
        item.text("taking"),
        item.optionalText("reason"),
        item.flag("private"),
        item.optionalText("madeBy").map(PersonId::new),
        item.text("hash"),
        item.number(VERSION),
        item.instant("createdAt"),
        item.instant("updatedAt"));
  }

  private static LocalStart local(Item item, String at) {
    return new LocalStart(LocalDateTime.parse(at), item.text("timeZone"), item.text("tzRelease"));
  }
}
