package io.marcado.local.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a business reads and writes of its messages. {@link BookingMessagesTest} sends them. */
class MessageTemplatesTest {
  private static final String CONFIRMED = "/message-templates/CONFIRMED/SMS/pt-BR";
  private static final String PREVIEW = "/message-templates/preview";
  private static final SignedUp SHOP = TestStack.business();

  private final ApiClient owner = SHOP.owner();

  @Test
  void shouldListOurWordsAndThoseOfTheBusinessWithWhatATextMayTell() {
    String reminder = "/message-templates/REMINDER/SMS/es";
    String text = "{{business}}: nos vemos {{when}}";
    owner.put(reminder, Map.of("text", text)).expect(200);

    JsonNode item = item("REMINDER");
    assertThat(item.path("audience").asText()).isEqualTo("CLIENT");
    assertThat(item.path("variables").findValuesAsText("name"))
        .containsExactly("business", "service", "resources", "when", "seats", "who", "link");
    assertThat(item.path("variables").path(0).path("sample").asText()).contains("Barbearia");
    assertThat(item.path("texts").findValuesAsText("locale"))
        .containsExactly("pt-BR", "pt-PT", "es", "en");
    JsonNode spanish = item.path("texts").path(2);
    assertThat(spanish.path("defaultText").asText()).startsWith("{{business}}: recordatorio");
    assertThat(spanish.path("own").path("text").asText()).isEqualTo(text);
    assertThat(item.path("texts").path(0).path("own").isNull()).isTrue();
    assertThat(item("TEAM_NEW").path("texts").findValuesAsText("channel")).contains("SMS", "EMAIL");

    owner.delete(reminder).expect(204);
    owner.delete(reminder).expect(204);
    assertThat(item("REMINDER").path("texts").path(2).path("own").isNull()).isTrue();
  }

  private JsonNode item(String kind) {
    return StreamSupport.stream(
            owner.get("/message-templates").expect(200).path("items").spliterator(), false)
        .filter(item -> item.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSayEverythingThatIsWrongAtOnceAndKeepNothing() {
    JsonNode refused =
        owner
            .put(
                "/message-templates/CANCELLED/SMS/pt-BR",
                Map.of("subject", "x", "text", "Ligue 0800 {{nome}} {{telefone}}"))
            .expect(400);

    assertThat(refused.path("errors").findValuesAsText("pointer"))
        .containsExactly("/subject", "/text", "/text", "/text", "/text");
    assertThat(refused.path("errors").path(1).path("detail").asText())
        .contains(
            "nome, telefone", "business, service, resources, when, seats, who, times, reason");
    assertThat(
            owner
                .put(
                    "/message-templates/CANCELLED/SMS/pt-BR",
                    Map.of("text", "Ligue 0800 ou veja example.com"))
                .expect(400)
                .path("errors")
                .findValuesAsText("code"))
        .contains("required", "not-allowed");
    assertThat(item("CANCELLED").path("texts").path(0).path("own").isNull()).isTrue();
  }

  @Test
  void shouldRefuseMessagesThatThereAreNot() {
    Map<String, String> text = Map.of("text", "{{business}}: {{when}}");

    owner.put("/message-templates/CONFIRMED/EMAIL/pt-BR", text).expect(404);
    owner.put("/message-templates/LOGIN_CODE/SMS/pt-BR", text).expect(400);
    owner.put("/message-templates/CONFIRMED/SMS/fr", text).expect(400);
    owner.delete("/message-templates/CONFIRMED/EMAIL/en").expect(404);
    owner
        .post(PREVIEW, Map.of("kind", "CONFIRMED", "channel", "EMAIL", "locale", "en"))
        .expect(404);
    owner
        .post(
            PREVIEW,
            Map.of("kind", "CONFIRMED", "channel", "SMS", "locale", "en", "bookingId", "b0unknown"))
        .expect(404);
  }

  @Test
  void shouldTakeAtMostThreeMessagesForOneText() {
    String long400 = "{{business}}: {{when}} " + "ж".repeat(370);

    assertThat(
            owner
                .put(CONFIRMED, Map.of("text", long400))
                .expect(400)
                .path("errors")
                .path(0)
                .path("detail")
                .asText())
        .contains("messages with usual names; at most 3");
  }

  @Test
  void shouldShowAMessageAsItWouldGoOut() {
    JsonNode ours =
        owner
            .post(PREVIEW, Map.of("kind", "CONFIRMED", "channel", "SMS", "locale", "pt-PT"))
            .expect(200);
    assertThat(ours.path("text").asText())
        .startsWith("Marcado / Barbearia ")
        .contains(": a sua marcacao esta confirmada. Corte de cabelo (Ana), ");
    assertThat(ours.path("encoding").asText()).isEqualTo("GSM_7");
    assertThat(ours.path("parts").asInt()).isOne();
    assertThat(ours.path("length").asInt()).isEqualTo(ours.path("text").asText().length());
    assertThat(ours.path("subject").isNull()).isTrue();

    JsonNode email =
        owner
            .post(PREVIEW, Map.of("kind", "TEAM_NEW", "channel", "EMAIL", "locale", "en"))
            .expect(200);
    assertThat(email.path("subject").asText()).contains(": new booking");
    assertThat(email.path("text").asText()).startsWith(email.path("subject").asText());
    assertThat(email.path("parts").isNull()).isTrue();

    JsonNode cyrillic =
        owner
            .post(
                PREVIEW,
                Map.of(
                    "kind",
                    "CONFIRMED",
                    "channel",
                    "SMS",
                    "locale",
                    "en",
                    "text",
                    "{{business}}: до встречи {{when}}"))
            .expect(200);
    assertThat(cyrillic.path("encoding").asText()).isEqualTo("UCS_2");
  }
}
