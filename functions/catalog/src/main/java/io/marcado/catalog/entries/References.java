package io.marcado.catalog.entries;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Looks up what an entry refers to.
 *
 * <p>A reference is looked at when it is made, not ever after: what it leads to may be deleted
 * later, and then counts for nothing. So looking before writing is as good as one transaction.
 */
@Singleton
public final class References {
  private final Table table;

  public References(Table table) {
    this.table = table;
  }

  /**
   * One entry that another one refers to.
   *
   * @param pointer where the request does so
   */
  public record Reference(String pointer, EntryType<?> type, String id) {}

  /** A fault for each reference that leads to nothing, or to something deleted. */
  public List<Fault> faults(TenantId tenant, List<Reference> references) {
    List<ItemKey> keys =
        references.stream()
            .map(reference -> reference.type().key(tenant, reference.id()))
            .distinct()
            .toList();
    Map<ItemKey, Item> found = keys.isEmpty() ? Map.of() : table.of(tenant).get(keys);
    return references.stream()
        .filter(
            reference -> {
              Item item = found.get(reference.type().key(tenant, reference.id()));
              return item == null || reference.type().fromItem(item).isDeleted();
            })
        .map(
            reference ->
                new Fault(
                    reference.pointer(),
                    FaultCode.UNKNOWN_REFERENCE,
                    "is not a %s of this business".formatted(reference.type().noun())))
        .toList();
  }
}
