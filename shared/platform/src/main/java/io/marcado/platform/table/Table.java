package io.marcado.platform.table;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The one table of the system. All access goes through a view, which belongs to one tenant or to
 * the platform and refuses the keys of all others.
 */
public final class Table {
  private final DynamoDbClient dynamoDb;
  private final String name;
  private final Attempts attempts;
  private final RandomGenerator random;
  private final Ids tokens;

  /**
   * @param random spreads the retries and makes the tokens of transactions
   */
  public Table(DynamoDbClient dynamoDb, String name, ConflictRetry retry, RandomGenerator random) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.attempts = new Attempts(retry, random);
    this.random = random;
    this.tokens = new Ids(random);
  }

  /** The items of one tenant. */
  public TableView of(TenantId tenant) {
    return view(List.of(PartitionKey.ownerOf(tenant)));
  }

  /** The platform's own items. */
  public TableView platform() {
    return view(List.of(PartitionKey.platformOwner()));
  }

  /**
   * Items of one tenant together with the platform's own, for transactions that write both: a
   * sign-up's directory entry with its tenant, a limit over all tenants with the write that it
   * allows, and the entries for a pending erasure and for a pending request.
   */
  public TableView platformAnd(TenantId tenant) {
    return view(List.of(PartitionKey.platformOwner(), PartitionKey.ownerOf(tenant)));
  }

  /** The same with another owner of items that stands for no business, such as sign-ups. */
  public TableView platformAnd(TenantId tenant, TenantId other) {
    return view(
        List.of(
            PartitionKey.platformOwner(),
            PartitionKey.ownerOf(tenant),
            PartitionKey.ownerOf(other)));
  }

  /**
   * The partitions of all tenants that have an item with this sort key. It reads the whole table,
   * and we pay for that: for work that is due a few times a year.
   */
  public List<PartitionKey> partitionsWith(String sort) {
    List<PartitionKey> partitions = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      ScanRequest request = scan(sort, start);
      ScanResponse response = attempts.read(() -> dynamoDb.scan(request));
      response.items().stream()
          .map(item -> PartitionKey.read(Item.of(item).text("pk")))
          .forEach(partitions::add);
      start = response.lastEvaluatedKey();
    } while (!start.isEmpty());
    return partitions;
  }

  private ScanRequest scan(String sort, Map<String, AttributeValue> start) {
    return ScanRequest.builder()
        .tableName(name)
        .projectionExpression("pk")
        .filterExpression("sk = :sort")
        .expressionAttributeValues(Map.of(":sort", AttributeValue.fromS(sort)))
        .exclusiveStartKey(start.isEmpty() ? null : start)
        .build();
  }

  /**
   * Waits for a random part of this time before the caller decides again on changed data.
   *
   * @throws TableUnavailableException when the invocation has no time left to wait
   */
  public void pause(Duration longest) {
    if (!Attempts.pause(Duration.ofNanos(random.nextLong(longest.toNanos() + 1)))) {
      throw new TableUnavailableException();
    }
  }

  private TableView view(List<String> owners) {
    return new TableView(dynamoDb, name, owners, attempts, tokens);
  }
}
