package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hours as real businesses have them, from the settings to the times that can be booked. */
class HoursEndpointTest {
  private final Shop shop = new Shop();
  private final String cuts = "/resources/" + shop.ana + "/availability?serviceId=" + shop.cut;

  @Test
  void shouldOfferTheNightOfTheDateOnWhichItOpened() {
    shop.settings(Map.of("businessHours", List.of(window("SUNDAY", "22:00", "26:00"))));

    assertThat(shop.free(cuts)).containsExactly("00:00", "00:30", "01:00");
    String booked = Shop.id(shop.visitor.post("/public/bookings", draft("00:30")));

    // The Monday is closed, but not the Sunday before it.
    shop.settings(Map.of("closedDates", List.of(shop.monday.toString())));
    shop.owner.post("/bookings/" + booked + "/cancel", Map.of()).expect(200);
    assertThat(shop.free(cuts)).containsExactly("00:00", "00:30", "01:00");
    shop.settings(Map.of("closedDates", List.of(shop.monday.minusDays(1).toString())));
    assertThat(shop.free(cuts)).isEmpty();
    assertThat(shop.visitor.post("/public/bookings", draft("00:30")).code())
        .isEqualTo("outside-opening-hours");
  }

  @Test
  void shouldOfferWhatStartsInTimeAndEndsAfterClosing() {
    shop.settings(
        Map.of(
            "businessHours",
            List.of(
                Map.of(
                    "day", "MONDAY", "opens", "09:00", "closes", "10:00", "lastStart", "09:30"))));

    assertThat(shop.free(cuts)).containsExactly("09:00", "09:30");
    shop.visitor.post("/public/bookings", draft("09:30")).expect(201);
  }

  @Test
  void shouldKeepSpecialDatesAndSeasonsOfTheBusinessAndOfAResource() {
    String day = shop.monday.toString().substring(5);
    Map<String, Object> special =
        Map.of(
            "from", shop.monday.toString(),
            "to", shop.monday.plusDays(3).toString(),
            "windows", List.of(Map.of("opens", "10:00", "closes", "11:00")));
    Map<String, Object> season =
        Map.of("from", day, "to", day, "hours", List.of(window("MONDAY", "15:00", "16:00")));

    shop.owner.patch("/resources/" + shop.ana, Map.of("seasons", List.of(season))).expect(200);
    assertThat(shop.free(cuts)).containsExactly("15:00");
    shop.settings(Map.of("specialDates", List.of(special)));
    assertThat(shop.free(cuts)).containsExactly("10:00");

    JsonNode profile = shop.visitor.get("/profile").expect(200);
    assertThat(profile.at("/specialDates/0/windows/0/closes").asText()).isEqualTo("11:00");
    JsonNode resource = shop.visitor.get("/resources/" + shop.ana).expect(200);
    assertThat(resource.at("/seasons/0/hours/0/opens").asText()).isEqualTo("15:00");
    shop.settings(Map.of("specialDates", List.of()));
    shop.owner.patch("/resources/" + shop.ana, Map.of("seasons", List.of())).expect(200);
    assertThat(shop.free(cuts)).contains("09:00", "10:00", "17:00");
  }

  @Test
  void shouldHoldAWindowInSomeWeeksOnly() {
    Map<String, Object> every = window("MONDAY", "09:00", "10:00");
    for (Map<String, Object> other :
        List.of(
            Map.<String, Object>of("everyWeeks", 2, "fromDate", shop.monday.plusDays(3).toString()),
            Map.<String, Object>of(
                "weeksOfMonth", List.of((shop.monday.getDayOfMonth() + 6) / 7)))) {
      Map<String, Object> some = window("MONDAY", "11:00", "12:00");
      some.putAll(other);
      shop.settings(Map.of("businessHours", List.of(every, some)));
      assertThat(shop.free(cuts)).containsExactly("09:00", "11:00");
      JsonNode next =
          shop.visitor
              .get(cuts + "&from=%1$s&to=%1$s".formatted(shop.monday.plusDays(7)))
              .expect(200)
              .path("slots");
      assertThat(next).hasSize(1);
    }
  }

