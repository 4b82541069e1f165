package io.marcado.catalog.entries;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A kind of catalogue entry: its keys, and how its details stand in an item.
 *
 * <p>An entry lies at {@code CATALOG} / {@code <TYPE>#<id>}. As long as it is not deleted it also
 * has a place by name in the first index, at {@code <TYPE>} / {@code <folded name>#<id>}; one with
 * a {@linkplain Details#place place} stands before these, at {@code !<place>#<folded name>#<id>}.
 *
 * @param <D> the details
 */
public abstract class EntryType<D extends Details> {
  /** Sort keys become cursors, and these have an end. */
  private static final int LONGEST_SORT_NAME = 48;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern ID = Pattern.compile("[a-z2-7]{16}|[a-z2-7]{26}");

  private final String key;
  private final String noun;

  /**
   * @param key stands before the id in sort keys, for example {@code SERVICE}
   * @param noun for people, for example {@code service}
   */
  protected EntryType(String key, String noun) {
    this.key = key;
    this.noun = noun;
  }

  /** Adds the details to an item. */
  protected abstract void write(D details, Item.Builder item);

  /** The details in an item. */
  protected abstract D read(Item item);

  /** The word for an entry. */
  public final String noun() {
    return noun;
  }

  /** Where an entry lies. */
  public final ItemKey key(TenantId tenant, String id) {
    return ItemKey.of(tenant, "CATALOG", key + "#" + id);
  }

  /** All entries of a tenant, inactive and deleted ones too. */
  public final Selection all(TenantId tenant) {
    return Selection.of(PartitionKey.of(tenant, "CATALOG")).beginningWith(key + "#");
  }

  /** The entry in an item. */
  public final Entry<D> fromItem(Item item) {
    return new Entry<>(
        item.text("id"),
        read(item),
        item.text("requestHash"),
        item.number("version"),
        item.instant("createdAt"),
        item.instant("updatedAt"),
        item.optionalInstant("deletedAt"));
  }

  /** The item of an entry that is not deleted. */
  final Item toItem(TenantId tenant, Entry<D> entry) {
    Item.Builder item =
        Item.builder()
            .text("id", entry.id())
            .text("name", entry.details().name())
            .flag("active", entry.details().active())
            .text("requestHash", entry.requestHash())
            .number("version", entry.version())
            .instant("createdAt", entry.createdAt())
            .instant("updatedAt", entry.updatedAt())
            .indexed(Index.GSI1, byName(tenant), sortName(entry));
    write(entry.details(), item);
    return item.build();
  }

  /** The index partition that lists the entries by name. */
  final PartitionKey byName(TenantId tenant) {
    return PartitionKey.of(tenant, key);
  }

  /** The id at the end of a sort key by name; empty when the text is no such key. */
  static Optional<String> idOf(String sortName) {
    String id = sortName.substring(sortName.lastIndexOf('#') + 1);
    return ID.matcher(id).matches() && id.length() < sortName.length()
        ? Optional.of(id)
        : Optional.empty();
  }

  // Without accents and case, so that Álvaro stands between Alice and Amanda.
  private static String sortName(Entry<?> entry) {
    String folded =
        MARKS
            .matcher(Normalizer.normalize(entry.details().name(), Normalizer.Form.NFD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    int end =
        folded.offsetByCodePoints(
            0, Math.min(LONGEST_SORT_NAME, folded.codePointCount(0, folded.length())));
    OptionalInt place = entry.details().place();
    String before = place.isPresent() ? "!%04d#".formatted(place.getAsInt()) : "";
    return before + folded.substring(0, end) + "#" + entry.id();
  }
}
