package io.marcado.local.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ErasureProof;
import io.marcado.identity.published.Erasures;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonalDataTest {
  private static final String PASSWORD = "corte-de-sexta";
  private static final String NOTE = "alérgica a nozes";

  private final SignedUp shop = TestStack.business();
  private final CheckedClient owner = new CheckedClient(shop.owner());
  private final CheckedClient visitor = new CheckedClient(shop.visitor());
  private final String chair = shop.business().resource(shop.owner(), "Cadeira", "PERSON");
  private final String cut =
      shop.business().service(shop.owner(), "Corte", 60, "50.00", List.of(chair));
  private final LocalDate monday =
      LocalDate.ofInstant(TestStack.shared().clock().instant(), ZoneId.of("America/Sao_Paulo"))
          .plusDays(14)
          .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

  /** A client of the shop with a booking. */
  private record Client(
      String phone, String refreshToken, CheckedClient api, String userId, JsonNode booking) {

    String bookingId() {
      return booking.path("bookingId").asText();
    }
  }

  @Test
  void shouldExportAllOfOnePersonAndNothingOfAnother() {
    Client ana = client("Ana Segredo", "09:00");
    Client bia = client("Bia Outra", "11:00");
    await().until(() -> !export(ana).path("messages").isEmpty());

    JsonNode export = export(ana);

    assertThat(export.path("account").path("userId").asText()).isEqualTo(ana.userId());
    assertThat(export.path("account").path("name").asText()).isEqualTo("Ana Segredo");
    assertThat(export.path("account").path("phone").asText()).isEqualTo(ana.phone());
    assertThat(export.path("account").path("hasPassword").asBoolean()).isTrue();
    assertThat(export.path("sessions")).hasSize(1);
    assertThat(export.path("bookings")).hasSize(1);
    assertThat(export.path("bookings").path(0).path("bookingId").asText())
        .isEqualTo(ana.bookingId());
    JsonNode booked = export.path("bookings").path(0);
    assertThat(booked.path("serviceName").asText()).isEqualTo("Corte");
    assertThat(booked.path("resourceNames").path(0).asText()).isEqualTo("Cadeira");
    assertThat(booked.path("localStart").path("at").asText()).endsWith("T09:00");
    assertThat(booked.path("notes").asText()).isEqualTo(NOTE);
    assertThat(booked.path("customFields").path("child").asText()).isEqualTo("Leozinho");
    assertThat(export.path("messages").path(0).path("kind").asText()).isEqualTo("CONFIRMED");
    assertThat(export.path("securityEvents").findValuesAsText("type")).contains("login.succeeded");
    assertThat(export.path("nextCursor").isNull()).isTrue();
    assertThat(export.toString())
        .doesNotContain("argon", bia.userId(), bia.phone(), bia.bookingId(), "Bia");
  }

  @Test
  void shouldExportBothTimesOfAWaitingMove() {
    owner.patch("/settings", Map.of("approval", "MANUAL")).expect(200);
    Client ana = client("Ana Segredo", "09:00");
    owner.post("/bookings/%s/confirm".formatted(ana.bookingId()), Map.of()).expect(200);
    String start = ana.booking().path("start").asText();
    JsonNode moved =
        ana.api()
            .with("If-Match", "\"2\"")
            .patch(
                "/bookings/" + ana.bookingId(), Map.of("start", start.replace("T09:00", "T11:00")))
            .expect(200);

    JsonNode booked = export(ana).path("bookings").path(0);

    assertThat(booked.path("expiresAt")).isEqualTo(moved.path("expiresAt"));
    assertThat(Instant.parse(booked.path("approved").path("start").asText()))
        .isEqualTo(OffsetDateTime.parse(start).toInstant());
    assertThat(booked.path("approved").path("resourceIds"))
        .isEqualTo(ana.booking().path("resourceIds"));
  }

  @Test
  void shouldRefuseEveryTokenFromTheNextRequestOn() {
    Client ana = client("Ana Segredo", "09:00");

    assertThat(erase(ana).status()).isEqualTo(204);

    assertThat(ana.api().get("/users/me").status()).isEqualTo(401);
    assertThat(ana.api().get("/users/me/export").status()).isEqualTo(401);
    assertThat(ana.api().delete("/users/me").status()).isEqualTo(401);
    assertThat(visitor.post("/auth/refresh", Map.of("refreshToken", ana.refreshToken())).status())
        .isEqualTo(401);
    assertThat(logIn(ana).code()).isEqualTo("invalid-credentials");
  }

  @Test
  void shouldEraseNobodyWithoutAStepUp() {
    Client ana = client("Ana Segredo", "09:00");
    Map<String, Object> wrong =
        Map.of("stepUp", Map.of("challengeId", "nothere", "code", "123456"));

    assertThat(ana.api().delete("/users/me").code()).isEqualTo("step-up-required");
    assertThat(ana.api().delete("/users/me", wrong).code()).isEqualTo("code-expired");

    assertThat(ana.api().get("/users/me").expect(200).path("name").asText())
        .isEqualTo("Ana Segredo");
  }

  @Test
  void shouldKeepTheTimeOfABookingAndNotThePerson() {
    Client ana = client("Ana Segredo", "09:00");
    Client bia = client("Bia Outra", "11:00");
    erase(ana).expect(204);

    JsonNode booking = owner.get("/bookings/" + ana.bookingId()).expect(200);
    assertThat(booking.path("start")).isEqualTo(ana.booking().path("start"));
    assertThat(booking.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(booking.path("price")).isEqualTo(ana.booking().path("price"));
    assertThat(booking.path("notes").isNull()).isTrue();
    assertThat(booking.path("customFields")).isEmpty();

    JsonNode calendar = owner.get("/calendar?from=%s&to=%s".formatted(monday, monday)).expect(200);
    assertThat(calendar.path("items")).hasSize(2);
    JsonNode erased = calendar.path("items").path(0).path("client");
    assertThat(erased.path("erased").asBoolean()).isTrue();
    assertThat(erased.path("userId").asText()).isEqualTo(ana.userId());
    assertThat(erased.path("name").isNull()).isTrue();
    JsonNode other = calendar.path("items").path(1).path("client");
    assertThat(other.path("erased").asBoolean()).isFalse();
    assertThat(other.path("phone").asText()).isEqualTo(bia.phone());

    assertThat(owner.get("/users/" + ana.userId()).status()).isEqualTo(404);
    assertThat(owner.get("/users?limit=100").expect(200).toString())
        .contains(bia.userId())
        .doesNotContain(ana.userId(), "Ana Segredo");
    // The time is taken still.
    assertThat(bia.api().post("/bookings", draft("09:00")).code()).isEqualTo("slot-taken");
  }

  @Test
  void shouldTellTheErasedNothingMore() {
    Client ana = client("Ana Segredo", "09:00");
    TestStack.messages().await(ana.phone(), "a confirmation", texts -> isConfirmed(texts));
    erase(ana).expect(204);
    List<String> told = TestStack.messages().to(ana.phone());

    owner.post("/bookings/%s/cancel".formatted(ana.bookingId()), Map.of()).expect(200);

    await().until(() -> dropped(ana.bookingId()));
    assertThat(TestStack.messages().to(ana.phone())).isEqualTo(told);
  }

  @Test
  void shouldTakeTheSamePhoneForSomebodyNew() {
    Client ana = client("Ana Segredo", "09:00");
    erase(ana).expect(204);

    CheckedClient again =
        new CheckedClient(shop.business().register("Ana de Novo", ana.phone(), PASSWORD));

    JsonNode export = again.get("/users/me/export").expect(200);
    assertThat(export.path("account").path("userId").asText()).isNotEqualTo(ana.userId());
    assertThat(export.path("bookings")).isEmpty();
    assertThat(again.get("/bookings/" + ana.bookingId()).status()).isEqualTo(404);
  }

  @Test
  void shouldLetNoCodeOutliveThePerson() {
    Client ana = client("Ana Segredo", "09:00");
    String login = logIn(ana).expect(200).path("challengeId").asText();
    String loginCode = TestStack.messages().code(ana.phone());
    String otp =
        visitor
            .post("/auth/otp", Map.of("phone", ana.phone(), "channel", "SMS"))
            .expect(202)
            .path("challengeId")
            .asText();
    String otpCode = TestStack.messages().code(ana.phone());
    visitor.post("/auth/password/forgot", Map.of("phone", ana.phone())).expect(202);
    String reset = TestStack.messages().token(ana.phone());

    erase(ana).expect(204);

    assertThat(
            visitor
                .post("/auth/login/verify", Map.of("challengeId", login, "code", loginCode))
                .status())
        .isEqualTo(401);
    assertThat(
            visitor.post("/auth/otp/verify", Map.of("challengeId", otp, "code", otpCode)).status())
        .isEqualTo(401);
    assertThat(
            visitor
                .post(
                    "/auth/password/reset",
                    Map.of("token", reset, "newPassword", "outra-senha-longa"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void shouldTakeSomebodyWhoWorksThereOutOfTheTeam() {
    String phone = TestStack.phone();
    CheckedClient admin =
        new CheckedClient(
            shop.business().admin(shop.owner(), "Rui Chefe", phone, "rui@example.com", PASSWORD));
    assertThat(owner.get("/admins").expect(200).path("items")).hasSize(1);

    erase(admin).expect(204);

    assertThat(owner.get("/admins").expect(200).path("items")).isEmpty();
    assertThat(admin.get("/settings").status()).isEqualTo(401);
    // The invitation that was accepted had them too.
    assertThat(everything()).doesNotContain("Rui Chefe", "rui@example.com");
  }

  @Test
  void shouldBookNothingForTheErased() {
    Client ana = client("Ana Segredo", "09:00");
    erase(ana).expect(204);
    Map<String, Object> draft = new HashMap<>(draft("11:00"));
    draft.put("clientId", ana.userId());

    assertThat(owner.post("/bookings", draft).status()).isEqualTo(400);
  }

  @Test
  void shouldKeepTheLastOwner() {
    Reply refused = erase(owner);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("last-owner");
    assertThat(owner.get("/users/me").status()).isEqualTo(200);
  }

  @Test
  void shouldNotTouchTheSamePersonElsewhere() {
    Client ana = client("Ana Segredo", "09:00");
    SignedUp elsewhere = TestStack.business();
    CheckedClient there =
        new CheckedClient(elsewhere.business().register("Ana Segredo", ana.phone(), PASSWORD));

    erase(ana).expect(204);

    assertThat(there.get("/users/me").expect(200).path("phone").asText()).isEqualTo(ana.phone());
  }

  @Test
  void shouldFinishWhatWasCutOffBehindItsFirstStep() throws Exception {
    Client ana = client("Ana Segredo", "09:00");
    // As the function leaves it when it is killed behind its one transaction.
    begin(ana);
    assertThat(ana.api().get("/users/me").status()).isEqualTo(401);
    assertThat(owner.get("/bookings/" + ana.bookingId()).expect(200).path("notes").asText())
        .isEqualTo(NOTE);

    byte[] event = Files.readAllBytes(ProjectRoot.find().resolve("events/FinishErasures.json"));
    byte[] answer =
        TestStack.shared().functions().find("FinishErasures").orElseThrow().invoke(event);

    assertThat(new String(answer, StandardCharsets.UTF_8)).contains("done");
    JsonNode booking = owner.get("/bookings/" + ana.bookingId()).expect(200);
    assertThat(booking.path("notes").isNull()).isTrue();
    assertThat(booking.path("start")).isEqualTo(ana.booking().path("start"));
  }

  @Test
  void shouldHaveTheErasureInTheAuditTrail() {
    Client ana = client("Ana Segredo", "09:00");
    erase(ana).expect(204);

    JsonNode events = owner.get("/security-events?type=account.erased").expect(200).path("items");

    assertThat(events).hasSize(1);
    assertThat(events.path(0).path("subjectId").asText()).isEqualTo(ana.userId());
    assertThat(events.toString()).doesNotContain(ana.phone(), "Ana Segredo");
  }

  private Client client(String name, String time) {
    String phone = TestStack.phone();
    visitor
        .post("/auth/register", Map.of("name", name, "phone", phone, "password", PASSWORD))
        .expect(201);
    JsonNode tokens = shop.business().tokens(phone, PASSWORD);
    CheckedClient api = new CheckedClient(shop.visitor().as(tokens.path("accessToken").asText()));
    JsonNode booking = api.post("/bookings", draft(time)).expect(201);
    return new Client(
        phone,
        tokens.path("refreshToken").asText(),
        api,
        booking.path("clientId").asText(),
        booking);
  }

  private Map<String, Object> draft(String time) {
    return Map.of(
        "serviceId", cut,
        "resourceId", chair,
        "start", monday + "T" + time + ":00-03:00",
        "notes", NOTE,
        "customFields", Map.of("child", "Leozinho"));
  }

  private static JsonNode export(Client client) {
    return client.api().get("/users/me/export").expect(200);
  }

  private static Reply erase(Client client) {
    return erase(client.api());
  }

  private static Reply erase(CheckedClient person) {
    String phone = person.get("/users/me").expect(200).path("phone").asText();
    String challenge = person.post("/auth/step-up", "").expect(200).path("challengeId").asText();
    Map<String, String> stepUp =
        Map.of("challengeId", challenge, "code", TestStack.messages().code(phone));
    return person.delete("/users/me", Map.of("stepUp", stepUp));
  }

  private Reply logIn(Client client) {
    return visitor.post("/auth/login", Map.of("phone", client.phone(), "password", PASSWORD));
  }

  private static boolean isConfirmed(List<String> texts) {
    return texts.stream().anyMatch(text -> text.contains("confirmada"));
  }

  /** True once a message about a booking was dropped since nobody is there to get it. */
  private boolean dropped(String bookingId) {
    return items().anyMatch(item -> item.contains("NO_RECIPIENT") && item.contains(bookingId));
  }

  /** All that is kept of the business, as text. */
  private String everything() {
    return items().collect(Collectors.joining("\n"));
  }

  private Stream<String> items() {
    DynamoDbLocal table = TestStack.shared().table();
    String mine = "T#" + tenant().value() + "#";
    return table
        .client()
        .scanPaginator(request -> request.tableName(table.tableName()))
        .items()
        .stream()
        .map(Object::toString)
        .filter(item -> item.contains(mine));
  }

  private void begin(Client client) {
    InstantSource clock = TestStack.shared().clock();
    FunctionHost host = new FunctionHost(TestStack.shared().table().variables(), clock);
    try (ApplicationContext context =
        ScopedValue.where(FunctionHost.CURRENT, host).call(() -> new FunctionContext().start())) {
      assertThat(
              context
                  .getBean(Erasures.class)
                  .begin(
                      new Actor.Person(
                          tenant(),
                          new PersonId(client.userId()),
                          Role.CLIENT,
                          new SessionId("session"),
                          "203.0.113.7"),
                      new ErasureProof(List.of()),
                      clock.instant())
                  .whyRefused())
          .isEmpty();
    }
  }

  private TenantId tenant() {
    return new TenantId(
        Objects.requireNonNull(
            TestStack.shared()
                .stages()
                .named(shop.business().slug())
                .orElseThrow()
                .variables()
                .get("tenant")));
  }
}
