package io.marcado.local.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.json.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a booking to the server of the business, through every part in between. */
class WebhookStoryTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final List<Got> RECEIVED = new CopyOnWriteArrayList<>();
  private static HttpServer server;

  private final CheckedClient owner = new CheckedClient(SHOP.owner());

  private record Got(String path, String id, String timestamp, String signature, String body) {}

  @BeforeAll
  static void receive() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          RECEIVED.add(
              new Got(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("webhook-id"),
                  exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                  exchange.getRequestHeaders().getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void shouldTellTheServerOfABusinessOfItsBookings() throws Exception {
    JsonNode made = webhook("/story", "booking.created", "booking.cancelled");
    String secret = made.path("secret").asText();
    String booking = book();
    Got created = got("/story", "booking.created");
    owner.post("/bookings/" + booking + "/cancel", Map.of()).expect(200);
    Got cancelled = got("/story", "booking.cancelled");

    for (Got got : List.of(created, cancelled)) {
      assertThat(got.signature()).isEqualTo(signature(secret, got));
    }
    JsonNode event = Json.parse(created.body());
    assertThat(event.path("id").asText()).isEqualTo(created.id());
    assertThat(event.path("data").path("bookingId").asText()).isEqualTo(booking);
    assertThat(event.path("data").path("version").asInt()).isEqualTo(1);
    assertThat(Json.parse(cancelled.body()).path("data").path("previous").path("status").asText())
        .isEqualTo("CONFIRMED");
    // What a client said is not told, only who it is.
    assertThat(created.body() + cancelled.body()).doesNotContain("Lia", "+5511");
  }

  @Test
  void shouldShowASecretOnce() {
    JsonNode made = webhook("/secret", "block.created");
    String path = "/webhooks/" + made.path("webhookId").asText();
    assertThat(owner.get(path).expect(200).has("secret")).isFalse();
    assertThat(owner.get("/webhooks").expect(200).path("items").toString())
        .contains(made.path("webhookId").asText())
        .doesNotContain("whsec_");

    JsonNode rotated = owner.post(path + "/secret/rotate", Map.of()).expect(200);
    assertThat(rotated.path("secret").asText())
        .startsWith("whsec_")
        .isNotEqualTo(made.path("secret").asText());
    assertThat(rotated.path("previousSecretUntil").isTextual()).isTrue();
    JsonNode change = owner.get("/audit?object=webhook&limit=1").expect(200).at("/items/0");
    assertThat(change.path("hidden").toString()).isEqualTo("[\"secret\"]");
    assertThat(change.toString()).doesNotContain("whsec_");

    owner.delete(path).expect(204);
    owner.get(path).expect(404);
  }

  @Test
  void shouldSayAtOnceAllThatIsWrong() {
    JsonNode problem =
        owner
            .post(
                "/webhooks",
                Map.of(
                    "url",
                    "https://user:secret@10.0.0.1/",
                    "eventTypes",
                    List.of("booking.created", "booking.exploded")))
            .expect(400);

    assertThat(problem.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/url", "/eventTypes/1");
    assertThat(problem.toString())
        .contains("must be one of booking.created, booking.updated")
        .doesNotContain("user:secret");
  }

  private JsonNode webhook(String path, String... eventTypes) {
    return owner
        .post(
            "/webhooks",
            Map.of(
                "url",
                "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path),
                "eventTypes",
                List.of(eventTypes)))
        .expect(201);
  }

  private static String book() {
    return new CheckedClient(SHOP.visitor())
        .post("/public/bookings", SHOP.hourFor("Lia"))
        .expect(201)
        .path("bookingId")
        .asText();
  }

  private static Got got(String path, String type) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                RECEIVED.stream()
                    .filter(got -> got.path().equals(path))
                    .filter(got -> got.body().contains("\"type\":\"" + type + "\""))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static String signature(String secret, Got got) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    return "v1,"
        + Base64.getEncoder()
            .encodeToString(
                mac.doFinal(
                    (got.id() + "." + got.timestamp() + "." + got.body())
                        .getBytes(StandardCharsets.UTF_8)));
  }
}
