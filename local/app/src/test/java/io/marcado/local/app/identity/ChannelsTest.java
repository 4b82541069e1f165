package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each channel from the request to the message, which is listed without any waiting. */
class ChannelsTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final String PASSWORD = "corte-de-sexta";

  private final String phone = TestStack.phone();

  @ParameterizedTest
  @ValueSource(strings = {"WHATSAPP", "SMS"})
  void shouldCarryACodeByTheChannelThatWasAskedFor(String channel) {
    SHOP.business().register("Ana", phone, PASSWORD);
    Set<String> challenges = new HashSet<>();

    for (int i = 0; i < 3; i++) {
      String challenge =
          SHOP.visitor()
              .post("/auth/otp", Map.of("phone", phone, "channel", channel))
              .expect(202)
              .path("challengeId")
              .asText();
      JsonNode newest = newest(phone);
      assertThat(newest.path("channel").asText()).isEqualTo(channel);
      challenges.add(challenge);
      SHOP.visitor()
          .post(
              "/auth/otp/verify",
              Map.of(
                  "challengeId", challenge, "code", newest.path("body").asText().substring(0, 6)))
          .expect(200);
    }

    assertThat(challenges).hasSize(3);
  }

  @Test
  void shouldCarryACodeByEmail() {
    String address = "bia+" + phone.substring(1) + "@example.com";
    SHOP.visitor()
        .post(
            "/auth/register",
            Map.of("name", "Bia", "phone", phone, "password", PASSWORD, "email", address))
        .expect(201);
    ApiClient bia = SHOP.business().signIn(phone, PASSWORD);

    bia.post("/users/me/email/verification", "").expect(202);

    JsonNode newest = newest(address);
    assertThat(newest.path("channel").asText()).isEqualTo("EMAIL");
    assertThat(newest.path("body").asText()).containsPattern("(?<!\\d)\\d{6}(?!\\d)");
  }

  private static JsonNode newest(String to) {
    return TestStack.origin()
        .get("/_local/messages?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
        .expect(200)
        .path("messages")
        .path(0);
  }
}
