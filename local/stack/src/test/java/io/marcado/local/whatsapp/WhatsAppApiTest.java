package io.marcado.local.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Message;
import io.marcado.local.outbox.Outbox;
import io.marcado.local.storage.Documents;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BODY =
      """
      {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511999990001",
       "type":"template","template":{"name":"marcado_code","language":{"code":"pt_BR"},
       "components":[{"type":"body","parameters":[{"type":"text","text":"012345"}]},
        {"type":"button","sub_type":"url","index":"0",
         "parameters":[{"type":"text","text":"012345"}]}]}}
      """;
  private static final InstantSource NOW = () -> Instant.parse("2026-11-20T10:00:00Z");
  private static final String PATH = "/graph/v23.0/100000000000001/messages";

  private final WhatsAppApi api = new WhatsAppApi(URI.create("http://localhost:4000"));
  private final Outbox outbox = new Outbox(Documents.inMemory());

  @Test
  void shouldPutTheWordsOfTheTemplateIntoTheOutbox() throws IOException {
    assertThat(api.url()).hasToString("http://localhost:4000/graph/v23.0");

    Reply reply = send("POST", PATH, WhatsAppApi.TOKEN, BODY);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(JSON.readTree(reply.body()).at("/messages/0/id").asText()).startsWith("wamid.");
    assertThat(outbox.messages(Optional.of("+5511999990001")))
        .containsExactly(
            new Message(
                "WHATSAPP",
                "+5511999990001",
                "012345 é o seu código de verificação. Para a sua segurança, não o passe a"
                    + " ninguém.",
                "2026-11-20T10:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "whatsapp\",\"recipient | telegram\",\"recipient | 400 | 100",
        "+5511999990001 | 5511999990001 | 400 | 100",
        "\"template\",\"template\" | \"text\",\"template\" | 400 | 100",
        "marcado_code | '' | 404 | 132001",
        "pt_BR | de | 404 | 132001",
        "012345\"}]}]}} | 999999\"}]}]}} | 400 | 132000",
        "\"url\" | \"quick_reply\" | 400 | 132000",
        "{\"messaging | nonsense | 400 | 100"
      })
  void shouldRefuseWhatTheApiRefuses(String part, String instead, int status, int code)
      throws IOException {
    assertThat(BODY).contains(part);

    Reply reply = send("POST", PATH, WhatsAppApi.TOKEN, BODY.replace(part, instead));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(error(reply)).isEqualTo(code);
    assertThat(outbox.messages(Optional.empty())).isEmpty();
  }

  @Test
  void shouldShowTextsAndTheParametersOfOtherTemplates() throws IOException {
    String frame = "{\"messaging_product\":\"whatsapp\",\"to\":\"+5511999990001\",\"type\":%s}";
    String text = frame.formatted("\"text\",\"text\":{\"body\":\"Oi\"}");
    String template =
        frame.formatted(
            "\"template\",\"biz_opaque_callback_data\":\"1/a/b/c\",\"template\":"
                + "{\"name\":\"marcado_confirmed\",\"language\":{\"code\":\"pt_PT\"},"
                + "\"components\":[{\"type\":\"body\",\"parameters\":["
                + "{\"type\":\"text\",\"text\":\"Zé\"},{\"type\":\"text\",\"text\":\"Corte\"}]}]}");

    assertThat(send("POST", PATH, WhatsAppApi.TOKEN, text).status()).isEqualTo(200);
    assertThat(send("POST", PATH, WhatsAppApi.TOKEN, template).status()).isEqualTo(200);

    assertThat(outbox.messages(Optional.empty()))
        .extracting(Message::body)
        .containsExactlyInAnyOrder("Oi", "[marcado_confirmed pt_PT] Zé | Corte");
    Request told =
        api.told(asked("{\"to\":\"+5511999990001\",\"status\":\"read\"}"), NOW).orElseThrow();
    assertThat(told.path()).isEqualTo("/whatsapp/webhook");
    assertThat(told.header("x-hub-signature-256"))
        .hasValueSatisfying(one -> assertThat(one).hasSize(71));
    JsonNode status = JSON.readTree(told.body()).at("/entry/0/changes/0/value/statuses/0");
    assertThat(status.path("status").asText()).isEqualTo("read");
    assertThat(status.path("biz_opaque_callback_data").asText()).isEqualTo("1/a/b/c");
    assertThat(api.told(asked("{\"to\":\"+5511999990002\",\"status\":\"read\"}"), NOW)).isEmpty();
  }

  private static Request asked(String body) {
    return new Request(
        "POST",
        "/_local/whatsapp",
        "",
        "HTTP/1.1",
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        "127.0.0.1");
  }

  @Test
  void shouldKnowOneTokenAndOnePath() throws IOException {
    Reply stranger = send("POST", PATH, "other", BODY);
    Reply elsewhere = send("POST", "/graph/v23.0/100000000000001/media", WhatsAppApi.TOKEN, BODY);

    assertThat(stranger.status()).isEqualTo(401);
    assertThat(error(stranger)).isEqualTo(190);
    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(send("GET", PATH, WhatsAppApi.TOKEN, "").status()).isEqualTo(404);
    assertThat(outbox.messages(Optional.empty())).isEmpty();
  }

  private static int error(Reply reply) throws IOException {
    JsonNode body = JSON.readTree(reply.body());
    return body.path("error").path("code").asInt();
  }

  private Reply send(String method, String path, String token, String body) {
    Request request =
        new Request(
            method,
            path,
            "",
            "HTTP/1.1",
            Map.of("authorization", List.of("Bearer " + token)),
            body.getBytes(StandardCharsets.UTF_8),
            "127.0.0.1");
    assertThat(api.takes(request)).isTrue();
    return api.answer(request, outbox, NOW);
  }
}
