package io.marcado.platform.table;

import io.marcado.domain.TenantId;
import java.util.Optional;

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

  /** The tenant of a key from the stream; empty for a key of the platform. */
  public static Optional<TenantId> tenantOf(String key) {
    String[] parts = key.split("#", 3);
    return parts.length == 3 && parts[0].equals("T") ? TenantId.find(parts[1]) : Optional.empty();
  }

  /**
   * Reads a key from the stream.
   *
   * @throws IllegalArgumentException when it is neither a tenant's nor the platform's
   */
  public static PartitionKey read(String value) {
    if (value.startsWith(PLATFORM)) {
      return platform(value.substring(PLATFORM.length()));
    }
    TenantId tenant =
        tenantOf(value).orElseThrow(() -> new IllegalArgumentException("a key without an owner"));
    return of(tenant, value.substring(ownerOf(tenant).length()));
  }

  /** The tenant that owns the partition; empty for the platform's own. */
  public Optional<TenantId> tenant() {
    return tenantOf(value);
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
