package io.marcado.identity.accounts.codes;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.marcado.domain.TenantId;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** What SendCodes does, with records of the items that wait just now. */
public final class SendCodesRun {
  private SendCodesRun() {}

  /** Sends whatever waits in these businesses, as the stream would make it. */
  public static void run(
      ApplicationContext context, String tableName, Collection<TenantId> tenants) {
    for (DynamodbStreamRecord record : waiting(context, tableName, tenants)) {
      context.getBean(Deliveries.class).deliver(List.of(record));
    }
  }

  /** Records of the items that wait. */
  static List<DynamodbStreamRecord> waiting(
      ApplicationContext context, String tableName, Collection<TenantId> tenants) {
    List<DynamodbStreamRecord> records = new ArrayList<>();
    context
        .getBean(DynamoDbClient.class)
        .scanPaginator(
            ScanRequest.builder()
                .tableName(tableName)
                .filterExpression("attribute_exists(deliver)")
                .projectionExpression("pk, sk")
                .consistentRead(true)
                .build())
        .items()
        .forEach(
            item -> {
              String pk = String.valueOf(item.get("pk") == null ? "" : item.get("pk").s());
              String sk = String.valueOf(item.get("sk") == null ? "" : item.get("sk").s());
              if (tenants.stream().anyMatch(tenant -> pk.startsWith("T#" + tenant + "#"))) {
                records.add(record(pk, sk));
              }
            });
    return records;
  }

  static DynamodbStreamRecord record(String pk, String sk) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(
        new StreamRecord()
            .withKeys(
                Map.of(
                    "pk", new AttributeValue().withS(pk), "sk", new AttributeValue().withS(sk))));
    return record;
  }
}
