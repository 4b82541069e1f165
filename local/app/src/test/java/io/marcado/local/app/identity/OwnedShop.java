package io.marcado.local.app.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.contract.CheckedClient;
import java.util.Map;

/** A business whose owner's phone, mailbox and password a test needs to know. */
final class OwnedShop {
  static final String PASSWORD = "tesoura-e-navalha";

  final String phone = TestStack.phone();
  final String email;
  final Business business;

  OwnedShop() {
    String slug = "own-" + phone.substring(4);
    email = "dona@" + slug + ".example.com";
    business =
        Business.signUp(
            TestStack.origin(),
            slug,
            "Salão " + slug,
            new Owner("Dona Célia", phone, email, PASSWORD));
  }

  CheckedClient visitor() {
    return new CheckedClient(business.visitor());
  }

  CheckedClient as(JsonNode tokens) {
    return new CheckedClient(business.visitor().as(tokens.path("accessToken").asText()));
  }

  /** The owner, signed in by password and SMS. */
  CheckedClient owner() {
    return as(business.tokens(phone, PASSWORD));
  }

  /** The first half of a login. */
  JsonNode login(String password) {
    return visitor().post("/auth/login", Map.of("phone", phone, "password", password)).expect(200);
  }

  /** A fresh proof by SMS, as a request brings it. */
  Map<String, Object> stepUp(CheckedClient client) {
    String challengeId = client.post("/auth/step-up", "").expect(200).path("challengeId").asText();
    return stepUp(challengeId, TestStack.messages().code(phone));
  }

  static Map<String, Object> stepUp(String challengeId, String code) {
    return Map.of("stepUp", Map.of("challengeId", challengeId, "code", code));
  }
}
