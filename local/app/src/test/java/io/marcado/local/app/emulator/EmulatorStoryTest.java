package io.marcado.local.app.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.gateway.Stage;
import io.marcado.messaging.reminders.Reminder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same functions on an emulator that we did not write, told apart by AWS_ENDPOINT_URL alone:
 * proof that nothing rests on our own local parts.
 */
class EmulatorStoryTest {
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneId.of("UTC"));
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

  private static final String OWNER = "+5511988880001";
  private static final String PASSWORD = "navalha-e-espelho";
  private static final String CLIENT = "+5511988880002";
  private static final String RIVAL = "+5511988880003";

  @Test
  @Timeout(120)
  void shouldTakeABookingAndTellItsClientOnMoto() throws Exception {
    Optional<MotoServer> installed = MotoServer.startIfInstalled();
    assumeTrue(installed.isPresent(), "moto_server is not installed (pip install 'moto[server]')");
    try (MotoServer moto = installed.get();
        EmulatedStack stack = new EmulatedStack(moto)) {
      tell(moto, stack);
    }
  }

  private static void tell(MotoServer moto, EmulatedStack stack) throws Exception {
    ApiClient origin = ApiClient.of(stack.origin());

    // Sign-up makes the tenant's stage in API Gateway.
    JsonNode tenant = signUp(origin);
    TenantId tenantId = new TenantId(tenant.path("tenantId").asText());
    Stage stage = stageNamed("navalha", stack);
    assertThat(stage.variables()).containsExactly(Map.entry("tenant", tenantId.value()));
    assertThat(stage.settings()).containsEntry("autoDeploy", true);
    assertThat(tenant.path("baseUrl").asText()).isEqualTo(stack.origin() + "/navalha");
    ApiClient visitor = origin.at(tenant.path("baseUrl").asText());

    // The owner's code comes by SNS, the key that signs tokens from Secrets Manager.
    ApiClient owner = signIn(visitor, moto, stack);
    assertThat(owner.get("/users/me").expect(200).path("role").asText()).isEqualTo("OWNER");

    String chair =
        owner
            .post("/resources", Map.of("name", "Cadeira 1", "kind", "SPACE"))
            .expect(201)
            .path("resourceId")
            .asText();
    String shave = service(owner, chair);

    // Free time, booked once and not twice.
    LocalDate day = workingDayAfterTomorrow();
    List<String> starts = starts(visitor, shave, day);
    assertThat(starts).hasSize(16);
    String start = starts.get(2);
    Reply booked = book(visitor, shave, start, "Lia", CLIENT);
    assertThat(booked.expect(201).path("status").asText()).isEqualTo("CONFIRMED");
    String bookingId = booked.json().path("bookingId").asText();
    Reply refused = book(visitor, shave, start, "Rui", RIVAL);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("slot-taken");
    assertThat(refused.json().path("alternatives")).isNotEmpty();
    assertThat(starts(visitor, shave, day)).hasSize(15).doesNotContain(start);

    // Stream, bus, queues: the client is told, the reminders are planned.
    stack.carryStream();
    assertThat(stack.carryQueueOf("RouteBookingMessages")).isEqualTo(1);
    assertThat(stack.carryQueueOf("SendMessages")).isEqualTo(1);
    assertThat(moto.messagesTo(CLIENT)).hasSize(1);
    Instant begins = OffsetDateTime.parse(start).toInstant();
    Map<String, String> planned = new HashMap<>();
    for (int minutes : new int[] {1440, 60}) {
      Reminder reminder = new Reminder(tenantId, bookingId, begins, List.of(chair), minutes);
      planned.put(reminder.scheduleName(), AT.format(reminder.dueAt()));
    }
    Map<String, EmulatedStack.Planned> schedules = stack.schedules();
    assertThat(schedules).hasSize(2);
    assertThat(schedules)
        .allSatisfy(
            (name, schedule) -> assertThat(planned.get(name)).isEqualTo(schedule.expression()));

    // Cancelled: told once more, the time is free again, and a reminder that comes due says
    // nothing.
    Reply cancelled = owner.post("/bookings/" + bookingId + "/cancel", Map.of());
    assertThat(cancelled.expect(200).path("status").asText()).isEqualTo("CANCELLED");
    stack.carryStream();
    assertThat(stack.carryQueueOf("RouteBookingMessages")).isEqualTo(1);
    assertThat(stack.carryQueueOf("SendMessages")).isEqualTo(1);
    assertThat(moto.messagesTo(CLIENT)).hasSize(2);
    schedules.values().forEach(stack::fire);
    assertThat(stack.carryQueueOf("RouteReminders")).isEqualTo(2);
    assertThat(stack.carryQueueOf("SendMessages")).isEqualTo(2);
    assertThat(moto.messagesTo(CLIENT)).hasSize(2);
    assertThat(starts(visitor, shave, day)).contains(start);
  }

  private static JsonNode signUp(ApiClient origin) {
    return origin
        .post(
            "/tenants",
            Map.of(
                "slug", "navalha",
                "businessName", "Barbearia Navalha",
                "template", "CONSULTATION",
                "timeZone", ZONE.getId(),
                "locale", "pt-BR",
                "currency", "BRL",
                "owner",
                    Map.of(
                        "name",
                        "Zé",
                        "phone",
                        OWNER,
                        "email",
                        "ze@navalha.example",
                        "password",
                        PASSWORD)))
        .expect(201);
  }

  private static Stage stageNamed(String slug, EmulatedStack stack) {
    List<Stage> stages = stack.stages();
    assertThat(stages).extracting(Stage::name).containsExactly(slug);
    return stages.getFirst();
  }

  private static ApiClient signIn(ApiClient visitor, MotoServer moto, EmulatedStack stack)
      throws Exception {
    String challenge =
        visitor
            .post("/auth/login", Map.of("phone", OWNER, "password", PASSWORD))
            .expect(200)
            .path("challengeId")
            .asText();
    stack.carryStream();
    String code =
        CODE.matcher(moto.messagesTo(OWNER).getLast())
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow();
    return visitor.as(
        visitor
            .post("/auth/login/verify", Map.of("challengeId", challenge, "code", code))
            .expect(200)
            .path("accessToken")
            .asText());
  }

  private static String service(ApiClient owner, String chair) {
    return owner
        .post(
            "/services",
            Map.of(
                "name",
                "Barba",
                "durationMinutes",
                30,
                "price",
                Map.of("amount", "35.00", "currency", "BRL"),
                "resourceIds",
                List.of(chair)))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  /** Far enough for both reminders to lie in the future. */
  private static LocalDate workingDayAfterTomorrow() {
    LocalDate day = LocalDate.now(ZONE).plusDays(2);
    while (day.getDayOfWeek().getValue() > 5) {
      day = day.plusDays(1);
    }
    return day;
  }

  private static List<String> starts(ApiClient visitor, String service, LocalDate day) {
    List<String> starts = new ArrayList<>();
    visitor
        .get("/services/%s/availability?from=%s&to=%s".formatted(service, day, day))
        .expect(200)
        .path("slots")
        .forEach(slot -> starts.add(slot.path("start").asText()));
    return starts;
  }

  private static Reply book(
      ApiClient visitor, String service, String start, String name, String phone) {
    return visitor.post(
        "/public/bookings",
        Map.of(
            "serviceId", service, "start", start, "client", Map.of("name", name, "phone", phone)));
  }
}
