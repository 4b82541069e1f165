package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why a time can be booked or not, as each caller is told; docs/guides/why-not-then.md. */
class WhyNotThenTest {
  private final Shop shop = new Shop();

  @Test
  void shouldTellAVisitorThatItIsTakenAndNotByWhom() {
    Reply booked =
        shop.visitor.post(
            "/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("09:00")));
    String id = Shop.id(booked);
    String start = shop.at("09:00");

    JsonNode answer = ask(shop.visitor, start, "&resourceId=" + shop.ana);

    assertThat(answer.path("works").asBoolean()).isFalse();
    assertThat(answer.path("code").asText()).isEqualTo("slot-taken");
    assertThat(answer.path("text").asText()).isEqualTo("Este horário está ocupado.");
    assertThat(broken(answer)).containsAnyOf("taken", "held").hasSize(1);
    assertThat(answer.path("clientChecks")).isEmpty();
    assertThat(answer.toString()).doesNotContain(id, "bookings", "Lia");
    Reply refused =
        shop.visitor.post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, start));
    assertThat(refused.code()).isEqualTo("slot-taken");
    assertThat(answer.path("alternatives")).isEqualTo(refused.json().path("alternatives"));
    assertThat(answer.path("after").path(0).path("resourceIds").path(0).asText())
        .isEqualTo(shop.ana);

