package io.marcado.identity.erasure;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.Erasure;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.List;

/** The erasures under way, of all businesses: of each that there is more to be done. */
@Singleton
final class UnfinishedErasures {
  private static final PartitionKey UNFINISHED = PartitionKey.platform("ERASURES");

  private final Table table;

  UnfinishedErasures(Table table) {
    this.table = table;
  }

  /** Notes one, as a part of the transaction that begins it. */
  static Write note(Erasure erasure) {
    return Write.put(key(erasure), toItem(erasure));
  }

  List<Erasure> all() {
    return table.platform().queryAll(Selection.of(UNFINISHED)).stream()
        .map(UnfinishedErasures::fromItem)
        .toList();
  }

  /** Forgets one that is done; does no harm when it is forgotten. */
  void remove(Erasure erasure) {
    if (table.platform().write(Write.delete(key(erasure))) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /** Who was erased and when, and nothing else. */
  static Item toItem(Erasure erasure) {
    return Item.builder()
        .text("tenant", erasure.tenant().value())
        .text("userId", erasure.personId().value())
        .instant("erasedAt", erasure.erasedAt())
        .build();
  }

  private static ItemKey key(Erasure erasure) {
    return UNFINISHED.item(
        "ERASURE#" + erasure.tenant().value() + "#" + erasure.personId().value());
  }

  private static Erasure fromItem(Item item) {
    return new Erasure(
        new TenantId(item.text("tenant")),
        new PersonId(item.text("userId")),
        item.instant("erasedAt"));
  }
}
