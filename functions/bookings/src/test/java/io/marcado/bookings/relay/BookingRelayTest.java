package io.marcado.bookings.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.platform.json.Json;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class BookingRelayTest {
  private static final String TENANT = "k3vq7d2hmxw5ra6t";

  private final List<PutEventsRequestEntry> published = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private int refuseAt = -1;
  private final BookingRelay relay = new BookingRelay(bus(), "marcado");

  @Test
  void shouldTellEachVersionOnceAndInOrder() throws JsonProcessingException {
    List<DynamodbStreamRecord> records =
        List.of(
            record(null, image("PENDING", 1)),
            record(image("PENDING", 1), image("CONFIRMED", 2)),
            record(image("CONFIRMED", 2), image("CONFIRMED", 3)),
            record(image("CONFIRMED", 3), image("CANCELLED", 4)),
            record(image("CANCELLED", 4), image("CANCELLED", 4)));

    assertThat(relay.publish(records)).isEqualTo(5);

    assertThat(published)
        .extracting(PutEventsRequestEntry::detailType)
        .containsExactly(
            "booking.created", "booking.status_changed", "booking.updated", "booking.cancelled");
    assertThat(published)
        .allSatisfy(
            entry -> {
              assertThat(entry.source()).isEqualTo("marcado.bookings");
              assertThat(entry.eventBusName()).isEqualTo("marcado");
            });
    JsonNode detail = Json.parse(published.get(1).detail());
    assertThat(detail.path("tenantId").asText()).isEqualTo(TENANT);
    assertThat(detail.path("version").asLong()).isEqualTo(2);
    assertThat(detail.path("booking").path("start").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(detail.path("booking").has("notes")).isFalse();
    BookingEvent event = BookingEvent.read(detail);
    assertThat(event.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(event.previous())
        .isNotNull()
        .satisfies(before -> assertThat(before.status()).isEqualTo(BookingStatus.PENDING));
    assertThat(BookingEvent.read(Json.parse(published.get(0).detail())).previous()).isNull();

    List<String> ids = eventIds();
    assertThat(ids).doesNotHaveDuplicates();
    published.clear();
    relay.publish(records);
    assertThat(eventIds()).isEqualTo(ids);
  }

  @Test
  void shouldStopAtTheFirstThatTheBusRefuses() {
    List<DynamodbStreamRecord> records =
        IntStream.rangeClosed(1, 25)
            .mapToObj(
                version ->
                    record(
                        version == 1 ? null : image("CONFIRMED", version - 1),
                        image("CONFIRMED", version)))
            .toList();
    refuseAt = 13;

    assertThat(relay.publish(records)).isEqualTo(13);
    assertThat(batches).containsExactly(10, 10);

    refuseAt = -1;
    assertThat(relay.publish(records.subList(13, 25))).isEqualTo(12);
    assertThat(batches).containsExactly(10, 10, 10, 2);
  }

  @Test
  void shouldStopAtARecordThatItCannotRead() {
    Map<String, AttributeValue> broken = image("CONFIRMED", 2);
    broken.remove("clientId");

    assertThat(
            relay.publish(
                List.of(
                    record(null, image("CONFIRMED", 1)),
                    record(image("CONFIRMED", 1), broken),
                    record(broken, image("CONFIRMED", 3)))))
        .isEqualTo(1);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldPassOverWhatIsNoBooking() {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put("v", new AttributeValue().withN("1"));
    DynamodbStreamRecord record = record(null, row);
    record.getDynamodb().getKeys().put("sk", new AttributeValue("2026-11-23"));

    assertThat(relay.publish(List.of(record))).isEqualTo(1);
    assertThat(published).isEmpty();
  }

  private List<String> eventIds() {
    return published.stream()
        .map(entry -> Json.read(entry.detail(), JsonNode.class).path("eventId").asText())
        .toList();
  }

  private static DynamodbStreamRecord record(
      @Nullable Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    Map<String, AttributeValue> keys = new HashMap<>();
    keys.put("pk", new AttributeValue("T#" + TENANT + "#BOOKING#b7qk2m4x6z3c5v7n2l4j6h3g5f"));
    keys.put("sk", new AttributeValue("BOOKING"));
    record.setDynamodb(new StreamRecord().withKeys(keys).withOldImage(before).withNewImage(after));
    return record;
  }

  private static Map<String, AttributeValue> image(String status, int version) {
    Map<String, AttributeValue> image = new HashMap<>();
    Map<String, String> texts =
        Map.of(
            "id", "b7qk2m4x6z3c5v7n2l4j6h3g5f",
            "status", status,
            "serviceId", "cut",
            "clientId", "ana",
            "start", "2026-11-23T12:00:00Z",
            "end", "2026-11-23T13:00:00Z",
            "source", "CLIENT",
            "hash", "hash",
            "w", "writer",
            "notes", "for their eyes only");
    texts.forEach((name, text) -> image.put(name, new AttributeValue(text)));
    image.put("createdAt", new AttributeValue("2026-11-20T12:00:00Z"));
    image.put("updatedAt", new AttributeValue("2026-11-20T12:00:00Z"));
    image.put("version", new AttributeValue().withN(Integer.toString(version)));
    image.put("resourceIds", new AttributeValue().withL(new AttributeValue("chair")));
    image.put(
        "taken",
        new AttributeValue()
            .withL(
                new AttributeValue()
                    .withM(
                        Map.of(
                            "r", new AttributeValue("chair"),
                            "f", new AttributeValue().withN("5983920"),
                            "t", new AttributeValue().withN("5983932"),
                            "s", new AttributeValue().withN("1")))));
    image.put(
        "customFields",
        new AttributeValue().withM(Map.of("quiet", new AttributeValue().withBOOL(true))));
    return image;
  }

  /** A bus that takes everything, but for one entry by its position. */
  private EventBridgeClient bus() {
    return (EventBridgeClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EventBridgeClient.class},
            (_, _, arguments) -> put(request(arguments[0])));
  }

  @SuppressWarnings("unchecked") // the client's other method takes a consumer of the builder
  private static PutEventsRequest request(Object argument) {
    return argument instanceof PutEventsRequest request
        ? request
        : PutEventsRequest.builder()
            .applyMutation((Consumer<PutEventsRequest.Builder>) argument)
            .build();
  }

  private PutEventsResponse put(PutEventsRequest request) {
    batches.add(request.entries().size());
    List<PutEventsResultEntry> results = new ArrayList<>();
    for (PutEventsRequestEntry entry : request.entries()) {
      boolean refused = published.size() == refuseAt;
      results.add(
          refused
              ? PutEventsResultEntry.builder().errorCode("ThrottlingException").build()
              : PutEventsResultEntry.builder().eventId("id").build());
      if (!refused) {
        published.add(entry);
      }
    }
    int failed = (int) results.stream().filter(result -> result.errorCode() != null).count();
    return PutEventsResponse.builder().entries(results).failedEntryCount(failed).build();
  }
}
