package io.marcado.bookings.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.marcado.bookings.published.SessionEvent;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalStart;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionEventSourceTest {
  private static final String TENANT = "k3vq7d2hmxw5ra6t";

  private final SessionEventSource source = new SessionEventSource();

  @Test
  void shouldTellEachVersionOnceUnderTheSameId() throws JsonProcessingException {
    List<ItemChange> changes =
        List.of(
            change(null, image("SCHEDULED", 1)),
            change(image("SCHEDULED", 1), image("SCHEDULED", 2)),
            change(image("SCHEDULED", 2), image("CANCELLED", 3)),
            change(image("CANCELLED", 3), image("CANCELLED", 3)));

    List<Event> events = changes.stream().map(source::event).flatMap(Optional::stream).toList();

    assertThat(events)
        .extracting(Event::type)
        .containsExactly("session.created", "session.updated", "session.cancelled");
    assertThat(events).allMatch(event -> event.source().equals("marcado.bookings"));
    List<SessionEvent> told = events.stream().map(event -> (SessionEvent) event.detail()).toList();
    assertThat(told).extracting(SessionEvent::eventId).doesNotHaveDuplicates();
    assertThat(changes.stream().map(source::event).flatMap(Optional::stream).map(Event::detail))
        .isEqualTo(told);
    SessionEvent last = SessionEvent.read(Json.parse(Json.write(told.getLast())));
    assertThat(last).isEqualTo(told.getLast());
    assertThat(last.tenantId()).isEqualTo(TENANT);
    SessionImage session = last.session();
    assertThat(session.resourceIds()).containsExactly(new ResourceId("ana"));
    assertThat(session.seats()).isEqualTo(12);
    assertThat(session.localStart())
        .isEqualTo(
            new LocalStart(LocalDateTime.of(2026, 11, 23, 9, 0), "America/Sao_Paulo", "2026f"));
    assertThat(session.minimum())
        .isEqualTo(
            new SessionImage.Minimum(
                4, Instant.parse("2026-11-23T10:00:00Z"), SessionImage.Found.BELOW));
    assertThat(last.previous())
        .isNotNull()
        .satisfies(before -> assertThat(before.status()).isEqualTo(SessionImage.Status.SCHEDULED));
    assertThat(Json.write(last)).doesNotContain("Ana is ill");
  }

  private static ItemChange change(
      @Nullable Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(
        new StreamRecord()
            .withKeys(
                Map.of(
                    "pk", new AttributeValue("T#" + TENANT + "#CLASS#k7qk2m4x6z3c5v7n2l4j6h3g5f"),
                    "sk", new AttributeValue("CLASS")))
            .withOldImage(before)
            .withNewImage(after));
    return new ItemChange(record);
  }

  private static Map<String, AttributeValue> image(String status, int version) {
    Map<String, AttributeValue> image = new HashMap<>();
    Map.of(
            "id", "k7qk2m4x6z3c5v7n2l4j6h3g5f",
            "status", status,
            "serviceId", "yoga",
            "serviceName", "Yoga",
            "start", "2026-11-23T12:00:00Z",
            "end", "2026-11-23T13:00:00Z",
            "localStart", "2026-11-23T09:00",
            "timeZone", "America/Sao_Paulo",
            "tzRelease", "2026f",
            "reason", "Ana is ill")
        .forEach((name, text) -> image.put(name, new AttributeValue(text)));
    image.put("belowMinimum", new AttributeValue("ASK_STAFF"));
    image.put("minimumState", new AttributeValue("BELOW"));
    image.put("hash", new AttributeValue("hash"));
    image.put("w", new AttributeValue("writer"));
    image.put("createdAt", new AttributeValue("2026-11-20T12:00:00Z"));
    image.put("updatedAt", new AttributeValue("2026-11-20T12:00:00Z"));
    image.put("version", new AttributeValue().withN(Integer.toString(version)));
    image.put("seats", new AttributeValue().withN("12"));
    image.put("minimum", new AttributeValue().withN("4"));
    image.put("minimumMinutesBefore", new AttributeValue().withN("120"));
    image.put("resourceIds", new AttributeValue().withL(new AttributeValue("ana")));
    image.put("resourceNames", new AttributeValue().withL(new AttributeValue("Ana")));
    image.put("taken", new AttributeValue().withL(List.of()));
    return image;
  }
}
