package io.marcado.bare;

import static io.marcado.bare.BareTable.key;
import static io.marcado.bare.BareTable.number;
import static io.marcado.bare.BareTable.text;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The requests of {@code POST /public/bookings} by a new client for any of two resources, with
 * items of their size, and no rule: it takes the first resource, whatever the hours are.
 */
public final class BareCreatePublicBooking
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final int CELLS = 6;

  /** No name of a note of ours, which would have to name an attempt; nobody removes it. */
  private static final String NOTE = "_bare";

  private final DynamoDbClient table = BareTable.client();

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    String tenant = "T#" + event.getStageVariables().get("tenant");
    String phone = field(event.getBody(), "phone");
    Instant start = OffsetDateTime.parse(field(event.getBody(), "start")).toInstant();
    String address = event.getRequestContext().getHttp().getSourceIp();
    count("P#BARE#address#" + address);
    get(key(tenant + "#TENANT", "SETTINGS"));
    String catalog = tenant + "#CATALOG";
    Map<String, AttributeValue> service =
        get(key(catalog, "SERVICE#" + field(event.getBody(), "serviceId")));
    List<String> resources =
        BareTable.of(service, "resourceIds").l().stream().map(AttributeValue::s).toList();
    read(resources.stream().map(id -> key(catalog, "RESOURCE#" + id)).toList());
    read(List.of(key(tenant + "#PHONE#" + phone, "CLAIM"), key(tenant + "#TEAM", "TEAM")));
    List<Map<String, AttributeValue>> days = new ArrayList<>();
    for (String resource : resources) {
      String day = "%s#DAY#%s".formatted(tenant, resource);
      days.add(key(day, start.toString().substring(0, 10)));
      days.add(key(day, start.plus(1, ChronoUnit.DAYS).toString().substring(0, 10)));
    }
    read(days);
    String booking = UUID.randomUUID().toString();
    String person = UUID.randomUUID().toString();
    take(days.getFirst(), start, booking);
    count("P#BARE#business#" + booking);
    count("P#BARE#visitors#" + booking);
    table.transactWriteItems(
        TransactWriteItemsRequest.builder()
            .transactItems(
                put(booking(tenant, booking, person, resources.getFirst(), service, start)),
                put(claim(tenant, phone, person)),
                put(person(tenant, phone, person, field(event.getBody(), "name"))))
            .build());
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(201)
        .withHeaders(Map.of("Content-Type", "application/json"))
        .withBody("{\"bookingId\":\"%s\",\"start\":\"%s\"}".formatted(booking, start))
        .build();
  }

  private void count(String limit) {
    table.updateItem(
        UpdateItemRequest.builder()
            .tableName(BareTable.NAME)
            .key(key(limit, "LIMIT"))
            .updateExpression("SET #ttl = :ttl ADD #n :one")
            .conditionExpression("attribute_not_exists(#n) OR #n < :most")
            .expressionAttributeNames(Map.of("#ttl", "ttl", "#n", "n"))
            .expressionAttributeValues(
                Map.of(":ttl", number(1), ":one", number(1), ":most", number(1_000_000)))
            .build());
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return table
        .getItem(
            GetItemRequest.builder()
                .tableName(BareTable.NAME)
                .key(key)
                .consistentRead(true)
                .build())
        .item();
  }

  private void read(List<Map<String, AttributeValue>> keys) {
    table.batchGetItem(
        BatchGetItemRequest.builder()
            .requestItems(
                Map.of(
                    BareTable.NAME,
                    KeysAndAttributes.builder().keys(keys).consistentRead(true).build()))
            .build());
  }

  private static TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(BareTable.NAME)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build())
        .build();
  }

  private void take(Map<String, AttributeValue> day, Instant start, String booking) {
    int first = (int) (start.getEpochSecond() % 86_400 / 300);
    List<String> cells =
        IntStream.range(first, first + CELLS).mapToObj(cell -> "c" + cell).toList();
    table.updateItem(
        UpdateItemRequest.builder()
            .tableName(BareTable.NAME)
            .key(day)
            .updateExpression(
                "ADD v :one, " + String.join(" :one, ", cells) + " :one SET #note = :note")
            .conditionExpression("NOT " + String.join(" > :free AND NOT ", cells) + " > :free")
            .expressionAttributeNames(Map.of("#note", NOTE))
            .expressionAttributeValues(
                Map.of(
                    ":one",
                    number(1),
                    ":free",
                    number(999),
                    ":note",
                    AttributeValue.fromM(
                        Map.of(
                            "b", text(booking),
                            "d", number(first),
                            "f", number(first),
                            "t", number(first),
                            "s", number(1)))))
            .build());
  }

  private static Map<String, AttributeValue> booking(
      String tenant,
      String id,
      String person,
      String resource,
      Map<String, AttributeValue> service,
      Instant start) {
    Map<String, AttributeValue> item = new HashMap<>(key(tenant + "#BOOKING#" + id, "BOOKING"));
    String sort = "%s#%s".formatted(start, id);
    String now = Instant.now().toString();
    item.put("g1pk", text(tenant + "#BARE-BOOKINGS"));
    item.put("g1sk", text(sort));
    item.put("g2pk", text("%s#BARE-CLIENT#%s".formatted(tenant, person)));
    item.put("g2sk", text(sort));
    item.put("id", text(id));
    item.put("clientId", text(person));
    item.put("serviceName", BareTable.of(service, "name"));
    item.put("resourceIds", AttributeValue.fromL(List.of(text(resource))));
    item.put("start", text(start.toString()));
    item.put("end", text(start.plusSeconds(1_800).toString()));
    item.put("createdAt", text(now));
    item.put("updatedAt", text(now));
    item.put("statusSince", text(now));
    item.put("status", text("CONFIRMED"));
    item.put("source", text("PUBLIC"));
    item.put("timeZone", text("America/Sao_Paulo"));
    item.put("version", number(1));
    return item;
  }

  private static Map<String, AttributeValue> claim(String tenant, String phone, String person) {
    // Beside the person, so that the same event can be sent twice.
    Map<String, AttributeValue> item =
        new HashMap<>(key("%s#BARE-PHONE#%s#%s".formatted(tenant, phone, person), "CLAIM"));
    item.put("userId", text(person));
    return item;
  }

  private static Map<String, AttributeValue> person(
      String tenant, String phone, String id, String name) {
    Map<String, AttributeValue> item = new HashMap<>(key(tenant + "#PERSON#" + id, "PERSON"));
    item.put("g1pk", text(tenant + "#BARE-PEOPLE"));
    item.put("g1sk", text("%s#%s".formatted(name, id)));
    item.put("g2pk", text(tenant + "#BARE-PEOPLE-BY-PHONE"));
    item.put("g2sk", text(phone));
    item.put("userId", text(id));
    item.put("phone", text(phone));
    item.put("name", text(name));
    item.put("createdAt", text(Instant.now().toString()));
    item.put("version", number(1));
    return item;
  }

  /** The text of a field; good enough for bodies that the bench has written. */
  private static String field(String body, String name) {
    int from = body.indexOf("\"%s\":\"".formatted(name)) + name.length() + 4;
    return body.substring(from, body.indexOf('"', from));
  }
}
