package io.marcado.bookings.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.events.BlockEventSource;
import io.marcado.bookings.published.BlockEvent;
import io.marcado.domain.BlockId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.json.Json;
import io.marcado.platform.table.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The events of a block, from the items that its life leaves. */
class BlockEventsTest {
  private static final TenantId TENANT = new TenantId("k3vq7d2hmxw5ra6t");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final BlockEventSource source = new BlockEventSource();

  @Test
  void shouldTellEachVersionOnceAndNothingWhileTimeIsBeingTaken() throws JsonProcessingException {
    Block block =
        new Block(
            new BlockId("k4vacation2b3c5d"),
            List.of(new ResourceId("ana")),
            new BlockTime.Moments(Rota.hours(9, 12)),
            Rota.hours(9, 12),
            Optional.empty(),
            "taking",
            Optional.of("Dentista"),
            true,
            Optional.of(new PersonId("rita")),
            "hash",
            1,
            NOW,
            NOW);
    Interval noon = Rota.hours(12, 14);
    Block moved =
        block.moved(
            new BlockTime.Moments(noon), noon, Optional.empty(), "other", NOW.plusSeconds(60));
    Instant later = NOW.plusSeconds(120);
    Item wanted = BlockItem.toNewItem(block);
    Item stands = BlockItem.toItem(TENANT, block);
    Item stoodElsewhere = BlockItem.toItem(TENANT, moved);
    Item left = BlockItem.toRemovedItem(moved, later, later.plus(Duration.ofDays(7)));

    assertThat(source.event(change(null, wanted))).isEmpty();
    Event created = source.event(change(wanted, stands)).orElseThrow();
    // A move that begins says which time it wants.
    assertThat(source.event(change(stands, stands))).isEmpty();
    Event updated = source.event(change(stands, stoodElsewhere)).orElseThrow();
    Event deleted = source.event(change(stoodElsewhere, left)).orElseThrow();
    assertThat(source.event(change(left, left))).isEmpty();

    assertThat(List.of(created, updated, deleted))
        .extracting(Event::source, Event::type, Event::occurredAt)
        .containsExactly(
            tuple("marcado.bookings", "block.created", NOW),
            tuple("marcado.bookings", "block.updated", NOW.plusSeconds(60)),
            tuple("marcado.bookings", "block.deleted", later));
    assertThat(
            List.of(event(created).eventId(), event(updated).eventId(), event(deleted).eventId()))
        .doesNotHaveDuplicates();
    assertThat(event(deleted).version()).isEqualTo(3);
    assertThat(event(deleted).previous()).isEqualTo(event(updated).block());
    JsonNode detail = Json.parse(Json.write(updated.detail()));
    assertThat(BlockEvent.read(detail)).isEqualTo(updated.detail());
    assertThat(detail.path("block").path("start").asText()).isEqualTo("2026-11-23T15:00:00Z");
    assertThat(detail.path("block").path("private").asBoolean()).isTrue();
    assertThat(detail.path("previous").path("end").asText()).isEqualTo("2026-11-23T15:00:00Z");
    assertThat(detail.toString()).doesNotContain("Dentista", "rita");
  }

  private static BlockEvent event(Event event) {
    return (BlockEvent) event.detail();
  }

  private static ItemChange change(@Nullable Item before, Item after) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(
        new StreamRecord()
            .withKeys(
                Map.of(
                    "pk",
                    new AttributeValue("T#" + TENANT + "#BLOCK#k4vacation2b3c5d"),
                    "sk",
                    new AttributeValue(BlockItem.SORT)))
            .withOldImage(before == null ? null : image(before))
            .withNewImage(image(after)));
    return new ItemChange(record);
  }

  private static Map<String, AttributeValue> image(Item item) {
    Map<String, AttributeValue> image = new HashMap<>();
    item.attributes().forEach((name, value) -> image.put(name, asOfStream(value)));
    return image;
  }

  private static AttributeValue asOfStream(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
    return switch (value.type()) {
      case S -> new AttributeValue(value.s());
      case N -> new AttributeValue().withN(value.n());
      case BOOL -> new AttributeValue().withBOOL(value.bool());
      case L ->
          new AttributeValue().withL(value.l().stream().map(BlockEventsTest::asOfStream).toList());
      default -> throw new IllegalArgumentException(value.toString());
    };
  }
}
