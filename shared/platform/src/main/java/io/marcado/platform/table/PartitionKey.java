package io.marcado.platform.table;

import io.marcado.domain.TenantId;

/**
 * The partition key of items or of index entries. This is the one class that builds keys, so every
 * key of a tenant begins with that tenant.
 *
 * @param owner the prefix by which a table view recognises its own keys
 * @param value the whole key
 */
public record PartitionKey(String owner, String value) {
  private static final String PLATFORM = "P#";

  /** A partition of one tenant. */
  public static PartitionKey of(TenantId tenant, String partition) {
    String owner = ownerOf(tenant);
    return new PartitionKey(owner, owner + partition);
  }

  /** A partition of the platform itself: slug directory, shards, sign-up limits. */
  public static PartitionKey platform(String partition) {
    return new PartitionKey(PLATFORM, PLATFORM + partition);
  }

  /** The item with this sort key. */
  public ItemKey item(String sort) {
    return new ItemKey(this, sort);
  }

  static String ownerOf(TenantId tenant) {
    return "T#" + tenant.value() + "#";
  }

  static String platformOwner() {
    return PLATFORM;
  }
}
