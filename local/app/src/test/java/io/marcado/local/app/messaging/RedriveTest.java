package io.marcado.local.app.messaging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.redrive.QueueRedrive;
import io.marcado.local.app.redrive.RecordRedrive;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Undelivered messages are sent again and arrive, on the local stack's queues and functions. */
class RedriveTest {
  private final LocalStack stack = TestStack.shared();
  private final Salon salon =
      new Salon(stack, "redrive-" + UUID.randomUUID().toString().substring(0, 8), "pt-BR");
  private final QueueRedrive queues = new QueueRedrive(stack.queues().client());

  @Test
  void shouldMoveAnEventThatItsRuleCouldNotDeliver() {
    OffsetDateTime time = salon.times().getFirst();
    BookingImage booking = image(salon.book(time), 90);
    salon.told(1);
    BookingEvent event = BookingEvent.of(new TenantId(salon.tenantId()), booking, null);
    String undelivered = queue("BookingMessagesUndelivered");
    stack
        .queues()
        .send(
            undelivered,
            Json.write(
                Map.of(
                    "source",
                    BookingEvent.SOURCE,
                    "detail-type",
                    event.detailType(),
                    "detail",
                    event)));

    int moved = move("BookingMessagesUndelivered", "BookingMessagesQueue");

    assertThat(moved).isEqualTo(1);
    assertThat(salon.told(2).getFirst()).contains("confirmada");
    assertThat(stack.queues().messageCount(undelivered)).isZero();
    assertThat(move("BookingMessagesUndelivered", "BookingMessagesQueue")).isZero();
  }

  @Test
  void shouldKeepAMessageThatItsTargetDidNotTake() {
    String undelivered = queue("RemindersUndelivered");
    stack.queues().send(undelivered, "kept");

    assertThatThrownBy(
            () -> queues.move(url("RemindersUndelivered"), url("RemindersQueue") + "-gone"))
        .isInstanceOf(RuntimeException.class);

    assertThat(stack.queues().messageCount(undelivered)).isEqualTo(1);
  }

  @Test
  void shouldGiveKeptStreamRecordsToTheRelay(@TempDir Path folder) throws Exception {
    OffsetDateTime time = salon.times().getFirst();
    BookingImage booking = image(salon.book(time), 91);
    salon.told(1);
    String batch = batchOf(booking);
    Files.writeString(folder.resolve("1"), Json.write(Map.of("payload", batch)));
    Files.writeString(folder.resolve("2"), batch.replace("\"N\":\"91\"", "\"N\":\"none\""));
    Files.writeString(
        folder.resolve("2"), Json.write(Map.of("payload", Files.readString(folder.resolve("2")))));

    List<RecordRedrive.Batch> batches;
    try (LambdaClient lambda =
        new SdkClients(new Variables(stack.variables())).build("LAMBDA", LambdaClient.builder())) {
      batches = new RecordRedrive(lambda).give(folder, "RelayEvents");
    }

    assertThat(batches)
        .satisfiesExactly(
            good -> assertThat(good.done()).isTrue(),
            broken -> assertThat(broken.failed()).hasSize(1));
    assertThat(salon.told(2).getFirst()).contains("confirmada");
  }

  private int move(String from, String to) {
    return queues.move(url(from), url(to));
  }

  private String url(String logicalId) {
    return stack.queues().url(queue(logicalId));
  }

  private String queue(String logicalId) {
    String url =
        stack.queues().client().listQueues().queueUrls().stream()
            .filter(each -> each.endsWith(logicalId))
            .findFirst()
            .orElseThrow();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static BookingImage image(JsonNode booked, long version) {
    return new BookingImage(
        new BookingId(booked.path("bookingId").asText()),
        BookingStatus.CONFIRMED,
        new ServiceId(booked.path("serviceId").asText()),
        booked.path("resourceIds").valueStream().map(id -> new ResourceId(id.asText())).toList(),
        new PersonId(booked.path("clientId").asText()),
        OffsetDateTime.parse(booked.path("start").asText()).toInstant(),
        OffsetDateTime.parse(booked.path("end").asText()).toInstant(),
        null,
        null,
        BookingSource.PUBLIC,
        version,
        Instant.parse("2026-11-20T12:00:00Z"),
        Instant.parse("2026-11-20T12:00:00Z"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The sample of the project, about another booking. */
  private String batchOf(BookingImage booking) throws Exception {
    ObjectNode batch =
        Json.read(
            Files.readString(ProjectRoot.find().resolve("events/RelayEvents.json")),
            ObjectNode.class);
    JsonNode change = batch.path("Records").path(0).path("dynamodb");
    String key = "T#%s#BOOKING#%s".formatted(salon.tenantId(), booking.bookingId());
    ObjectNode image = (ObjectNode) change.path("NewImage");
    Stream.of(image, (ObjectNode) change.path("Keys"))
        .forEach(item -> item.putObject("pk").put("S", key));
    image.putObject("id").put("S", booking.bookingId().value());
    image.putObject("status").put("S", booking.status().name());
    image.putObject("serviceId").put("S", booking.serviceId().value());
    image.putObject("clientId").put("S", requireNonNull(booking.clientId()).value());
    image.putObject("start").put("S", booking.start().toString());
    image.putObject("end").put("S", booking.end().toString());
    image.putObject("version").put("N", String.valueOf(booking.version()));
    image
        .putObject("resourceIds")
        .putArray("L")
        .addObject()
        .put("S", booking.resourceIds().getFirst().value());
    return batch.toString();
  }
}
