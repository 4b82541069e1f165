package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a business takes away while bookings of it are still to come. */
class BookingsOutsideTest {
  private final Shop shop = new Shop();
  private final CheckedClient lia = shop.client("Lia");
  private final String booking =
      Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00"))));

  @Test
  void shouldDeleteAServiceOnlyWhenItsBookingsAreCaredFor() {
    assertOutside(shop.owner.delete("/services/" + shop.cut));
    assertThat(shop.visitor.get("/services/" + shop.cut).status()).isEqualTo(200);

    shop.owner.post("/bookings/" + booking + "/cancel", Map.of()).expect(200);
    assertThat(shop.owner.delete("/services/" + shop.cut).status()).isEqualTo(204);
  }

  @Test
  void shouldShowADeletedServiceToWhoHasABookingOfIt() {
    assertThat(shop.owner.delete("/services/" + shop.cut + "?bookings=keep").status())
        .isEqualTo(204);
    assertThat(shop.owner.delete("/services/" + shop.cut).status()).isEqualTo(204);

    assertThat(lia.get("/services/" + shop.cut).expect(200).path("name").asText())
        .isEqualTo("Corte");
    assertThat(shop.client("Eva").get("/services/" + shop.cut).status()).isEqualTo(404);
    assertThat(shop.visitor.get("/services/" + shop.cut).status()).isEqualTo(404);
  }

  @Test
  void shouldShowWhatThingsWereCalledWhenTheyWereBooked() {
    shop.owner.patch("/services/" + shop.cut, Map.of("name", "Corte novo")).expect(200);
    shop.owner.patch("/resources/" + shop.ana, Map.of("name", "Anna")).expect(200);

    JsonNode shown = lia.get("/bookings/" + booking).expect(200);
    assertThat(shown.path("serviceName").asText()).isEqualTo("Corte");
    assertThat(shown.path("resourceNames").path(0).asText()).isEqualTo("Ana");
    JsonNode moved =
        lia.with("If-Match", "\"1\"")
            .patch("/bookings/" + booking, Map.of("resourceId", shop.bruno))
            .expect(200);
    assertThat(moved.path("serviceName").asText()).isEqualTo("Corte");
    assertThat(moved.path("resourceNames").path(0).asText()).isEqualTo("Bruno");
  }

  @Test
  void shouldDeleteAResourceOnlyWhenItsBookingsAreCaredFor() {
    assertThat(shop.owner.delete("/resources/" + shop.bruno).status()).isEqualTo(204);
    assertOutside(shop.owner.delete("/resources/" + shop.ana));
    assertThat(shop.owner.delete("/resources/" + shop.ana + "?bookings=none").status())
        .isEqualTo(400);
    assertThat(shop.owner.delete("/resources/" + shop.ana + "?bookings=keep").status())
        .isEqualTo(204);
    assertThat(lia.get("/bookings/" + booking).expect(200).path("status").asText())
        .isEqualTo("CONFIRMED");
  }

  @Test
  void shouldDeactivateOnlyWhenTheBookingsAreCaredFor() {
    for (String path : List.of("/services/" + shop.cut, "/resources/" + shop.ana)) {
      assertOutside(shop.owner.patch(path, Map.of("active", false)));
      assertThat(shop.owner.get(path).expect(200).path("active").asBoolean()).isTrue();
      shop.owner.patch(path + "?bookings=keep", Map.of("active", false)).expect(200);
      // It is inactive already, which hinders no other change.
      shop.owner.patch(path, Map.of("name", "Outra", "active", false)).expect(200);
      shop.owner.patch(path, Map.of("active", true)).expect(200);
    }
    shop.owner.patch("/resources/" + shop.bruno, Map.of("active", false)).expect(200);
  }

  @Test
  void shouldTakeAResourceFromAServiceOnlyWhenItsBookingsAreCaredFor() {
    String cut = "/services/" + shop.cut;
    assertOutside(shop.owner.patch(cut, Map.of("resourceIds", List.of())));
    assertOutside(shop.owner.patch(cut, Map.of("resourceIds", List.of(shop.bruno))));
    shop.owner.patch(cut, Map.of("resourceIds", List.of(shop.ana))).expect(200);
    shop.owner.patch(cut + "?bookings=keep", Map.of("resourceIds", List.of())).expect(200);
    shop.owner.patch(cut, Map.of("resourceIds", List.of(shop.bruno))).expect(200);
  }