    JsonNode anybody = ask(shop.visitor, start, "");
    assertThat(anybody.path("works").asBoolean()).isTrue();
    assertThat(anybody.path("code").isNull()).isTrue();
    assertThat(anybody.path("needs").path(0).path("resources")).hasSize(2);
  }

  @Test
  void shouldTellStaffWhichBookingIsInTheWay() {
    String id =
        Shop.id(
            shop.visitor.post(
                "/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("09:00"))));

    JsonNode answer = ask(shop.owner, shop.at("09:30"), "&resourceId=" + shop.ana);

    JsonNode ana = answer.path("needs").path(0).path("resources").path(0);
    assertThat(ana.path("bookings")).hasSize(1);
    assertThat(ana.path("bookings").path(0).path("bookingId").asText()).isEqualTo(id);
    assertThat(ana.path("bookings").path(0).path("start").asText()).isEqualTo(shop.at("09:00"));
  }

  @Test
  void shouldSayWhichDateIsClosedInTheLanguageOfTheBusiness() {
    shop.settings(Map.of("closedDates", List.of(shop.monday.toString()), "locale", "en-GB"));
    shop.owner
        .put("/resources/" + shop.bruno + "/overrides/" + shop.monday, Map.of("closed", true))
        .expect(200);

    JsonNode answer = ask(shop.visitor, shop.at("09:00"), "");

    assertThat(answer.path("code").asText()).isEqualTo("outside-opening-hours");
    assertThat(answer.path("text").asText())
        .isEqualTo("It is not open for the whole of this time.");
    assertThat(broken(answer)).containsExactly("closed", "override");
    JsonNode closed = answer.path("needs").path(0).path("resources").path(0).path("checks").path(0);
    assertThat(closed.path("date").asText()).isEqualTo(shop.monday.toString());
    assertThat(closed.path("text").asText()).startsWith("The business is closed on Mon");
    shop.settings(Map.of("locale", "es-AR"));
    assertThat(ask(shop.visitor, shop.at("09:00"), "").path("text").asText())
        .isEqualTo("No está abierto durante todo este horario.");
  }

  @Test
  void shouldTellAClientAloneOfItsOwnLimit() {
    // How a limit refuses is tested without HTTP: the limits of this stack are off.
    JsonNode own = ask(shop.client("Lia"), shop.at("09:00"), "").path("clientChecks");

    assertThat(own.findValuesAsText("code")).containsExactly("limit");
    assertThat(own.path(0).path("works").asBoolean()).isTrue();
    assertThat(ask(shop.visitor, shop.at("09:00"), "").path("clientChecks")).isEmpty();
    assertThat(ask(shop.owner, shop.at("09:00"), "").path("clientChecks")).isEmpty();
  }

  @Test
  void shouldTellStaffAloneWhetherAClientIsBarred() {
    CheckedClient lia = shop.client("Lia");
    String id = lia.get("/users/me").expect(200).path("userId").asText();
    JsonNode before = ask(shop.owner, shop.at("09:00"), "&clientId=" + id);
    assertThat(before.path("works").asBoolean()).isTrue();
    shop.owner.patch("/users/" + id, Map.of("enabled", false)).expect(200);

    JsonNode answer = ask(shop.owner, shop.at("09:00"), "&clientId=" + id);

    assertThat(answer.path("code").asText()).isEqualTo("booking-not-taken");
    assertThat(answer.path("clientChecks").path(0).path("code").asText()).isEqualTo("barred");
    assertThat(answer.path("clientChecks").path(0).path("works").asBoolean()).isFalse();
    Reply visitor = shop.visitor.get(path(shop.at("09:00"), "&clientId=" + id));
    assertThat(visitor.status()).isEqualTo(400);
    assertThat(visitor.json().path("errors").path(0).path("code").asText())
        .isEqualTo("not-allowed");
    Reply nobody = shop.owner.get(path(shop.at("09:00"), "&clientId=nobody"));
    assertThat(nobody.json().path("errors").path(0).path("code").asText())
        .isEqualTo("unknown-reference");
  }

  @Test
  void shouldTellOfAClassWhetherASessionStartsThenAndHasSeats() {
    shop.settings(Map.of("locale", "en-GB"));
    String yoga = shop.yoga();
    String six = session(yoga, "18:00");
    String eight = session(yoga, "20:00");

    JsonNode none = askOf(yoga, shop.visitor, shop.at("19:00"));
    assertThat(none.path("works").asBoolean()).isFalse();
    assertThat(none.path("code").asText()).isEqualTo("no-session");
    assertThat(none.path("text").asText())
        .isEqualTo("The class has no session that starts at this time.");
    assertThat(none.path("needs")).isEmpty();
    assertThat(none.path("sessions")).isEmpty();
    assertThat(none.path("before").path(0).path("sessionId").asText()).isEqualTo(six);
    assertThat(none.path("after").path(0).path("sessionId").asText()).isEqualTo(eight);
    assertThat(none.path("after").path(0).path("seatsLeft").asInt()).isEqualTo(1);

    JsonNode free = askOf(yoga, shop.visitor, shop.at("18:00"));
    assertThat(free.path("works").asBoolean()).isTrue();
    assertThat(free.path("sessions").path(0).path("seatsLeft").asInt()).isEqualTo(1);

    shop.client("Lia").post("/bookings", Map.of("sessionId", six)).expect(201);
    JsonNode full = askOf(yoga, shop.visitor, shop.at("18:00"));
    assertThat(full.path("code").asText()).isEqualTo("session-full");
    assertThat(full.path("sessions").path(0).path("checks").findValuesAsText("text"))
        .contains("No seats left (1 in all).");
    assertThat(full.path("alternatives").path(0).path("sessionId").asText()).isEqualTo(eight);
    assertThat(full.toString()).doesNotContain("Lia", "bookings");

    shop.owner.post("/sessions/" + eight + "/cancel", Map.of("reason", "Ana is ill")).expect(200);
    JsonNode cancelled = askOf(yoga, shop.visitor, shop.at("20:00"));
    assertThat(cancelled.path("code").asText()).isEqualTo("session-cancelled");
    assertThat(cancelled.path("text").asText()).isEqualTo("The session does not take place.");
    assertThat(cancelled.path("after")).isEmpty();
  }

  @Test
  void shouldTellClientsThatBlockedTimeIsTakenAndNotWhy() {
    String dentist = block("09:00", "10:00", "Dentista", true);
    String repair = block("09:30", "11:00", "Conserto", false);
    block("11:00", "12:00", "Curso", false);

    JsonNode visitor = ask(shop.visitor, shop.at("09:00"), "&resourceId=" + shop.ana);
    JsonNode owner = ask(shop.owner, shop.at("09:00"), "&resourceId=" + shop.ana);
    JsonNode key = ask(shop.apiKey("bookings:read"), shop.at("09:00"), "&resourceId=" + shop.ana);

    assertThat(broken(visitor)).containsExactly("taken");
    assertThat(visitor.toString()).doesNotContain("block", "Dentista", "Conserto", dentist);
    assertThat(broken(owner)).containsExactly("block");
    assertThat(blocks(owner).findValuesAsText("blockId")).containsExactly(dentist, repair);
    assertThat(blocks(owner).findValuesAsText("reason")).containsExactly("Dentista", "Conserto");
    assertThat(blocks(owner).path(0).path("end").asText()).isEqualTo(shop.at("10:00"));
    assertThat(blocks(key).findValuesAsText("blockId")).containsExactly(dentist, repair);
    assertThat(blocks(key).path(0).path("reason").isNull()).isTrue();
    assertThat(key.toString()).doesNotContain("Dentista");
  }

  private static JsonNode blocks(JsonNode answer) {
    return answer.path("needs").path(0).path("resources").path(0).path("blocks");
  }

  private String block(String from, String to, String reason, boolean isPrivate) {
    return shop.owner
        .post(
            "/blocks",
            Map.of(
                "resourceIds",
                List.of(shop.ana),
                "from",
                shop.at(from),
                "to",
                shop.at(to),
                "reason",
                reason,
                "private",
                isPrivate))
        .expect(201)
        .path("blockId")
        .asText();
  }

  @Test
  void shouldTellUntilWhenATimeIsHeldAndNotByWhom() {
    JsonNode hold =
        shop.client("Lia")
            .post("/holds", shop.draft(shop.cut, shop.ana, shop.at("09:00")))
            .expect(201);

    JsonNode answer = ask(shop.visitor, shop.at("09:00"), "&resourceId=" + shop.ana);

    assertThat(broken(answer)).containsExactly("held");
    assertThat(
            answer
                .path("needs")
                .path(0)
                .path("resources")
                .path(0)
                .path("checks")
                .findValuesAsText("until"))
        .hasSize(1);
    assertThat(answer.toString()).doesNotContain("Lia", hold.path("holdId").asText(), "bookings");
  }

  @Test
  void shouldSayWhichDurationsThereAre() {
    shop.settings(Map.of("locale", "en-GB"));

    JsonNode answer = ask(shop.visitor, shop.at("09:00"), "&durationMinutes=90");

    assertThat(answer.path("code").asText()).isEqualTo("duration-not-allowed");
    assertThat(answer.toString()).contains("It can take 60 minutes.");
  }

  @Test
  void shouldAnswerAboutAnyMoment() {
    for (String start : List.of("2000-01-01T00:00:00Z", "2099-12-31T23:59:59Z")) {
      assertThat(ask(shop.visitor, start, "").path("works").asBoolean()).isFalse();
    }
    JsonNode past = ask(shop.visitor, "2026-01-02T10:00:00Z", "");
    assertThat(past.path("code").asText()).isEqualTo("too-soon");
    assertThat(past.path("text").asText()).isEqualTo("Este horário já passou.");
    assertThat(past.toString()).doesNotContain("primeiro horário possível");
  }

  @Test
  void shouldJudgeEachByItsOwnTermsAndSayWhichDurationsThereAre() {
    shop.owner
        .patch(
            "/services/" + shop.cut,
            Map.of(
                "durationMinutes",
                60,
                "resourceTerms",
                List.of(Map.of("resourceId", shop.ana, "durationMinutes", 45))))
        .expect(200);

    JsonNode shorter = ask(shop.visitor, shop.at("09:00"), "&durationMinutes=45");
    assertThat(shorter.path("works").asBoolean()).isTrue();
    assertThat(shorter.path("end").asText()).isEqualTo(shop.at("09:45"));
    assertThat(shorter.path("chosen").path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(broken(shorter)).containsExactly("duration");
    assertThat(shorter.toString()).contains("Pode durar 60 minutos.");

    JsonNode never = ask(shop.visitor, shop.at("09:00"), "&durationMinutes=90");
    assertThat(never.path("code").asText()).isEqualTo("duration-not-allowed");
    assertThat(broken(never)).containsExactly("duration", "duration");
    assertThat(never.toString()).contains("Pode durar 45 minutos.", "Pode durar 60 minutos.");
    assertThat(never.path("after")).isNotEmpty();

    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.bruno, shop.at("09:00"));
    draft.put("durationMinutes", 45);
    Reply refused = shop.visitor.post("/public/bookings", draft);
    JsonNode bruno =
        ask(shop.visitor, shop.at("09:00"), "&durationMinutes=45&resourceId=" + shop.bruno);
    assertThat(bruno.path("code").asText()).isEqualTo(refused.code());
  }

  @Test
  void shouldTellOfAVisitWhichPartIsInTheWay() {
    String beard =
        shop.signedUp
            .business()
            .service(shop.signedUp.owner(), "Barba", 30, "30.00", List.of(shop.bruno));
    Map<String, Object> cut = Map.of("serviceId", shop.cut, "resourceId", shop.ana);
    Map<String, Object> question =
        Map.of("visit", List.of(cut, Map.of("serviceId", beard)), "start", shop.at("09:00"));

    JsonNode free = visit(shop.visitor, question);
    assertThat(free.path("works").asBoolean()).isTrue();
    assertThat(free.path("end").asText()).isEqualTo(shop.at("10:30"));
    JsonNode second = free.path("visit").path(1);
    assertThat(second.path("start").asText()).isEqualTo(shop.at("10:00"));
    assertThat(second.path("chosen").path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    assertThat(second.path("chosen").has("rule")).isFalse();
    assertThat(second.findValuesAsText("code")).doesNotContain("interval");

    String id =
        Shop.id(
            shop.client("Eva").post("/bookings", shop.draft(beard, shop.bruno, shop.at("10:00"))));
    JsonNode taken = visit(shop.visitor, question);
    Reply refused = shop.client("Lia").post("/bookings", question);
    assertThat(taken.path("code").asText()).isEqualTo(refused.code());
    assertThat(taken.path("alternatives")).isEqualTo(refused.json().path("alternatives"));
    assertThat(taken.path("visit").path(0).path("works").asBoolean()).isTrue();
    assertThat(taken.path("visit").path(0).path("chosen").isNull()).isTrue();
    assertThat(taken.path("visit").path(1).path("works").asBoolean()).isFalse();
    assertThat(taken.toString()).doesNotContain(id, "bookings");
    assertThat(visit(shop.owner, question).path("visit").path(1).findValuesAsText("bookingId"))
        .containsExactly(id);

    // Both at once need two of her.
    Map<String, Object> twice =
        Map.of(
            "visit",
            List.of(cut, Map.of("serviceId", shop.cut, "resourceId", shop.ana, "parallel", true)),
            "start",
            shop.at("14:00"));
    assertThat(shop.visitor.post("/availability/visits/explain", twice).code())
        .isEqualTo("validation-failed");
    Map<String, Object> late =
        Map.of("visit", List.of(cut, Map.of("serviceId", beard)), "start", shop.at("11:00"));
    JsonNode lunch = visit(shop.visitor, late);
    assertThat(lunch.path("code").asText())
        .isEqualTo(shop.client("Rui").post("/bookings", late).code());
    assertThat(lunch.path("visit").path(0).path("works").asBoolean()).isTrue();
    assertThat(lunch.path("visit").path(1).path("works").asBoolean()).isFalse();
    Reply faulty = shop.visitor.post("/availability/visits/explain", Map.of("visit", List.of(cut)));
    assertThat(faulty.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/visit", "/start");
  }

  private static JsonNode visit(CheckedClient caller, Map<String, Object> question) {
    return caller.post("/availability/visits/explain", question).expect(200);
  }

  @Test
  void shouldNameEveryFaultAtOnce() {
    Reply refused =
        shop.visitor.get("/availability/explain?start=soon&durationMinutes=7&resourceid=x");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").findValuesAsText("parameter"))
        .containsExactlyInAnyOrder("serviceId", "start", "durationMinutes", "resourceid");
    assertThat(
            shop.visitor
                .get(path(shop.at("09:00"), "&resourceId=other"))
                .json()
                .path("errors")
                .findValuesAsText("parameter"))
        .containsExactly("resourceId");
  }

  private String session(String service, String time) {
    return shop.owner
        .post("/services/" + service + "/sessions", Map.of("start", shop.at(time), "seats", 1))
        .expect(201)
        .path("sessions")
        .path(0)
        .path("sessionId")
        .asText();
  }

  private static JsonNode askOf(String service, CheckedClient caller, String start) {
    return caller.get("/availability/explain?serviceId=" + service + "&start=" + start).expect(200);
  }

  private JsonNode ask(CheckedClient caller, String start, String more) {
    return caller.get(path(start, more)).expect(200);
  }

  private String path(String start, String more) {
    return "/availability/explain?serviceId=" + shop.cut + "&start=" + start + more;
  }

  private static List<String> broken(JsonNode answer) {
    return answer
        .path("needs")
        .valueStream()
        .flatMap(need -> need.path("resources").valueStream())
        .flatMap(resource -> resource.path("checks").valueStream())
        .filter(check -> !check.path("works").asBoolean())
        .map(check -> check.path("code").asText())
        .toList();
  }
}
