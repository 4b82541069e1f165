package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.RawHttp;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a request says of its host, and who sent it on, appears in no message and no answer. */
class ForgedHostTest {
  private static final String EVIL = "evil.example.net";
  private static final House HOUSE = new House();
  private static final List<String> HEADERS =
      List.of(
          "X-Forwarded-Host: " + EVIL,
          "X-Forwarded-Proto: https-" + EVIL,
          "X-Forwarded-Server: " + EVIL,
          "X-Forwarded-Prefix: /" + EVIL,
          "X-Original-URL: http://" + EVIL + "/",
          "X-Host: " + EVIL,
          "Forwarded: for=192.0.2.1;host=" + EVIL + ";proto=https",
          "Origin: https://" + EVIL,
          "Referer: https://" + EVIL + "/",
          "User-Agent: " + EVIL);

  private final String phone = TestStack.phone();

  @Test
  void shouldSayNothingOfItInMessages() throws Exception {
    String start = HOUSE.start();
    send("/auth/register", Map.of("name", "Ana", "phone", phone, "password", House.PASSWORD), 201);
    send("/auth/login", Map.of("phone", phone, "password", House.PASSWORD), 200);
    HOUSE.signedUp().business().signIn(phone, House.PASSWORD);
    for (String channel : List.of("SMS", "WHATSAPP")) {
      send("/auth/otp", Map.of("phone", phone, "channel", channel), 202);
    }
    send("/auth/password/forgot", Map.of("phone", phone), 202);
    send("/auth/password/forgot", Map.of("phone", HOUSE.owner().phone()), 202);
    send("/staff", Map.of("name", "Caio", "phone", phone), 201);
    send(
        "/public/bookings",
        Map.of(
            "serviceId",
            HOUSE.serviceId(),
            "start",
            start,
            "client",
            Map.of("name", "Ana", "phone", phone)),
        201);

    List<String> texts =
        TestStack.messages().await(phone, "all messages", found -> found.size() >= 7);
    assertThat(texts).noneMatch(text -> text.contains("evil"));
    assertThat(TestStack.origin().get("/_local/messages").expect(200).toString())
        .doesNotContain(EVIL);
  }

  @Test
  void shouldBuildNoAddressFromItAtSignUp() throws Exception {
    String slug = "forged-" + House.number();
    String answer =
        send(
            URI.create(TestStack.shared().origin().toString()),
            "/tenants",
            Map.of(
                "slug", slug,
                "businessName", "Barbearia",
                "template", "CONSULTATION",
                "timeZone", "America/Sao_Paulo",
                "locale", "pt-BR",
                "currency", "BRL",
                "owner",
                    Map.of(
                        "name",
                        "Dora",
                        "phone",
                        phone,
                        "email",
                        slug + "@example.com",
                        "password",
                        House.PASSWORD)),
            201);
    assertThat(answer).contains("\"baseUrl\":\"" + TestStack.shared().origin() + "/" + slug + "\"");
  }

  @Test
  void shouldLetNoPageReadAnAnswerThatTheBusinessDoesNotKnow() {
    ApiClient owner = HOUSE.owner().api();
    Reply reply = owner.with("Origin", "https://" + EVIL).get("/users/me");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  private static void send(String path, Map<String, Object> body, int status) throws Exception {
    send(URI.create(HOUSE.visitor().base()), path, body, status);
  }

  private static String send(URI base, String path, Map<String, Object> body, int status) {
    List<String> headers = new ArrayList<>(List.of("Host: " + EVIL));
    headers.addAll(HEADERS);
    if (path.equals("/staff")) {
      headers.add("Authorization: " + HOUSE.owner().api().header("Authorization").orElseThrow());
    }
    String answer =
        RawHttp.send(base, "POST", base.getPath().replaceAll("/$", "") + path, headers, body);
    assertThat(answer).as(path).startsWith("HTTP/1.1 " + status).doesNotContain(EVIL);
    return answer;
  }
}
