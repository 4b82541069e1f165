package io.marcado.platform.table;

import io.marcado.domain.TenantId;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The one table of the system. Nobody reaches an item but through a view of it that belongs to a
 * tenant, or to the platform itself, and refuses the keys of all others.
 */
public final class Table {
  private final DynamoDbClient dynamoDb;
  private final String name;
  private final ConflictRetry retry;
  private final RandomGenerator jitter;

  /**
   * @param jitter spreads repeated attempts; needs no cryptographic strength
   */
  public Table(DynamoDbClient dynamoDb, String name, ConflictRetry retry, RandomGenerator jitter) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.retry = retry;
    this.jitter = jitter;
  }

  /** The items of one tenant. */
  public TableView of(TenantId tenant) {
    return new TableView(dynamoDb, name, PartitionKey.ownerOf(tenant), retry, jitter);
  }

  /** The platform's own items. */
  public TableView platform() {
    return new TableView(dynamoDb, name, PartitionKey.platformOwner(), retry, jitter);
  }

  /**
   * Items of one tenant together with the platform's own, for sign-up only: the directory entry and
   * the tenant are written in one transaction.
   */
  public TableView platformAnd(TenantId tenant) {
    return new TableView(
        dynamoDb, name, PartitionKey.platformOwner(), PartitionKey.ownerOf(tenant), retry, jitter);
  }
}
