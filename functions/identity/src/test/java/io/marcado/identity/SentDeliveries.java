package io.marcado.identity;

import static java.util.Objects.requireNonNull;

import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Takes what waits to be sent, as the function that the table's stream feeds does, and keeps it.
 */
final class SentDeliveries {
  private final AccountDeliveries deliveries;
  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final List<AccountDelivery> sent = new ArrayList<>();

  SentDeliveries(AccountDeliveries deliveries, DynamoDbClient dynamoDb, String tableName) {
    this.deliveries = deliveries;
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /** Takes whatever waits in these businesses. */
  synchronized void takeWaiting(Collection<TenantId> tenants, Instant now) {
    for (ItemKey item : waiting()) {
      Optional<TenantId> tenant = item.partition().tenant().filter(tenants::contains);
      tenant
          .flatMap(owner -> deliveries.prepare(owner, item, now))
          .ifPresent(
              delivery -> {
                sent.add(delivery);
                deliveries.settled(delivery);
              });
    }
  }

  /** All that was taken, oldest first. */
  synchronized List<AccountDelivery> sent() {
    return List.copyOf(sent);
  }

  private List<ItemKey> waiting() {
    return dynamoDb
        .scanPaginator(
            ScanRequest.builder()
                .tableName(tableName)
                .filterExpression("attribute_exists(deliver)")
                .projectionExpression("pk, sk")
                .consistentRead(true)
                .build())
        .items()
        .stream()
        .map(item -> PartitionKey.read(text(item, "pk")).item(text(item, "sk")))
        .toList();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return requireNonNull(item.get(name)).s();
  }
}
