package io.marcado.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.EventSource;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.table.Item;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventRelayTest {
  private static final Instant WHEN = Instant.parse("2026-11-20T12:00:00Z");

  private final List<PutEventsRequestEntry> published = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private int refuseAt = -1;
  private final EventRelay relay =
      new EventRelay(
          bus(), "marcado", List.of(new Letters("LETTER"), new Letters("PARCEL", "CRATE")));

  /** Tells what is written in items, unless nothing is. */
  private record Letters(Set<String> sortKeys) implements EventSource {
    Letters(String... sortKeys) {
      this(Set.of(sortKeys));
    }

    @Override
    public Optional<Event> event(ItemChange change) {
      Item item = change.after().orElseThrow();
      String sort = change.key().sort();
      return item.optionalText("text")
          .map(text -> new Event("marcado." + sort, sort + ".sent", WHEN, Map.of("text", text)));
    }
  }

  @Test
  void shouldPublishTheEventsOfAllSourcesInTheOrderOfTheStream() {
    int done =
        relay.publish(
            List.of(
                change("LETTER", "one"),
                change("CRATE", "two"),
                change("LETTER", "three"),
                change("PARCEL", "four")));

    assertThat(done).isEqualTo(4);
    assertThat(published)
        .extracting(
            PutEventsRequestEntry::source,
            PutEventsRequestEntry::detailType,
            PutEventsRequestEntry::detail)
        .extracting(Object::toString)
        .containsExactly(
            "(\"marcado.LETTER\", \"LETTER.sent\", \"{\"text\":\"one\"}\")",
            "(\"marcado.CRATE\", \"CRATE.sent\", \"{\"text\":\"two\"}\")",
            "(\"marcado.LETTER\", \"LETTER.sent\", \"{\"text\":\"three\"}\")",
            "(\"marcado.PARCEL\", \"PARCEL.sent\", \"{\"text\":\"four\"}\")");
    assertThat(published)
        .allSatisfy(
            entry -> {
              assertThat(entry.eventBusName()).isEqualTo("marcado");
              assertThat(entry.time()).isEqualTo(WHEN);
            });
  }

  @Test
  void shouldRefuseTwoSourcesThatTellOfTheSameItems() {
    assertThatThrownBy(
            () ->
                new EventRelay(
                    bus(), "marcado", List.of(new Letters("LETTER"), new Letters("LETTER"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldStopAtTheFirstThatTheBusRefuses() {
    List<ItemChange> changes =
        IntStream.rangeClosed(1, 25).mapToObj(number -> change("LETTER", "" + number)).toList();
    refuseAt = 13;

    assertThat(relay.publish(changes)).isEqualTo(13);
    assertThat(batches).containsExactly(10, 10);

    refuseAt = -1;
    assertThat(relay.publish(changes.subList(13, 25))).isEqualTo(12);
    assertThat(batches).containsExactly(10, 10, 10, 2);
  }

  @Test
  void shouldStopAtAChangeThatItCannotRead() {
    ItemChange broken =
        new ItemChange(record("LETTER", Map.of("text", new AttributeValue().withBS(List.of()))));

    assertThat(relay.publish(List.of(change("LETTER", "one"), broken, change("LETTER", "three"))))
        .isEqualTo(1);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldPassOverWhatNoSourceTellsOf() {
    ItemChange deleted = new ItemChange(record("LETTER", Map.of()));
    ItemChange blank = new ItemChange(record("LETTER", Map.of("v", new AttributeValue("1"))));

    assertThat(relay.publish(List.of(change("STAMP", "one"), deleted, blank))).isEqualTo(3);
    assertThat(published).isEmpty();
  }

  private static ItemChange change(String sort, String text) {
    return new ItemChange(record(sort, Map.of("text", new AttributeValue(text))));
  }

  private static DynamodbStreamRecord record(String sort, Map<String, AttributeValue> after) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(
        new StreamRecord()
            .withKeys(
                Map.of(
                    "pk", new AttributeValue("T#k3vq7d2hmxw5ra6t#POST"),
                    "sk", new AttributeValue(sort)))
            .withNewImage(after));
    return record;
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
