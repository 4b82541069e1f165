package io.marcado.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The request of {@code GET /services}, and of its answer ids and names. */
public final class BareListServices
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final DynamoDbClient table = BareTable.client();

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    String tenant = event.getStageVariables().get("tenant");
    QueryResponse services =
        table.query(
            QueryRequest.builder()
                .tableName(BareTable.NAME)
                .indexName("GSI1")
                .limit(250)
                .keyConditionExpression("#pk = :pk")
                .filterExpression("#active = :active")
                .expressionAttributeNames(Map.of("#pk", "g1pk", "#active", "active"))
                .expressionAttributeValues(
                    Map.of(
                        ":pk",
                        BareTable.text("T#%s#SERVICE".formatted(tenant)),
                        ":active",
                        AttributeValue.fromBool(true)))
                .build());
    String body =
        services.items().stream()
            .map(
                item ->
                    "{\"serviceId\":\"%s\",\"name\":\"%s\"}"
                        .formatted(BareTable.of(item, "id").s(), BareTable.of(item, "name").s()))
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withHeaders(Map.of("Content-Type", "application/json"))
        .withBody(body)
        .build();
  }
}