  @Test
  void shouldTakeARoomFromAServiceOnlyWhenItsBookingsAreCaredFor() {
    String cut = "/services/" + shop.cut;
    shop.owner
        .patch(cut, Map.of("alsoNeeds", List.of(Map.of("resourceIds", List.of(shop.bruno)))))
        .expect(200);
    shop.owner
        .post("/bookings/" + booking + "/cancel", Map.of("reason", "The next one has both"))
        .expect(200);
    shop.owner.patch(cut, Map.of("resourceIds", List.of(shop.ana))).expect(200);
    shop.client("Eva")
        .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00")))
        .expect(201);

    assertThat(shop.owner.patch(cut, Map.of("alsoNeeds", List.of())).code())
        .isEqualTo("bookings-outside");
    assertThat(shop.owner.patch("/resources/" + shop.bruno, Map.of("active", false)).code())
        .isEqualTo("bookings-outside");
    shop.owner.patch(cut + "?bookings=keep", Map.of("alsoNeeds", List.of())).expect(200);
  }

  @Test
  void shouldCloseADateOnlyWhenItsBookingsAreCaredFor() {
    Map<String, Object> closed =
        Map.of("closedDates", List.of(shop.monday.toString(), shop.monday.plusDays(1).toString()));
    assertOutside(shop.owner.patch("/settings", closed));
    assertThat(shop.owner.get("/settings").expect(200).path("closedDates")).isEmpty();
    assertThat(shop.owner.patch("/settings?bookings=keep", closed).status()).isEqualTo(200);
    // A booking that stands outside already hinders no other change.
    assertThat(
            shop.owner
                .patch("/settings", Map.of("closedDates", List.of(shop.monday.toString())))
                .status())
        .isEqualTo(200);
  }

  @Test
  void shouldNarrowTheHoursOfTheBusinessOnlyAroundItsBookings() {
    assertThat(shop.owner.patch("/settings", hours("10:00")).status()).isEqualTo(200);
    assertOutside(shop.owner.patch("/settings", hours("10:30")));
    assertThat(shop.owner.patch("/settings", Map.of("slotIntervalMinutes", 15)).status())
        .isEqualTo(200);
  }

  @Test
  void shouldNarrowTheHoursOfAResourceOnlyAroundItsBookings() {
    String ana = "/resources/" + shop.ana;
    Map<String, Object> late = Map.of("weeklyHours", hours("10:30").get("businessHours"));
    assertOutside(shop.owner.patch(ana, late));
    assertOutside(shop.owner.put(ana + "/overrides/" + shop.monday, Map.of("closed", true)));
    assertThat(
            shop.owner
                .put(ana + "/overrides/" + shop.monday.plusDays(1), Map.of("closed", true))
                .status())
        .isEqualTo(200);
    assertThat(shop.owner.patch("/resources/" + shop.bruno, late).status()).isEqualTo(200);

    // A date of its own may keep what the weekly hours would not.
    shop.owner
        .put(
            ana + "/overrides/" + shop.monday,
            Map.of("windows", List.of(Map.of("opens", "10:00", "closes", "11:00"))))
        .expect(200);
    shop.owner.patch(ana, late).expect(200);
    assertOutside(shop.owner.delete(ana + "/overrides/" + shop.monday));
    assertThat(shop.owner.delete(ana + "/overrides/" + shop.monday + "?bookings=keep").status())
        .isEqualTo(204);
  }

