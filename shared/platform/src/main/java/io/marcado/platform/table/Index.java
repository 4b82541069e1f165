package io.marcado.platform.table;

/**
 * The table's two global secondary indexes. Both are eventually consistent and hold whole items.
 */
public enum Index {
  GSI1("g1pk", "g1sk"),
  GSI2("g2pk", "g2sk");

  private final String partitionName;
  private final String sortName;

  Index(String partitionName, String sortName) {
    this.partitionName = partitionName;
    this.sortName = sortName;
  }

  /** Name of the attribute that holds the partition key. */
  public String partitionName() {
    return partitionName;
  }

  /** Name of the attribute that holds the sort key. */
  public String sortName() {
    return sortName;
  }
}