  @Test
  void shouldKeepHolidaysOfTheBusinessAndOfAResource() {
    String monday = shop.monday.toString();
    Map<String, Object> byHand =
        Map.of(
            "country", "BR",
            "region", "SP",
            "rule", "CLOSED",
            "days", List.of(Map.of("date", monday, "rule", "CLOSED")));

    shop.settings(Map.of("holidays", byHand));
    assertThat(shop.free(cuts)).isEmpty();
    JsonNode profile = shop.visitor.get("/profile").expect(200);
    assertThat(profile.at("/holidays/days/0/date").asText()).isEqualTo(monday);
    assertThat(profile.at("/holidays/kinds/0").asText()).isEqualTo("PUBLIC");

    shop.owner
        .patch(
            "/resources/" + shop.ana,
            Map.of(
                "holidays",
                Map.of(
                    "rule",
                    "WINDOWS",
                    "windows",
                    List.of(Map.of("opens", "10:00", "closes", "11:00")))))
        .expect(200);
    assertThat(shop.free(cuts)).containsExactly("10:00");
    JsonNode ana = shop.visitor.get("/resources/" + shop.ana).expect(200);
    assertThat(ana.at("/holidays/windows/0/opens").asText()).isEqualTo("10:00");

    Map<String, Object> none = new HashMap<>();
    none.put("holidays", null);
    shop.settings(none);
    assertThat(shop.free(cuts)).contains("09:00", "17:00");
    shop.owner.patch("/resources/" + shop.ana, none).expect(200);
    assertThat(shop.owner.get("/resources/" + shop.ana).expect(200).path("holidays").isNull())
        .isTrue();
  }

  @Test
  void shouldAskForBookingsThatASpecialDateOrASeasonLeavesOutside() {
    Shop.id(shop.visitor.post("/public/bookings", draft("10:00")));
    Map<String, Object> closed =
        Map.of("specialDates", List.of(Map.of("date", shop.monday.toString(), "closed", true)));
    Map<String, Object> season =
        Map.of("seasons", List.of(Map.of("from", "01-01", "to", "12-31", "hours", List.of())));

    assertThat(shop.owner.patch("/settings", closed).code()).isEqualTo("bookings-outside");
    assertThat(shop.owner.patch("/settings", season).code()).isEqualTo("bookings-outside");
    assertThat(
            shop.owner
                .patch(
                    "/settings",
                    Map.of(
                        "holidays",
                        Map.of(
                            "country",
                            "BR",
                            "rule",
                            "OPEN",
                            "days",
                            List.of(Map.of("date", shop.monday.toString(), "rule", "CLOSED")))))
                .code())
        .isEqualTo("bookings-outside");
    assertThat(shop.owner.patch("/resources/" + shop.ana, season).code())
        .isEqualTo("bookings-outside");
    shop.owner.patch("/resources/" + shop.bruno, season).expect(200);
    shop.owner.patch("/settings?bookings=keep", closed).expect(200);
    shop.owner.patch("/settings", season).expect(200);
  }