  /** The move may be rejected, and then the booking is where it was. */
  @Test
  void shouldCareForTheApprovedTimeWhileAMoveWaits() {
    shop.settings(Map.of("approval", "MANUAL"));
    lia.with("If-Match", "\"1\"")
        .patch(
            "/bookings/" + booking,
            Map.of("start", shop.at(shop.monday.plusDays(4), "14:00"), "resourceId", shop.bruno))
        .expect(200);

    assertOutside(shop.owner.delete("/resources/" + shop.ana));
    assertOutside(
        shop.owner.put(
            "/resources/" + shop.ana + "/overrides/" + shop.monday, Map.of("closed", true)));
    assertOutside(shop.owner.patch("/settings", closing(0)));
    // Both its times, and one booking.
    assertOutside(shop.owner.patch("/settings", closing(0, 4)));
    assertOutside(shop.owner.delete("/services/" + shop.cut));
    assertThat(shop.owner.delete("/resources/" + shop.bruno).code()).isEqualTo("bookings-outside");
    assertThat(shop.owner.patch("/settings", closing(4)).code()).isEqualTo("bookings-outside");

    shop.owner.post("/bookings/" + booking + "/confirm", Map.of()).expect(200);
    assertThat(shop.owner.patch("/settings", closing(0)).status()).isEqualTo(200);
    assertThat(shop.owner.delete("/resources/" + shop.ana).status()).isEqualTo(204);
  }

  private Map<String, Object> closing(int... days) {
    return Map.of(
        "closedDates",
        Arrays.stream(days).mapToObj(day -> shop.monday.plusDays(day).toString()).toList());
  }

  private static Map<String, Object> hours(String opens) {
    return Map.of(
        "businessHours",
        Arrays.stream(DayOfWeek.values())
            .map(day -> Map.of("day", day.name(), "opens", opens, "closes", "18:00"))
            .toList());
  }

  private void assertOutside(Reply refused) {
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("bookings-outside");
    assertThat(refused.json().path("count").asInt()).isEqualTo(1);
    assertThat(refused.json().path("detail").asText()).contains("one upcoming booking would stand");
    JsonNode first = refused.json().path("bookings").path(0);
    assertThat(first.path("bookingId").asText()).isEqualTo(booking);
    assertThat(first.path("start").asText()).isEqualTo(shop.at("10:00"));
    assertThat(first.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(first.path("serviceName").asText()).isEqualTo("Corte");
    assertThat(first.path("resourceNames").path(0).asText()).isEqualTo("Ana");
    JsonNode inTheList =
        shop.owner.get("/bookings/" + first.path("bookingId").asText()).expect(200);
    assertThat(first.path("clientId")).isEqualTo(inTheList.path("clientId"));
    for (String field : List.of("userId", "name", "phone")) {
      assertThat(first.path("client").path(field))
          .as(field)
          .isEqualTo(inTheList.path("client").path(field));
    }
    assertThat(first.path("client").path("name").asText()).isEqualTo("Lia");
  }

  @Test
  void shouldTellWhoIsOutsideOnlyToWhoMayRead() {
    Map<String, Object> walkIn = shop.draft(shop.cut, shop.bruno, shop.at("10:00"));
    walkIn.put("client", Map.of("name", "Rui"));
    shop.owner.post("/bookings", walkIn).expect(201);
    Map<String, Object> ofStaff = shop.draft(shop.cut, shop.bruno, shop.at("14:00"));
    ofStaff.put("clientId", shop.owner.get("/users/me").expect(200).path("userId").asText());
    shop.owner.post("/bookings", ofStaff).expect(201);
    String bruno = "/resources/" + shop.bruno;

    JsonNode shown = shop.owner.delete(bruno).expect(409).path("bookings");
    assertThat(shown.path(0).path("client").path("name").asText()).isEqualTo("Rui");
    assertThat(shown.path(0).path("client").path("userId").isNull()).isTrue();
    assertThat(shown.path(1).path("client").path("name").asText()).startsWith("Zé");

    JsonNode toReader =
        shop.apiKey("catalog:write", "bookings:read").delete(bruno).expect(409).path("bookings");
    assertThat(toReader.path(0).path("client").path("name").asText()).isEqualTo("Rui");
    assertThat(toReader.path(1).path("client").path("name").isNull()).isTrue();
    assertThat(toReader.path(1).path("client").path("phone").isNull()).isTrue();
    JsonNode toWriter = shop.apiKey("catalog:write").delete(bruno).expect(409);
    assertThat(toWriter.path("count").asInt()).isEqualTo(2);
    assertThat(toWriter.path("bookings")).isEmpty();
  }
}
