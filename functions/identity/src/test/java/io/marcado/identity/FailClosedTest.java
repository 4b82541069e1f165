package io.marcado.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.FaultyDynamoDb.Fault;
import io.marcado.identity.accounts.login.LoginHandler;
import io.marcado.identity.accounts.login.RequestOtpHandler;
import io.marcado.identity.accounts.passwords.ForgotPasswordHandler;
import io.marcado.identity.accounts.profile.PatchMeHandler;
import io.marcado.identity.accounts.profile.RequestEmailVerificationHandler;
import io.marcado.identity.accounts.stepup.RequestStepUpHandler;
import io.marcado.identity.team.invitations.InviteAdminHandler;
import io.marcado.identity.team.invitations.InviteStaffHandler;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What makes a message go out, and so costs money, is not done while it cannot be counted. Through
 * the functions themselves, so that what is answered is seen as well.
 */
class FailClosedTest {
  /**
   * As little time as leaves some for a second attempt, so that the test does not wait for eight.
   */
  private static final int SHORT = 3_000;

  private static final int LONG = 10_000;

  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final SignedInOwner client = new SignedInOwner(fixture);
  private final Map<String, Request> requests = new LinkedHashMap<>();
  private final FaultyDynamoDb dynamoDb = new FaultyDynamoDb();
  private String token = "";

  /**
   * A request that is sound.
   *
   * @param messages that go out for it
   */
  private record Request(
      HttpEndpoint endpoint, APIGatewayV2HTTPEvent event, int status, int messages) {}

  @BeforeEach
  void prepare() throws IOException {
    client.become(Role.CLIENT);
    token = owner.accessToken();
    PhoneNumber nobody = IdentityFixture.phone();
    add("RequestOtp", RequestOtpHandler::new, at(client, otp(client.phone)), 202, 1);
    add("RequestOtp of nobody", RequestOtpHandler::new, at(client, otp(nobody)), 202, 0);
    // By SMS and, since it is an owner, by e-mail.
    add("ForgotPassword", ForgotPasswordHandler::new, at(owner, phone(owner.phone)), 202, 2);
    add("ForgotPassword of nobody", ForgotPasswordHandler::new, at(owner, phone(nobody)), 202, 0);
    add("Login", LoginHandler::new, at(owner, login()), 200, 1);
    add("RequestStepUp", RequestStepUpHandler::new, at(owner, Map.of()), 200, 1);
    add(
        "RequestEmailVerification",
        RequestEmailVerificationHandler::new,
        at(owner, Map.of()),
        202,
        1);
    add("InviteStaff", InviteStaffHandler::new, at(owner, invitation()), 201, 1);
    // The owner is told by SMS, and by no e-mail that is not proved.
    add("InviteAdmin", InviteAdminHandler::new, at(owner, invitation()), 201, 2);
    add("PatchMe", PatchMeHandler::new, at(owner, newPhone()), 200, 1);
  }

  @AfterEach
  void close() {
    requests.values().forEach(request -> request.endpoint().getApplicationContext().close());
    dynamoDb.close();
    fixture.close();
  }

  @Test
  void shouldSendNothingThatCannotBeCounted() throws JsonProcessingException {
    int before = sent();
    for (Fault fault : Fault.values()) {
      Map<String, APIGatewayV2HTTPResponse> answers = new LinkedHashMap<>();
      requests.forEach(
          (name, request) -> {
            dynamoDb.fail(fault);
            answers.put(name, send(request, SHORT));
            assertThat(dynamoDb.failed()).as("%s: failed counts of %s", fault, name).isPositive();
          });
      dynamoDb.heal();

      assertThat(answers)
          .as("%s", fault)
          .allSatisfy((_, answer) -> assertThat(answer.getStatusCode()).isEqualTo(503));
      for (String name : List.of("RequestOtp", "ForgotPassword")) {
        assertThat(seen(answers, name)).isEqualTo(seen(answers, name + " of nobody"));
      }
      assertThat(sent()).as("messages after %s", fault).isEqualTo(before);
    }

    // It was for nothing else that they were refused.
    requests.forEach(
        (name, request) -> {
          int until = sent();
          assertThat(send(request, LONG).getStatusCode()).as(name).isEqualTo(request.status());
          assertThat(sent() - until).as("messages of %s", name).isEqualTo(request.messages());
        });
  }

