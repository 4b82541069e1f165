package io.marcado.local.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.marcado.bookings.published.BlockEvent;
import io.marcado.bookings.published.BlockImage;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.SessionEvent;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalStart;
import io.marcado.local.app.structure.Capabilities;
import io.marcado.platform.json.Json;
import io.marcado.webhooks.ledger.EventTypes;
import io.marcado.webhooks.ledger.RecordedEvent;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** asyncapi.yaml describes the events that there are. */
class AsyncApiTest {
  private static final TenantId TENANT = new TenantId("k3vq7d2hmxw5ra6t");
  private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant END = Instant.parse("2026-11-23T13:00:00Z");
  private static final List<ResourceId> ANA = List.of(new ResourceId("ana"));
  private static final LocalStart LOCAL =
      new LocalStart(LocalDateTime.of(2026, 11, 23, 9, 0), "America/Sao_Paulo", "2026b");

  private final EventContract contract = new EventContract();

  @Test
  void shouldDescribeEveryTypeOfEventAndNoOther() throws ReflectiveOperationException {
    Set<String> published = published();
    Set<String> onWebhooks = new TreeSet<>(published);
    onWebhooks.add(EventTypes.TEST);

    assertThat(published).isNotEmpty().containsExactlyInAnyOrderElementsOf(EventTypes.ALL);
    assertThat(contract.webhookTypes()).isEqualTo(onWebhooks);
    assertThat(texts(contract.message("event").at("/payload/properties/detail-type/enum")))
        .containsExactlyInAnyOrderElementsOf(published);
    for (String type : onWebhooks) {
      JsonNode message = contract.message(type);
      assertThat(message.path("name").asText()).isEqualTo(type);
      assertThat(texts(message.at("/payload/properties/type/enum"))).containsExactly(type);
    }
  }

  @Test
  void shouldGiveSoundExamplesOfEach() {
    for (String name : contract.messages()) {
      assertThat(contract.message(name).path("examples")).as(name).isNotEmpty();
      for (JsonNode example : contract.message(name).path("examples")) {
        JsonNode payload = example.path("payload");
        assertThat(contract.faults(name, payload)).as(name).isEmpty();
        if (payload.has("type")) {
          assertThat(payload.path("type").asText()).isEqualTo(name);
        }
      }
    }
  }

  /** With all that an event can have, and with nothing that it need not have. */
  @Test
  void shouldDescribeWhatIsPublished() throws JsonProcessingException {
    for (boolean full : new boolean[] {true, false}) {
      BookingImage booking = booking(BookingStatus.CONFIRMED, full);
      for (BookingStatus status : BookingStatus.values()) {
        // A hold is told to nobody.
        if (status != BookingStatus.HELD) {
          BookingEvent event = BookingEvent.of(TENANT, booking(status, full), booking);
          assertSound(event.detailType(), event);
        }
      }
      assertSound(BookingEvent.CREATED, BookingEvent.of(TENANT, booking, null));
      BlockImage block = block(full);
      assertSound(BlockEvent.CREATED, BlockEvent.of(TENANT, block, null));
      assertSound(BlockEvent.UPDATED, BlockEvent.of(TENANT, block, block));
      assertSound(BlockEvent.DELETED, BlockEvent.of(TENANT, block, block));
      SessionImage session = session(SessionImage.Status.SCHEDULED, full);
      for (SessionImage.Status status : SessionImage.Status.values()) {
        SessionEvent event = SessionEvent.of(TENANT, session(status, full), session);
        assertSound(event.detailType(), event);
      }
      assertSound(SessionEvent.CREATED, SessionEvent.of(TENANT, session, null));
    }
  }

  private void assertSound(String type, Object event) throws JsonProcessingException {
    JsonNode detail = Json.parse(Json.write(event));
    JsonNode told = Json.parse(RecordedEvent.of(type, detail).payload());
    assertThat(contract.faults(type, told)).as("%s %s", type, told).isEmpty();
  }

  private static BookingImage booking(BookingStatus status, boolean full) {
    List<BookingImage.Part> visit =
        List.of(new BookingImage.Part(new ServiceId("cut"), "Corte", ANA, AT, END));
    Money price = new Money(new BigDecimal("50.00"), Currency.getInstance("BRL"));
    return new BookingImage(
        new BookingId("b1"),
        status,
        new ServiceId("cut"),
        ANA,
        full ? new PersonId("lia") : null,
        AT,
        END,
        full ? LOCAL : null,
        full ? price : null,
        BookingSource.PUBLIC,
        2,
        AT,
        AT,
        full
            ? new BookingImage.ApprovedTime(
                new ServiceId("cut"), ANA, AT, END, LOCAL, price, visit, 2)
            : null,
        full ? END : null,
        full ? new PersonId("rita") : null,
        full ? BookingSource.STAFF : null,
        full ? new ApiKeyId("key") : null,
        full ? visit : null,
        full ? new BookingImage.OfSeries(new SeriesId("s1"), 4, 2) : null,
        full ? 2 : null,
        full ? AT : null);
  }

  private static BlockImage block(boolean full) {
    LocalDate day = full ? LocalDate.of(2026, 11, 23) : null;
    return new BlockImage(new BlockId("l1"), ANA, day, day, AT, END, full, 2, AT, AT);
  }

  private static SessionImage session(SessionImage.Status status, boolean full) {
    return new SessionImage(
        new ClassSessionId("c1"),
        status,
        new ServiceId("yoga"),
        ANA,
        AT,
        END,
        LOCAL,
        12,
        full ? new SessionImage.Minimum(4, AT, SessionImage.Found.OPEN) : null,
        2,
        AT,
        AT);
  }

  @Test
  void shouldFindWhatIsMissingAndWhatNobodyDescribed() {
    for (String type : contract.webhookTypes()) {
      JsonNode example = contract.example(type);
      ObjectNode less = example.deepCopy();
      ((ObjectNode) less.path("data")).remove("version");
      ObjectNode more = example.deepCopy();
      ((ObjectNode) more.path("data")).put("surprise", true);

      assertThat(contract.faults(type, less)).as(type).isNotEmpty();
      assertThat(contract.faults(type, more)).as(type).isNotEmpty();
    }
  }

  /** The types that classes named Event of the published packages have as constants. */
  private static Set<String> published() throws ReflectiveOperationException {
    Set<String> types = new TreeSet<>();
    for (JavaClass known :
        new ClassFileImporter()
            .importPackages(
                Capabilities.all().stream()
                    .map(capability -> "io.marcado." + capability + ".published")
                    .toList())) {
      if (!known.getSimpleName().endsWith("Event")) {
        continue;
      }
      for (Field field : Class.forName(known.getName()).getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && field.getType() == String.class
            && !field.getName().equals("SOURCE")) {
          types.add(String.valueOf(field.get(null)));
        }
      }
    }
    return types;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