  @Test
  void shouldLeaveToTheBusinessWhatIsByAppointment() {
    shop.settings(
        Map.of(
            "businessHours",
            List.of(
                window("MONDAY", "09:00", "11:00"),
                window("MONDAY", "11:00", "13:00", "APPROVAL"))));

    assertThat(asked(shop.visitor, "approval")).containsExactly("10:30", "11:00", "11:30", "12:00");
    assertThat(asked(shop.owner, "approval")).isEmpty();
    assertThat(status(shop.visitor.post("/public/bookings", draft("09:00"))))
        .isEqualTo("CONFIRMED");
    assertThat(status(shop.visitor.post("/public/bookings", draft("10:30")))).isEqualTo("PENDING");
    Map<String, Object> byStaff = draft("12:00");
    assertThat(status(shop.owner.post("/bookings", byStaff))).isEqualTo("CONFIRMED");

    // A move waits too, and takes nothing from the approved time meanwhile.
    CheckedClient lia = shop.client("Lia");
    String own = Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.bruno, shop.at("09:00"))));
    JsonNode moved =
        lia.with("If-Match", "\"1\"")
            .patch("/bookings/" + own, Map.of("start", shop.at("11:30")))
            .expect(200);
    assertThat(moved.path("status").asText()).isEqualTo("PENDING");
    assertThat(moved.path("approved").path("start").asText()).isEqualTo(shop.at("09:00"));
    JsonNode confirmed = shop.owner.post("/bookings/" + own + "/confirm", Map.of()).expect(200);
    // Back to where nobody need be asked.
    assertThat(
            lia.with("If-Match", "\"" + confirmed.path("version").asInt() + "\"")
                .patch("/bookings/" + own, Map.of("start", shop.at("09:30")))
                .expect(200)
                .path("status")
                .asText())
        .isEqualTo("CONFIRMED");
  }

  @Test
  void shouldHoldWhatIsByAppointmentAndAskOnceItIsBooked() {
    shop.settings(Map.of("businessHours", List.of(window("MONDAY", "09:00", "12:00", "APPROVAL"))));
    CheckedClient lia = shop.client("Lia");
    JsonNode held = lia.post("/holds", own("09:00")).expect(201);
    assertThat(held.at("/policy/approval").asBoolean()).isTrue();

    // The hold keeps its terms.
    shop.settings(Map.of("businessHours", List.of(window("MONDAY", "09:00", "12:00"))));
    assertThat(status(lia.post("/bookings", Map.of("holdId", held.path("holdId").asText()))))
        .isEqualTo("PENDING");
    JsonNode direct = lia.post("/holds", own("10:00")).expect(201);
    assertThat(direct.path("policy").has("approval")).isFalse();
    assertThat(status(lia.post("/bookings", Map.of("holdId", direct.path("holdId").asText()))))
        .isEqualTo("CONFIRMED");
  }

  @Test
  void shouldKeepWindowsOfStaffFromClients() {
    shop.settings(
        Map.of(
            "businessHours",
            List.of(
                window("MONDAY", "09:00", "10:00"), window("MONDAY", "10:00", "11:00", "STAFF"))));

    assertThat(shop.free(cuts)).containsExactly("09:00");
    assertThat(shop.visitor.post("/public/bookings", draft("10:00")).code())
        .isEqualTo("outside-opening-hours");
    assertThat(shop.client("Lia").post("/bookings", own("09:30")).code())
        .isEqualTo("outside-opening-hours");
    assertThat(asked(shop.owner, "staffOnly")).containsExactly("09:30", "10:00");
    assertThat(status(shop.owner.post("/bookings", draft("10:00")))).isEqualTo("CONFIRMED");
    assertThat(shop.visitor.get("/profile").expect(200).at("/businessHours/1/booking").asText())
        .isEqualTo("STAFF");
  }

  @Test
  void shouldGiveWhatIsDirectBeforeWhatWaits() {
    shop.settings(Map.of("businessHours", List.of(window("MONDAY", "09:00", "10:00"))));
    shop.owner
        .patch(
            "/resources/" + shop.bruno,
            Map.of("weeklyHours", List.of(window("MONDAY", "09:00", "10:00", "APPROVAL"))))
        .expect(200);

    JsonNode slot =
        shop.visitor
            .get("/services/%s/availability?from=%2$s&to=%2$s".formatted(shop.cut, shop.monday))
            .expect(200)
            .at("/slots/0");
    assertThat(slot.path("resourceIds")).hasSize(2);
    assertThat(slot.has("approval")).isFalse();
    assertThat(slot.path("restrictedResourceIds")).hasSize(1);
    assertThat(slot.at("/restrictedResourceIds/0").asText()).isEqualTo(shop.bruno);

    JsonNode first = shop.visitor.post("/public/bookings", anybody()).expect(201);
    assertThat(first.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(first.at("/resourceIds/0").asText()).isEqualTo(shop.ana);
    JsonNode alternative =
        shop.visitor.post("/public/bookings", draft("09:00")).json().at("/alternatives/0");
    assertThat(alternative.at("/resourceIds/0").asText()).isEqualTo(shop.bruno);
    assertThat(alternative.path("approval").asBoolean()).isTrue();
    JsonNode second = shop.visitor.post("/public/bookings", anybody()).expect(201);
    assertThat(second.path("status").asText()).isEqualTo("PENDING");
    assertThat(second.at("/resourceIds/0").asText()).isEqualTo(shop.bruno);
  }

  private Map<String, Object> anybody() {
    Map<String, Object> draft = draft("09:00");
    draft.remove("resourceId");
    return draft;
  }

  private Map<String, Object> own(String time) {
    return shop.draft(shop.cut, shop.ana, shop.at(time));
  }

  /** The times of Ana that have this mark. */
  private List<String> asked(CheckedClient who, String mark) {
    return who.get(cuts + "&from=%1$s&to=%1$s".formatted(shop.monday))
        .expect(200)
        .path("slots")
        .valueStream()
        .filter(slot -> slot.path(mark).asBoolean())
        .map(slot -> slot.path("start").asText().substring(11, 16))
        .toList();
  }

  private static String status(Reply reply) {
    return reply.expect(201).path("status").asText();
  }

  private static Map<String, Object> window(
      String day, String opens, String closes, String booking) {
    Map<String, Object> window = window(day, opens, closes);
    window.put("booking", booking);
    return window;
  }

  private Map<String, Object> draft(String time) {
    return shop.publicDraft(shop.cut, shop.ana, shop.at(time));
  }

  private static Map<String, Object> window(String day, String opens, String closes) {
    return new HashMap<>(Map.of("day", day, "opens", opens, "closes", closes));
  }
}
