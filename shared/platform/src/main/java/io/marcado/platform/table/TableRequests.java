package io.marcado.platform.table;

import io.marcado.platform.table.Write.Expression;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Builds the SDK's requests. A single write uses the same parts as a write in a transaction, so it
 * means the same in both.
 */
final class TableRequests {
  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String table;

  TableRequests(String table) {
    this.table = table;
  }

  /**
   * @param consistent true for a read that sees every acknowledged write, at twice the price
   */
  GetItemRequest get(ItemKey key, boolean consistent) {
    return GetItemRequest.builder()
        .tableName(table)
        .key(key.attributes())
        .consistentRead(consistent)
        .build();
  }

  BatchGetItemRequest get(Collection<Map<String, AttributeValue>> keys, boolean consistent) {
    return BatchGetItemRequest.builder()
        .requestItems(
            Map.of(
                table, KeysAndAttributes.builder().keys(keys).consistentRead(consistent).build()))
        .build();
  }

  /**
   * @param limit most entries to read, before the filter; null for as many as fit a page
   * @param start the exclusive start key; empty for the beginning
   */
  QueryRequest query(
      Selection selection, @Nullable Integer limit, Map<String, AttributeValue> start) {
    Index index = selection.index();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    names.put("#pk", index == null ? "pk" : index.partitionName());
    values.put(":pk", AttributeValue.fromS(selection.partition().value()));
    String condition = "#pk = :pk";
    String from = selection.from();
    String to = selection.to();
    if (from != null || to != null) {
      names.put("#sk", index == null ? "sk" : index.sortName());
    }
    if (from != null && to != null) {
      condition += " AND #sk BETWEEN :from AND :to";
    } else if (from != null) {
      condition += " AND #sk >= :from";
    } else if (to != null) {
      condition += " AND #sk <= :to";
    }
    if (from != null) {
      values.put(":from", AttributeValue.fromS(from));
    }
    if (to != null) {
      values.put(":to", AttributeValue.fromS(to));
    }
    Expression filter = selection.filter();
    if (filter != null) {
      names.putAll(filter.names());
      values.putAll(filter.values());
    }
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index == null ? null : index.name())
        .keyConditionExpression(condition)
        .filterExpression(text(filter))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .scanIndexForward(selection.ascending())
        .consistentRead(selection.consistent())
        .select(Select.ALL_ATTRIBUTES)
        .limit(limit)
        .exclusiveStartKey(start.isEmpty() ? null : start)
        .build();
  }

  /**
   * @param token the idempotency token, the same for each retry
   */
  TransactWriteItemsRequest transaction(List<? extends Write> writes, String token) {
    return TransactWriteItemsRequest.builder()
        .transactItems(writes.stream().map(this::part).toList())
        .clientRequestToken(token)
        .build();
  }

  PutItemRequest alone(Write.Put write) {
    Put put = part(write);
    return PutItemRequest.builder()
        .tableName(put.tableName())
        .item(put.item())
        .conditionExpression(put.conditionExpression())
        .expressionAttributeNames(orNull(put.expressionAttributeNames()))
        .expressionAttributeValues(orNull(put.expressionAttributeValues()))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  UpdateItemRequest alone(Write.Update write) {
    Update update = part(write);
    return UpdateItemRequest.builder()
        .tableName(update.tableName())
        .key(update.key())
        .updateExpression(update.updateExpression())
        .conditionExpression(update.conditionExpression())
        .expressionAttributeNames(orNull(update.expressionAttributeNames()))
        .expressionAttributeValues(orNull(update.expressionAttributeValues()))
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  DeleteItemRequest alone(Write.Delete write) {
    Delete delete = part(write);
    return DeleteItemRequest.builder()
        .tableName(delete.tableName())
        .key(delete.key())
        .conditionExpression(delete.conditionExpression())
        .expressionAttributeNames(orNull(delete.expressionAttributeNames()))
        .expressionAttributeValues(orNull(delete.expressionAttributeValues()))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  private TransactWriteItem part(Write write) {
    TransactWriteItem.Builder part = TransactWriteItem.builder();
    return switch (write) {
      case Write.Put put -> part.put(part(put)).build();
      case Write.Update update -> part.update(part(update)).build();
      case Write.Delete delete -> part.delete(part(delete)).build();
      case Write.Check check -> part.conditionCheck(part(check)).build();
    };
  }

  private Put part(Write.Put put) {
    Map<String, AttributeValue> whole = new HashMap<>(put.item().attributes());
    whole.putAll(put.key().attributes());
    return Put.builder()
        .tableName(table)
        .item(whole)
        .conditionExpression(text(put.condition()))
        .expressionAttributeNames(names(put.condition()))
        .expressionAttributeValues(values(put.condition()))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  private Update part(Write.Update update) {
    return Update.builder()
        .tableName(table)
        .key(update.key().attributes())
        .updateExpression(update.change().expression())
        .conditionExpression(text(update.condition()))
        .expressionAttributeNames(names(update.change(), update.condition()))
        .expressionAttributeValues(values(update.change(), update.condition()))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  private Delete part(Write.Delete delete) {
    return Delete.builder()
        .tableName(table)
        .key(delete.key().attributes())
        .conditionExpression(text(delete.condition()))
        .expressionAttributeNames(names(delete.condition()))
        .expressionAttributeValues(values(delete.condition()))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  private ConditionCheck part(Write.Check check) {
    return ConditionCheck.builder()
        .tableName(table)
        .key(check.key().attributes())
        .conditionExpression(check.condition().expression())
        .expressionAttributeNames(names(check.condition()))
        .expressionAttributeValues(values(check.condition()))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  private static @Nullable String text(@Nullable Expression expression) {
    return expression == null ? null : expression.expression();
  }

  private static @Nullable Map<String, String> names(@Nullable Expression... expressions) {
    Map<String, String> names = new HashMap<>();
    for (Expression expression : expressions) {
      if (expression != null) {
        names.putAll(expression.names());
      }
    }
    return orNull(names);
  }

  private static @Nullable Map<String, AttributeValue> values(@Nullable Expression... expressions) {
    Map<String, AttributeValue> values = new HashMap<>();
    for (Expression expression : expressions) {
      if (expression != null) {
        values.putAll(expression.values());
      }
    }
    return orNull(values);
  }

  // DynamoDB refuses empty maps of names or values, so an empty map becomes null.
  private static <V> @Nullable Map<String, V> orNull(Map<String, V> map) {
    return map.isEmpty() ? null : map;
  }
}
