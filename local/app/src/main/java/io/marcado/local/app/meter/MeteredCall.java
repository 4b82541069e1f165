package io.marcado.local.app.meter;

import java.util.List;

/**
 * One call of DynamoDB and what it costs.
 *
 * @param operation for example {@code TransactWriteItems}
 * @param items sort keys of the items that it names; of a query the index or the partition
 * @param readUnits of the table or index that it reads
 * @param writeUnits of the table
 * @param indexEntries entries of indexes that it makes, changes or removes
 * @param indexWriteUnits of these
 */
public record MeteredCall(
    String operation,
    List<String> items,
    double readUnits,
    double writeUnits,
    int indexEntries,
    double indexWriteUnits) {

  /** True for the kernel's look at what the caller may do, which is counted apart. */
  public boolean isAccessCheck() {
    return operation.equals("GetItem") && items.equals(List.of("ACCESS"));
  }

  /** True for a read of settings or catalogue, which a warm function has in its cache. */
  public boolean isConfiguration() {
    return (operation.equals("GetItem") || operation.equals("BatchGetItem"))
        && items.stream()
            .allMatch(
                item ->
                    item.equals("SETTINGS")
                        || item.startsWith("SERVICE#")
                        || item.startsWith("RESOURCE#"));
  }
}
