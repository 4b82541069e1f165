package io.marcado.bookings.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.time.LocalStart;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.json.Json;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BookingEventSourceTest {
  private static final String TENANT = "k3vq7d2hmxw5ra6t";

  private final BookingEventSource source = new BookingEventSource();

  @Test
  void shouldTellEachVersionOnceUnderTheSameId() throws JsonProcessingException {
    List<ItemChange> changes =
        List.of(
            change(null, image("PENDING", 1)),
            change(image("PENDING", 1), image("CONFIRMED", 2)),
            change(image("CONFIRMED", 2), image("CONFIRMED", 3)),
            change(image("CONFIRMED", 3), image("CANCELLED", 4)),
            change(image("CANCELLED", 4), image("CANCELLED", 4)));

    List<Event> events = changes.stream().map(source::event).flatMap(Optional::stream).toList();

    assertThat(events)
        .extracting(Event::type)
        .containsExactly(
            "booking.created", "booking.status_changed", "booking.updated", "booking.cancelled");
    assertThat(events).allMatch(event -> event.source().equals("marcado.bookings"));
    JsonNode detail = detail(events.get(1));
    assertThat(detail.path("tenantId").asText()).isEqualTo(TENANT);
    assertThat(detail.path("version").asLong()).isEqualTo(2);
    assertThat(detail.path("booking").path("start").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(detail.path("booking").has("notes")).isFalse();
    BookingEvent event = BookingEvent.read(detail);
    assertThat(event.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(event.previous())
        .isNotNull()
        .satisfies(before -> assertThat(before.status()).isEqualTo(BookingStatus.PENDING));
    assertThat(BookingEvent.read(detail(events.getFirst())).previous()).isNull();

    List<String> ids = events.stream().map(BookingEventSourceTest::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(changes.stream().map(source::event).flatMap(Optional::stream))
        .extracting(BookingEventSourceTest::id)
        .isEqualTo(ids);
  }

  @Test
  void shouldTellTheLocalStartThatWasAgreedOn() throws JsonProcessingException {
    Map<String, AttributeValue> agreed = image("CONFIRMED", 2);
    agreed.put("localStart", new AttributeValue("2026-11-23T09:00"));
    agreed.put("timeZone", new AttributeValue("America/Sao_Paulo"));
    agreed.put("tzRelease", new AttributeValue("2026f"));

    JsonNode detail = detail(source.event(change(image("CONFIRMED", 1), agreed)).orElseThrow());

    assertThat(detail.path("booking").path("localStart").path("at").asText())
        .isEqualTo("2026-11-23T09:00:00");
    BookingEvent event = BookingEvent.read(detail);
    assertThat(event.booking().localStart())
        .isEqualTo(
            new LocalStart(LocalDateTime.of(2026, 11, 23, 9, 0), "America/Sao_Paulo", "2026f"));
    assertThat(event.previous())
        .isNotNull()
        .satisfies(before -> assertThat(before.localStart()).isNull());
  }

  @Test
  void shouldSayWhatChanged() throws JsonProcessingException {
    Map<String, AttributeValue> other = image("CONFIRMED", 2);
    other.put("serviceId", new AttributeValue("beard"));
    other.put("end", new AttributeValue("2026-11-23T12:30:00Z"));
    other.put("amount", new AttributeValue("30.00"));
    other.put("currency", new AttributeValue("BRL"));

    JsonNode changed = detail(source.event(change(image("CONFIRMED", 1), other)).orElseThrow());
    JsonNode noted =
        detail(source.event(change(other, image("CONFIRMED", 3))).orElseThrow()).path("changed");
    JsonNode made = detail(source.event(change(null, other)).orElseThrow());

    assertThat(changed.path("changed").valueStream().map(JsonNode::asText))
        .containsExactly("SERVICE", "DURATION", "PRICE");
    assertThat(noted).hasSize(3);
    assertThat(made.path("changed")).isEmpty();
    // One that was sent by the last release.
    ((ObjectNode) changed).remove("changed");
    assertThat(BookingEvent.read(changed).changed()).isEmpty();
  }

  @Test
  void shouldTellOfSomebodyWhoHasNoClientRecord() throws JsonProcessingException {
    Map<String, AttributeValue> walkIn = image("CONFIRMED", 2);
    walkIn.remove("clientId");

    JsonNode detail = detail(source.event(change(image("CONFIRMED", 1), walkIn)).orElseThrow());

    assertThat(BookingEvent.read(detail).booking().clientId()).isNull();
  }

  @Test
  void shouldTellNothingOfATombstoneAndTheFirstBookingAfterIt() {
    Map<String, AttributeValue> tombstone =
        Map.of(
            "xattempt",
            new AttributeValue().withBOOL(true),
            "ttl",
            new AttributeValue().withN("1"));

    assertThat(source.event(change(null, tombstone))).isEmpty();
    assertThat(source.event(change(tombstone, image("CONFIRMED", 1))))
        .isEqualTo(source.event(change(null, image("CONFIRMED", 1))))
        .isPresent();
  }

  @Test
  void shouldTellNothingOfAHoldAndOfItsBookingAsOfANewOne() {
    Map<String, AttributeValue> hold = image("HELD", 1);
    hold.put("hold", hold.remove("id"));

    assertThat(source.event(change(null, hold))).isEmpty();
    assertThat(source.event(change(hold, hold))).isEmpty();
    assertThat(source.event(change(hold, image("CONFIRMED", 1))))
        .isEqualTo(source.event(change(null, image("CONFIRMED", 1))))
        .isPresent();
  }

  @Test
  void shouldFailOnABookingThatItCannotRead() {
    Map<String, AttributeValue> broken = image("CONFIRMED", 2);
    broken.remove("serviceId");
    ItemChange change = change(image("CONFIRMED", 1), broken);

    assertThatThrownBy(() -> source.event(change)).isInstanceOf(RuntimeException.class);
  }

  private static JsonNode detail(Event event) throws JsonProcessingException {
    return Json.parse(Json.write(event.detail()));
  }

  private static String id(Event event) {
    return ((BookingEvent) event.detail()).eventId();
  }

  private static ItemChange change(
      @Nullable Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(
        new StreamRecord()
            .withKeys(
                Map.of(
                    "pk", new AttributeValue("T#" + TENANT + "#BOOKING#b7qk2m4x6z3c5v7n2l4j6h3g5f"),
                    "sk", new AttributeValue("BOOKING")))
            .withOldImage(before)
            .withNewImage(after));
    return new ItemChange(record);
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
}
