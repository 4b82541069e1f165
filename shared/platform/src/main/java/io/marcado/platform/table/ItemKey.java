package io.marcado.platform.table;

import io.marcado.domain.TenantId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of one item.
 *
 * @param partition the owner, and the place in the table
 * @param sort its place in the partition
 */
public record ItemKey(PartitionKey partition, String sort) {

  /** The key of a tenant's item. */
  public static ItemKey of(TenantId tenant, String partition, String sort) {
    return PartitionKey.of(tenant, partition).item(sort);
  }

  /** The key of one of the platform's own items. */
  public static ItemKey platform(String partition, String sort) {
    return PartitionKey.platform(partition).item(sort);
  }

  Map<String, AttributeValue> attributes() {
    return Map.of("pk", AttributeValue.fromS(partition.value()), "sk", AttributeValue.fromS(sort));
  }
}
