package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A client answers a message by a word, from the phone that got it. */
class ReplyStoryTest {
  private static final Shop SHOP = cancellable();

  private static Shop cancellable() {
    Shop shop = new Shop();
    shop.settings(Map.of("cancellationWindowMinutes", 0));
    return shop;
  }

  @Test
  void shouldConfirmByOneWordAtTheBusinessThatWroteLast() {
    String phone = TestStack.phone();
    Shop other = cancellable();
    String first = book(other, phone, "09:00");
    told(phone, 1);
    String second = book(SHOP, phone, "09:00");
    told(phone, 2);
    String id = UUID.randomUUID().toString();

    for (int deliveries = 0; deliveries < 3; deliveries++) {
      text(phone, "Sim, por favor", id);
    }

    assertThat(told(phone, 3))
        .contains(
            SHOP.owner.get("/settings").expect(200).at("/branding/displayName").asText(),
            "obrigado",
            "Corte (Ana)",
            "09:00");
    JsonNode confirmed = booking(SHOP, second);
    assertThat(confirmed.path("confirmedAt").asText()).isNotEmpty();
    assertThat(confirmed.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(booking(other, first).path("confirmedAt").isMissingNode()).isTrue();

    // A later text that was dealt with shows that the earlier ones were.
    text(phone, "Chego 5 minutos antes!", UUID.randomUUID().toString());
    await().until(() -> received(SHOP, second).size() == 2);
    JsonNode item = received(SHOP, second).getFirst();
    assertThat(item.path("text").asText()).isEqualTo("Chego 5 minutos antes!");
    assertThat(item.path("direction").asText()).isEqualTo("IN");
    assertThat(item.path("recipientId")).isEqualTo(confirmed.path("clientId"));
    assertThat(received(other, first)).isEmpty();
    assertThat(TestStack.messages().to(phone)).hasSize(3);
    assertThat(booking(SHOP, second)).isEqualTo(confirmed);
  }

  @Test
  void shouldCancelWhatTheClientSaysTwiceAndSayWhenThatIsTooLate() {
    String phone = TestStack.phone();
    String id = book(SHOP, phone, "11:00");
    told(phone, 1);
    SHOP.settings(Map.of("cancellationWindowMinutes", 60 * 24 * 60));
    try {
      text(phone, "2");
      assertThat(told(phone, 2)).contains("Corte", "11:00", "Fale conosco", "/l/");
    } finally {
      SHOP.settings(Map.of("cancellationWindowMinutes", 0));
    }

    text(phone, "2");
    assertThat(told(phone, 3)).contains("cancelar Corte", "11:00", "?");
    assertThat(booking(SHOP, id).path("status").asText()).isEqualTo("CONFIRMED");
    // Nobody could read the question so soon.
    text(phone, "2", UUID.randomUUID().toString(), now());
    text(phone, "2", UUID.randomUUID().toString(), now().plusSeconds(30));
    assertThat(told(phone, 4)).contains("cancelada");
    JsonNode cancelled = booking(SHOP, id);
    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("version").asInt()).isEqualTo(2);
  }

  @Test
  void shouldSendNoSmsOnceTheClientHasSaidStopUntilItIsWantedAgain() {
    String phone = TestStack.phone();
    String id = book(SHOP, phone, "14:00");
    told(phone, 1);
    text(phone, "PARAR");
    assertThat(told(phone, 2)).contains("VOLTAR");
    String client = "/users/" + booking(SHOP, id).path("clientId").asText();
    assertThat(SHOP.owner.get(client).expect(200).path("smsStoppedAt").asText()).isNotEmpty();

    book(SHOP, phone, "15:00");
    String dropped = "/messages?status=DROPPED&clientId=" + client.substring("/users/".length());
    await().until(() -> !SHOP.owner.get(dropped).expect(200).path("items").isEmpty());
    assertThat(SHOP.owner.get(dropped).expect(200).at("/items/0/reason").asText())
        .isEqualTo("SMS_STOPPED");
    assertThat(TestStack.messages().to(phone)).hasSize(2);

    text(phone, "voltar");
    assertThat(told(phone, 3)).contains("recebe de novo");
    assertThat(SHOP.owner.get(client).expect(200).path("smsStoppedAt").isMissingNode()).isTrue();
    book(SHOP, phone, "16:00");
    assertThat(told(phone, 4)).contains("16:00");
  }

  private static String book(Shop shop, String phone, String time) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at(time));
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    return Shop.id(shop.owner.post("/bookings", draft));
  }

  private static void text(String from, String words) {
    text(from, words, UUID.randomUUID().toString());
  }

  private static void text(String from, String words, String id) {
    text(from, words, id, now());
  }

  private static void text(String from, String words, String id, Instant sent) {
    TestStack.origin()
        .post(
            "/_local/texts", Map.of("from", from, "text", words, "id", id, "sent", sent.toString()))
        .expect(202);
  }

  private static Instant now() {
    return Instant.parse(TestStack.origin().get("/_local/clock").expect(200).path("now").asText());
  }

  /** The newest message, once there are so many. */
  private static String told(String phone, int messages) {
    return TestStack.messages()
        .await(phone, messages + " messages", bodies -> bodies.size() >= messages)
        .getFirst();
  }

  private static JsonNode booking(Shop shop, String id) {
    return shop.owner.get("/bookings/" + id).expect(200);
  }

  private static List<JsonNode> received(Shop shop, String bookingId) {
    return shop.owner
        .get("/messages?status=RECEIVED&bookingId=" + bookingId)
        .expect(200)
        .path("items")
        .valueStream()
        .toList();
  }
}
