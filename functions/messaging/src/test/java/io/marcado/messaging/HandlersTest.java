package io.marcado.messaging;

import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.sqs.ElasticMq;
import io.marcado.local.template.ProjectRoot;
import io.marcado.local.template.QueueDeclaration;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.messaging.bookings.DropReason;
import io.marcado.messaging.bookings.MessageLedger;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** The functions as Lambda makes them, with messages as SQS hands them over. */
class HandlersTest {
  private static final List<QueueDeclaration> QUEUES =
      Stream.of("sms", "whatsapp", "email")
          .map(name -> new QueueDeclaration(name, name, 180, 0, Optional.empty()))
          .toList();

  private static ElasticMq queues;

  private final LocalServices services = new LocalServices("2026-11-20T12:00:00Z", (_, _) -> {});
  private final TestTenant tenant = TestTenant.create();
  private final MessageLedger ledger =
      new MessageLedger(tenant.table(), tenant.ids(), services.clock());
  private final BookingEvent created = event(tenant.id(), booking(BookingStatus.CONFIRMED), null);

  @BeforeAll
  static void startQueues() {
    queues = ElasticMq.start(ElasticMq.freeAddress(), Optional.empty(), QUEUES);
  }

  @AfterAll
  static void stopQueues() {
    queues.close();
  }

  @AfterEach
  void stop() {
    services.close();
    QUEUES.forEach(
        queue -> queues.client().purgeQueue(purge -> purge.queueUrl(queues.url(queue.name()))));
  }

  private static String[] queued(String queue) {
    return queues
        .client()
        .receiveMessage(receive -> receive.queueUrl(queues.url(queue)).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .toArray(String[]::new);
  }

  @Test
  void shouldPlanAllReminders() {
    assertThat(failures(function(RouteBookingMessagesHandler::new), envelope(created))).isEmpty();

    assertThat(services.schedules()).hasSize(2).allMatch(name -> name.startsWith("r-"));
  }

  @Test
  void shouldDropBookingMessagesThatAreAboutNoBooking() {
    assertThat(failures(function(RouteBookingMessagesHandler::new), envelope(created))).isEmpty();

    assertThat(failures(function(SendMessagesHandler::new), queued("sms"))).isEmpty();
    assertThat(dropped(BookingMessage.about(created).orElseThrow()))
        .isEqualTo(DropReason.BOOKING_GONE);
  }

  @Test
  void shouldDropRemindersThatAreAboutNoBooking() {
    Reminder reminder =
        new Reminder(
            tenant.id(),
            created.bookingId().value(),
            created.booking().start(),
            BookingMessage.resourcesOf(created.booking()),
            60);

    assertThat(failures(function(RouteRemindersHandler::new), reminder.toJson())).isEmpty();

    assertThat(failures(function(SendMessagesHandler::new), queued("sms"))).isEmpty();
    assertThat(dropped(reminder.message())).isEqualTo(DropReason.BOOKING_GONE);
  }

  @Test
  void shouldTakeTheSampleEventsOfTheProject() throws IOException {
    TestTenant.create("k3vq7d2hmxw5ra6t");

    assertThat(failuresOfSample(function(RouteRemindersHandler::new))).isEmpty();
    assertThat(failuresOfSample(function(SendMessagesHandler::new))).isEmpty();
    assertThat(failuresOfSample(function(RouteBookingMessagesHandler::new))).isEmpty();
    assertThat(failuresOfSample(function(ReceiveTextsHandler::new))).isEmpty();
    assertThat(failuresOfSample(function(ApplyWhatsAppEventsHandler::new))).isEmpty();
    assertThat(services.schedules()).hasSize(2);
  }

  @Test
  void shouldFailABrokenMessageWithoutItsNeighbours() {
    assertThat(
            failures(
                function(RouteBookingMessagesHandler::new),
                "no json",
                envelope(created),
                "{\"detail\":{}}"))
        .containsExactly("m0", "m2");

    assertThat(queued("sms")).hasSize(1);
  }

  private DropReason dropped(BookingMessage message) {
    return ledger.find(message).orElseThrow().dropped().orElseThrow();
  }

  private <T extends QueueConsumer> T function(Supplier<T> constructor) {
    Map<String, String> variables = new HashMap<>(services.variables());
    variables.putAll(DynamoDbLocal.shared().variables());
    variables.put("SMS_QUEUE_URL", queues.url("sms"));
    variables.put("WHATSAPP_QUEUE_URL", queues.url("whatsapp"));
    variables.put("EMAIL_QUEUE_URL", queues.url("email"));
    variables.put("AWS_ENDPOINT_URL_SQS", URI.create(queues.url("sms")).resolve("/").toString());
    variables.put("CONFIG_CACHE_SECONDS", "0");
    variables.put("ALLOWED_COUNTRIES", "BR");
    return ScopedValue.where(
            FunctionHost.CURRENT, DynamoDbLocal.shared().host(variables, services.clock()))
        .call(constructor::get);
  }

  private static List<String> failures(QueueConsumer function, String... bodies) {
    List<SQSEvent.SQSMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
      message.setMessageId("m" + messages.size());
      message.setBody(body);
      messages.add(message);
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(messages);
    return function.execute(event).getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private static List<String> failuresOfSample(QueueConsumer function) throws IOException {
    String name = function.getClass().getSimpleName().replace("Handler", ".json");
    JsonNode sample =
        Json.read(
            Files.readString(ProjectRoot.find().resolve("events").resolve(name)), JsonNode.class);
    return failures(function, sample.path("Records").path(0).path("body").asText());
  }

  private static String envelope(BookingEvent event) {
    return Json.write(
        Map.of("source", BookingEvent.SOURCE, "detail-type", event.detailType(), "detail", event));
  }
}
