package io.marcado.senders.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.marcado.domain.TenantId;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.config.Variables;
import io.marcado.platform.config.Variables.InvalidConfiguration;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.marcado.secrets.Secrets;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Checked;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Given;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Part;
import io.marcado.senders.whatsapp.WhatsAppSender.Outcome;
import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real sender against an HTTP server that answers as the Graph API does, and as Secrets Manager
 * where the token comes from.
 */
class CloudApiWhatsAppSenderTest extends WhatsAppSenderContract {
  private static final TenantId BUSINESS = new TenantId("aaaaaaaaaaaaaaaa");
  private static final Given GIVEN = new Given("206540352242922", "102290129340398", "own-token");
  private static final String SENT =
      """
      {"messaging_product":"whatsapp","contacts":[{"input":"+5511999990001","wa_id":"5511999990001"}],
      "messages":[{"id":"wamid.1","message_status":"accepted"}]}
      """;
  private static final String REFUSED =
      """
      {"error":{"message":"(#%1$d) about +5511999990001","type":"OAuthException","code":%1$d,
      "error_data":{"messaging_product":"whatsapp","details":"+5511999990001"},"fbtrace_id":"t"}}
      """;

  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final List<ApplicationContext> contexts = new ArrayList<>();
  private final HttpServer server;
  private final WhatsAppSender sender;
  private volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private volatile String token = "token-1";
  private volatile int status = 200;
  private volatile String answer = SENT;
  private volatile boolean breaksOff;

  CloudApiWhatsAppSenderTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/graph/", this::message);
    server.createContext("/", this::secret);
    server.start();
    String origin = "http://localhost:" + server.getAddress().getPort();
    variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", origin);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("WHATSAPP_API_URL", origin + "/graph/v23.0");
    variables.put("WHATSAPP_PHONE_NUMBER_ID", "106540352242922");
    variables.put("WHATSAPP_TOKEN_SECRET", "marcado/whatsapp-token");
    variables.put("WHATSAPP_NUMBER_SECRETS", "marcado/whatsapp");
    sender = made();
  }

  @AfterEach
  void stop() {
    contexts.forEach(ApplicationContext::close);
    server.stop(0);
  }

  @Override
  WhatsAppSender sender() {
    return sender;
  }

  @Override
  List<String> handedOver() {
    return messages.stream()
        .map(
            message ->
                "%s|%s|%s|%s|%s"
                    .formatted(
                        message.path("to").asText(),
                        message.at("/template/name").asText(),
                        message.at("/template/language/code").asText().replace("pt_BR", "pt"),
                        String.join(
                            ", ",
                            message
                                .at("/template/components/0/parameters")
                                .findValuesAsText("text")),
                        message.at("/template/components/1/parameters/0/text").asText()))
        .toList();
  }

  @Test
  void shouldAskForTheTemplateWithTheCodeInItsTextAndInItsButton() throws IOException {
    assertThat(send()).isEqualTo(new Outcome.Accepted("wamid.1"));

    assertThat(paths).containsExactly("POST /graph/v23.0/106540352242922/messages");
    assertThat(tokens).containsExactly("Bearer token-1");
    assertThat(messages)
        .containsExactly(
            Json.parse(
                """
                {"messaging_product":"whatsapp","recipient_type":"individual",
                 "to":"+5511999990001","type":"template",
                 "template":{"name":"marcado_code","language":{"code":"pt_BR"},"components":[
                   {"type":"body","parameters":[{"type":"text","text":"012345"}]},
                   {"type":"button","sub_type":"url","index":"0",
                    "parameters":[{"type":"text","text":"012345"}]}]}}
                """));
  }

  @Test
  void shouldSendATextWithTheReferenceThatComesBack() throws IOException {
    assertThat(sender.send(ANA, new WhatsAppText("Até já!"), Optional.of("1/a/b/c")))
        .isEqualTo(new Outcome.Accepted("wamid.1"));

    assertThat(messages)
        .containsExactly(
            Json.parse(
                """
                {"messaging_product":"whatsapp","recipient_type":"individual",
                 "to":"+5511999990001","type":"text",
                 "text":{"preview_url":false,"body":"Até já!"},
                 "biz_opaque_callback_data":"1/a/b/c"}
                """));
  }

  @ParameterizedTest
  @CsvSource({"pt-PT, pt_PT", "pt-BR, pt_BR", "pt, pt_BR", "es, es", "en, en"})
  void shouldAskForTheTranslationOfTheCountry(String language, String code) {
    sender.send(ANA, WhatsAppTemplate.of("confirmed", Locale.forLanguageTag(language), "Zé"));

    assertThat(messages.getLast().at("/template/language/code").asText()).isEqualTo(code);
  }

  @Test
  void shouldSayThatATextComesTooLate() {
    refuse(400, 131047);

    assertThat(sender.send(ANA, new WhatsAppText("Até já!")))
        .isEqualTo(new Outcome.Refused(Reason.WINDOW_CLOSED));
  }

  @ParameterizedTest
  @ValueSource(ints = {131026, 131030, 131021, 130497})
  void shouldTakeANumberThatCannotBeReachedForARefusal(int code) {
    refuse(400, code);

    assertThat(send()).isEqualTo(new Outcome.Refused(Reason.NOT_DELIVERABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "401, 190",
    "403, 10",
    "404, 132001",
    "400, 132015",
    "400, 132016",
    "400, 100",
    "429, 130429",
    "400, 131056"
  })
  void shouldSayThatNothingIsTakenWhenItIsNotAboutTheNumber(int answered, int code) {
    refuse(answered, code);

    assertThat(send()).isEqualTo(new Outcome.Refused(Reason.NOT_TAKEN));
    assertThat(messages).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {\"error\":{\"code\":131000}}",
        "503 | Service Unavailable",
        "302 | ''",
        "200 | no json",
        "200 | {}",
        "200 | {\"messages\":[]}"
      })
  void shouldTakeAnUnclearAnswerForAnOutageAndNotAskAgain(int answered, String body) {
    status = answered;
    answer = body;

    assertThatThrownBy(this::send).isInstanceOf(WhatsAppUnavailableException.class);

    assertThat(messages).hasSize(1);
  }

  @Test
  void shouldTakeALostAnswerForAnOutageAndNotAskAgain() {
    send();
    breaksOff = true;

    assertThatThrownBy(this::send).isInstanceOf(WhatsAppUnavailableException.class);

    assertThat(messages).hasSize(2);
  }

  @Test
  void shouldTakeNobodyAtTheAddressForAnOutage() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      variables.put("WHATSAPP_API_URL", "http://localhost:" + closed.getLocalPort());
    }
    WhatsAppSender unreachable = made();

    assertThatThrownBy(() -> unreachable.send(ANA, code("012345", Locale.ENGLISH)))
        .isInstanceOf(WhatsAppUnavailableException.class);
  }

  @Test
  void shouldSendNothingWhenTooLittleTimeIsLeftForTheAnswer() {
    assertThatThrownBy(() -> Deadline.in(Duration.ofSeconds(2)).during(this::send))
        .isInstanceOf(WhatsAppUnavailableException.class);

    assertThat(messages).isEmpty();
  }

  @Test
  void shouldRepeatNothingThatTheProviderSaid() {
    status = 500;
    answer = REFUSED.formatted(131000);

    assertThatThrownBy(this::send)
        .isInstanceOf(WhatsAppUnavailableException.class)
        .hasMessageNotContaining("5511")
        .hasNoCause();
  }

  @Test
  void shouldReadTheTokenAnewAfterAWhileAndWhenItIsRefused() {
    send();
    token = "token-2";
    now = now.plus(Duration.ofMinutes(4));
    send();
    now = now.plus(Duration.ofMinutes(1));
    send();
    token = "token-3";
    refuse(401, 190);
    send();
    send();

    assertThat(tokens)
        .containsExactly(
            "Bearer token-1",
            "Bearer token-1",
            "Bearer token-2",
            "Bearer token-2",
            "Bearer token-3");
  }

  @Test
  void shouldSendFromABusinesssNumberWithItsToken() {
    token = "{\\\"phoneNumberId\\\":\\\"206540352242922\\\",\\\"accessToken\\\":\\\"own\\\"}";

    assertThat(own().send(ANA, new WhatsAppText("Oi"))).isEqualTo(new Outcome.Accepted("wamid.1"));
    assertThat(paths).containsExactly("POST /graph/v23.0/206540352242922/messages");
    assertThat(tokens).containsExactly("Bearer own");

    // The token of the number before is none of this one.
    assertThat(
            sender
                .from(new OwnNumber(BUSINESS, "306540352242922"))
                .send(ANA, new WhatsAppText("Oi")))
        .isEqualTo(new Outcome.Refused(Reason.TOKEN_REFUSED));
    assertThat(paths).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, 190, TOKEN_REFUSED",
    "403, 10, TOKEN_REFUSED",
    "403, 200, TOKEN_REFUSED",
    "404, 132001, TEMPLATE_REFUSED",
    "400, 132015, TEMPLATE_REFUSED",
    "400, 100, ACCOUNT_REFUSED",
    "403, 131031, ACCOUNT_REFUSED",
    "429, 130429, NOT_TAKEN",
    "400, 131026, NOT_DELIVERABLE",
    "400, 131047, WINDOW_CLOSED"
  })
  void shouldSayWhatTheOwnerOfANumberHasToMend(int answered, int code, Reason reason) {
    token = "{\\\"phoneNumberId\\\":\\\"206540352242922\\\",\\\"accessToken\\\":\\\"own\\\"}";
    refuse(answered, code);

    assertThat(own().send(ANA, new WhatsAppText("Oi"))).isEqualTo(new Outcome.Refused(reason));
    assertThat(messages).hasSize(1);
  }

  @Test
  void shouldLookANumberUpAndSubscribeToItsAccount() {
    answer =
        "{\"display_phone_number\":\"+55 11 3000-1000\",\"verified_name\":\"Zé\",\"success\":true}";

    assertThat(numbers().check(GIVEN)).isEqualTo(new Checked.Known("551130001000", "Zé"));

    assertThat(paths)
        .containsExactly(
            "GET /graph/v23.0/206540352242922?fields=display_phone_number%2Cverified_name",
            "POST /graph/v23.0/102290129340398/subscribed_apps");
    assertThat(tokens).containsOnly("Bearer own-token");
    assertThat(GIVEN.toString()).doesNotContain("own-token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | 190 | TOKEN",
        "400 | 190 | TOKEN",
        "403 | 10 | TOKEN",
        "400 | 100 | NUMBER,ACCOUNT",
        "404 | 803 | NUMBER,ACCOUNT"
      })
  void shouldSayWhatMetaDoesNotKnowOfANumber(int answered, int code, String parts) {
    refuse(answered, code);

    assertThat(numbers().check(GIVEN))
        .isEqualTo(
            new Checked.Refused(
                Stream.of(parts.split(",")).map(Part::valueOf).collect(Collectors.toSet())));
  }

  @ParameterizedTest
  @CsvSource({"500, 131000", "503, 2", "429, 4", "400, 80007"})
  void shouldNotJudgeANumberWhileMetaGivesNoAnswer(int answered, int code) {
    refuse(answered, code);

    assertThatThrownBy(() -> numbers().check(GIVEN))
        .isInstanceOf(WhatsAppUnavailableException.class)
        .hasMessageNotContaining("own-token");
  }

  private WhatsAppSender own() {
    return sender.from(new OwnNumber(BUSINESS, "206540352242922"));
  }

  private WhatsAppNumbers numbers() {
    return new WhatsAppClients().numbers(new Variables(variables));
  }

  @Test
  void shouldLetNothingLeaveTheProcessWhilePrimed() {
    List<Throwable> failures = new ArrayList<>();
    SdkTransport.answeringFromMemory(
        () -> {
          try {
            send();
          } catch (RuntimeException e) {
            failures.add(e);
          }
        });

    assertThat(messages).isEmpty();
    assertThat(tokens).isEmpty();
    assertThat(failures).isEmpty();
    // And nothing made up is remembered.
    send();
    assertThat(tokens).containsExactly("Bearer token-1");
  }

  @Test
  void shouldSendNothingWithoutANumberOfOurs() {
    variables.put("WHATSAPP_PHONE_NUMBER_ID", "");

    assertThat(made().send(ANA, code("012345", Locale.ENGLISH)))
        .isEqualTo(new Outcome.Refused(Reason.NOT_CONFIGURED));
    assertThat(messages).isEmpty();
  }

  @Test
  void shouldSayAtOnceWhatIsMissingBesidesTheNumber() {
    variables.remove("WHATSAPP_API_URL");
    variables.remove("WHATSAPP_TOKEN_SECRET");

    assertThatThrownBy(this::made)
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("WHATSAPP_API_URL")
        .hasMessageContaining("WHATSAPP_TOKEN_SECRET");
  }

  private Outcome send() {
    return sender.send(ANA, code("012345", Locale.forLanguageTag("pt-BR")));
  }

  private void refuse(int answered, int code) {
    status = answered;
    answer = REFUSED.formatted(code);
  }

  private WhatsAppSender made() {
    ApplicationContext context =
        ScopedValue.where(FunctionHost.CURRENT, new FunctionHost(variables, () -> now))
            .call(() -> new FunctionContext().start());
    contexts.add(context);
    return new WhatsAppClients()
        .sender(
            context.getBean(Variables.class),
            context.getProvider(Secrets.class),
            () -> now,
            BRAZIL);
  }

  private void message(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    messages.add(Json.parse(asked.isEmpty() ? "{}" : asked));
    if (breaksOff) {
      exchange.close();
      return;
    }
    if (status == 401) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "OAuth \"Facebook Platform\"");
    }
    respond(exchange, status, answer);
  }

  private void secret(HttpExchange exchange) throws IOException {
    JsonNode asked =
        Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    assertThat(asked.path("SecretId").asText())
        .isIn("marcado/whatsapp-token", "marcado/whatsapp/" + BUSINESS.value());
    respond(exchange, 200, "{\"SecretString\":\"%s\\n\"}".formatted(token));
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
