package io.marcado.local.app.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Role;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignUpEndpointTest {
  private final ApiClient origin = TestStack.origin();

  @Test
  void shouldMakeABaseUrlThatWorksAtOnce() {
    Map<String, Object> request = request(slug());

    JsonNode tenant = origin.post("/tenants", request).expect(201);

    assertThat(tenant.path("slug").asText()).isEqualTo(request.get("slug"));
    assertThat(tenant.path("plan").asText()).isEqualTo("FREE");
    assertThat(tenant.path("baseUrl").asText())
        .isEqualTo(origin.base() + "/" + request.get("slug"));
    ApiClient base = origin.at(tenant.path("baseUrl").asText());
    assertThat(base.get("/services").expect(200).path("items")).isEmpty();
  }

  @Test
  void shouldLetTheOwnerSignInAsTheOwner() {
    JsonNode me = TestStack.business().owner().get("/users/me").expect(200);

    assertThat(me.path("role").asText()).isEqualTo(Role.OWNER.name());
  }

  @Test
  void shouldGiveTheSlugToOneOfManyAtOnce() throws InterruptedException, ExecutionException {
    Map<String, Object> request = request(slug());
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(32)) {
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < 32; i++) {
        replies.add(
            executor.submit(
                () -> {
                  start.await();
                  return origin.post("/tenants", request);
                }));
      }
      start.countDown();
    }

    int signedUp = 0;
    for (Future<Reply> each : replies) {
      Reply reply = each.get();
      if (reply.status() == 201) {
        signedUp++;
      } else {
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("slug-taken");
      }
    }
    assertThat(signedUp).isEqualTo(1);
  }

  @Test
  void shouldAnswerTheSameKeyAndBodyWithTheSameBusiness() {
    ApiClient keyed = origin.with("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, Object> request = request(slug());

    Reply first = keyed.post("/tenants", request);
    Reply second = keyed.post("/tenants", request);
    request.put("businessName", "Another Name");
    Reply third = keyed.post("/tenants", request);

    assertThat(second.expect(201)).isEqualTo(first.expect(201));
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.header("Idempotent-Replayed")).contains("true");
    assertThat(third.status()).isEqualTo(422);
    assertThat(third.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void shouldLeaveNothingOfARefusedSignUp() {
    Map<String, Object> request = request(slug());
    Map<String, Object> wrong = new HashMap<>(request);
    wrong.put("timeZone", "Mars/Olympus");

    Reply refused = origin.post("/tenants", wrong);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/timeZone");
    assertThat(origin.get("/" + request.get("slug") + "/services").code())
        .isEqualTo("no-such-business");
    origin.post("/tenants", request).expect(201);
  }

  @Test
  void shouldRefuseASlugThatLooksLikeAnAddressOfTheProduct() {
    for (String slug : List.of("docs", "openapi", "problems", "services", "xn--navalha-9za")) {
      Reply reply = origin.post("/tenants", request(slug));
      assertThat(reply.status()).as(slug).isEqualTo(400);
      assertThat(reply.json().path("errors").findValuesAsText("pointer")).containsExactly("/slug");
    }
  }

  @Test
  void shouldTakeAProofOfTheOwnersPhone() {
    String phone = TestStack.phone();
    Map<String, Object> request = request(slug(), phone);
    JsonNode asked = origin.post("/tenants/codes", Map.of("phone", phone)).expect(202);
    String code = new Messages(origin).code(phone);
    String challenge = asked.path("challengeId").asText();

    request.put(
        "phoneProof",
        Map.of("challengeId", challenge, "code", code.equals("000000") ? "000001" : "000000"));
    Reply wrong = origin.post("/tenants", request);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.code()).isEqualTo("invalid-code");
    assertThat(wrong.json().path("attemptsLeft").asInt()).isEqualTo(4);

    request.put("phoneProof", Map.of("challengeId", challenge, "code", code));
    origin.post("/tenants", request).expect(201);
    request.put("slug", slug());
    Reply again = origin.post("/tenants", request);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.code()).isEqualTo("code-expired");
  }

  private static String slug() {
    return "t-" + UUID.randomUUID().toString().substring(0, 18);
  }

  private static Map<String, Object> request(String slug) {
    return request(slug, TestStack.phone());
  }

  private static Map<String, Object> request(String slug, String phone) {
    Map<String, Object> request = new HashMap<>();
    request.put("slug", slug);
    request.put("businessName", "Barbearia " + slug);
    request.put("template", "SERVICE_TABLE");
    request.put("timeZone", "America/Sao_Paulo");
    request.put("locale", "pt-BR");
    request.put("currency", "BRL");
    request.put(
        "owner",
        Map.of(
            "name", "Zé Carvalho",
            "phone", phone,
            "email", "ze@example.com",
            "password", "tesoura-e-navalha"));
    return request;
  }
}
