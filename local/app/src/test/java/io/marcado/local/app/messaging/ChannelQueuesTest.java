package io.marcado.local.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients are told by WhatsApp, and the owner by SMS, while WhatsApp does not answer. */
class ChannelQueuesTest {
  /** A provider that does not answer takes 80 seconds for so many, one after the other. */
  private static final int BOOKINGS = 16;

  private static final String NOTICE = "nova reserva";

  private final CountDownLatch well = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer provider;
  private LocalStack stack;

  @BeforeEach
  void start() throws IOException {
    provider =
        HttpServer.start(
            HttpServer.LOOPBACK, 0, 1 << 20, Reply.json(413, "{}"), this::whatsAppWhenItIsWell);
    stack =
        LocalStack.start(
            Options.inMemory()
                .withVariable("WHATSAPP_API_URL", provider.address().resolve("/v23.0").toString()));
  }

  @AfterEach
  void stop() {
    well.countDown();
    stack.close();
    provider.close();
  }

  @Test
  void shouldHoldUpNoOtherChannelWhileAProviderDoesNotAnswer() {
    Salon salon = salon();
    List<OffsetDateTime> times = salon.times();
    // A haircut takes two of them.
    IntStream.range(0, BOOKINGS).forEach(number -> salon.book(times.get(2 * number)));

    await().until(() -> noticesTo(salon) == BOOKINGS);

    assertThat(asked).as("the owner waited for WhatsApp").hasValueLessThan(BOOKINGS);
    well.countDown();
    await()
        .until(() -> salon.ledger().stream().filter("CONFIRMED SENT"::equals).count() == BOOKINGS);
  }

  @Test
  void shouldStopOneChannelAlone() {
    Salon salon = salon();
    well.countDown();
    ApiClient operator = ApiClient.of(stack.origin().toString()).as(stack.operatorKey());
    operator.post("/operator/queues/whatsapp/consumer", Map.of("running", false)).expect(200);
    OffsetDateTime start = salon.times().getFirst();

    salon.book(start);

    await().until(() -> noticesTo(salon) == 1);
    await().until(() -> waiting(operator, "whatsapp") == 1);
    assertThat(asked).hasValue(0);
    operator.post("/operator/queues/whatsapp/consumer", Map.of("running", true)).expect(200);
    await().until(() -> salon.ledger().contains("CONFIRMED SENT"));
    assertThat(asked).hasValue(1);
  }

  private Salon salon() {
    Salon salon = new Salon(stack, "channels", "pt-BR");
    salon.settings(Map.of("messageChannels", List.of("WHATSAPP", "SMS")));
    return salon;
  }

  private Reply whatsAppWhenItIsWell(Request request) {
    asked.incrementAndGet();
    try {
      well.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Reply.json(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}");
  }

  private static long noticesTo(Salon salon) {
    return salon.told(salon.ownerPhone()).stream().filter(text -> text.contains(NOTICE)).count();
  }

  private static int waiting(ApiClient operator, String name) {
    JsonNode queues = operator.get("/operator/queues").expect(200).path("items");
    return StreamSupport.stream(queues.spliterator(), false)
        .filter(queue -> queue.path("queue").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .path("visible")
        .asInt();
  }
}