  private record Sent(SignedInOwner business, Map<String, Object> body) {}

  private static Sent at(SignedInOwner business, Map<String, Object> body) {
    return new Sent(business, body);
  }

  private void add(
      String name, Supplier<HttpEndpoint> constructor, Sent sent, int status, int messages)
      throws IOException {
    FunctionHost host =
        fixture.host(
            Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint(), "DATA_KEY_SECRET", "data-key"));
    HttpEndpoint endpoint = ScopedValue.where(FunctionHost.CURRENT, host).call(constructor::get);
    requests.put(name, new Request(endpoint, event(name, sent), status, messages));
  }

  /** The sample event of the operation, sent to the business, by its owner where it takes that. */
  private APIGatewayV2HTTPEvent event(String name, Sent sent) throws IOException {
    String operation = name.replaceAll(" .*", "");
    APIGatewayV2HTTPEvent event =
        Json.read(
            Files.readString(ProjectRoot.find().resolve("events/" + operation + ".json")),
            APIGatewayV2HTTPEvent.class);
    event.setStageVariables(Map.of("tenant", sent.business().tenant.value()));
    Map<String, String> headers = new HashMap<>(event.getHeaders());
    headers.remove("idempotency-key");
    headers.replace("authorization", "Bearer " + token);
    event.setHeaders(headers);
    if (!sent.body().isEmpty()) {
      event.setBody(Json.write(sent.body()));
    }
    return event;
  }

  private static APIGatewayV2HTTPResponse send(Request request, int millis) {
    Context context =
        (Context)
            Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, _) -> method.getReturnType() == int.class ? millis : null);
    return request.endpoint().handleRequest(request.event(), context);
  }

  private static Map<String, Object> phone(PhoneNumber phone) {
    return Map.of("phone", phone.e164());
  }

  private static Map<String, Object> otp(PhoneNumber phone) {
    return Map.of("phone", phone.e164(), "channel", "SMS");
  }

  private Map<String, Object> login() {
    return Map.of("phone", owner.phone.e164(), "password", "correct horse battery");
  }

  private static Map<String, Object> invitation() {
    return Map.of("name", "Caio", "phone", IdentityFixture.phone().e164());
  }

  /** A change of the phone, with the proof that it takes; it is good for five requests. */
  private Map<String, Object> newPhone() throws JsonProcessingException {
    Request stepUp = Objects.requireNonNull(requests.get("RequestStepUp"));
    String challengeId = Json.parse(send(stepUp, LONG).getBody()).path("challengeId").asText();
    Map<String, String> proof =
        Map.of("challengeId", challengeId, "code", fixture.code(owner.phone));
    return Map.of("phone", IdentityFixture.phone().e164(), "stepUp", proof);
  }

  /** What somebody who asks can compare. */
  private static JsonNode seen(Map<String, APIGatewayV2HTTPResponse> answers, String name)
      throws JsonProcessingException {
    APIGatewayV2HTTPResponse answer = Objects.requireNonNull(answers.get(name));
    ObjectNode seen = (ObjectNode) Json.parse(answer.getBody());
    seen.remove(List.of("traceId", "instance"));
    Map<String, String> headers = new HashMap<>(answer.getHeaders());
    headers.remove("X-Trace-Id");
    return seen.putPOJO("headers", headers);
  }

  /** How many messages went out; what waits is sent now. */
  private int sent() {
    return fixture.sent().size();
  }
}
