package io.marcado.catalog;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A connection on which every other write is done without anybody hearing of it. */
final class LosingAnswers implements DynamoDbClient {
  private final DynamoDbClient table;
  private boolean lost;

  LosingAnswers(DynamoDbClient table) {
    this.table = table;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return lose(table.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return lose(table.updateItem(request));
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return lose(table.transactWriteItems(request));
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return table.getItem(request);
  }

  @Override
  public String serviceName() {
    return table.serviceName();
  }

  @Override
  public void close() {
    // The connection is everybody's.
  }

  private <T> T lose(T answer) {
    lost = !lost;
    if (lost) {
      throw SdkClientException.create("the answer was lost");
    }
    return answer;
  }
}
