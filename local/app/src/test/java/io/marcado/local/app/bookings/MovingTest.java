package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Other times for what is taken, and moves, as front ends meet them. */
class MovingTest {
  private static final List<String> DAYS =
      List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");

  private final Shop shop = new Shop();

  @Test
  void shouldOfferTheNearestTimesOnBothSidesOfUtcMidnight() {
    openUntil("23:00");
    book(shop.ana, "21:00");
    book(shop.bruno, "21:00");

    Reply taken = shop.visitor.post("/public/bookings", draftOfAny("21:00"));

    assertThat(starts(taken)).containsExactly(shop.at("20:00"), shop.at("22:00"), shop.at("19:30"));
  }

  @Test
  void shouldOfferTheSameTimeWithSomebodyElseFirst() {
    book(shop.ana, "10:00");

    Reply taken =
        shop.visitor.post(
            "/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("10:00")));

    assertThat(starts(taken)).containsExactly(shop.at("10:00"), shop.at("09:00"), shop.at("11:00"));
    assertThat(taken.json().path("alternatives").path(0).path("resourceIds"))
        .extracting(JsonNode::asText)
        .containsExactly(shop.bruno);
  }

  @Test
  void shouldOfferStaffTheSameTimeOffTheGridWithSomebodyElseFirst() {
    String offTheGrid = shop.at("10:10");
    book(shop.ana, "10:00");
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, offTheGrid);
    draft.put("ignoreRules", List.of("interval"));

    JsonNode offers = shop.owner.post("/bookings", draft).json().path("alternatives");

    assertThat(offers.path(0).path("start").asText()).isEqualTo(offTheGrid);
    assertThat(offers.path(0).path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    assertThat(offers).hasSize(3);
    for (JsonNode offer : offers) {
      draft.put("start", offer.path("start").asText());
      draft.put("resourceId", offer.path("resourceIds").path(0).asText());
      String id = Shop.id(shop.owner.post("/bookings", draft));
      shop.owner.post("/bookings/" + id + "/cancel", "{}").expect(200);
    }
  }

  @Test
  void shouldOfferAMoveTheSameTimeOffTheGridWithSomebodyElseFirst() {
    String offTheGrid = shop.at("10:10");
    String moving = book(shop.bruno, "14:00");
    book(shop.ana, "10:00");
    Map<String, Object> change = new HashMap<>();
    change.put("start", offTheGrid);
    change.put("resourceId", shop.ana);
    change.put("ignoreRules", List.of("interval"));

    JsonNode offers = move(shop.owner, moving, change).json().path("alternatives");

    assertThat(offers.path(0).path("start").asText()).isEqualTo(offTheGrid);
    assertThat(offers).hasSize(3);
    for (JsonNode offer : offers) {
      change.put("start", offer.path("start").asText());
      change.put("resourceId", offer.path("resourceIds").path(0).asText());
      move(shop.owner, moving, change).expect(200);
    }
  }

  @Test
  void shouldTellOtherTimesInTheZoneOfTheQuestion() {
    book(shop.ana, "10:00");
    String askedInLisbon = shop.monday + "T14:00:00+01:00";

    Reply taken =
        shop.visitor.post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, askedInLisbon));

    assertThat(starts(taken))
        .containsExactly(
            askedInLisbon, shop.monday + "T13:00:00+01:00", shop.monday + "T15:00:00+01:00");
  }

  @Test
  void shouldOfferAMoveWhatOverlapsItsOwnTime() {
    openUntil("18:00");
    String moving = book(shop.ana, "10:30");
    book(shop.ana, "12:00");

    Reply taken = move(shop.owner, moving, Map.of("start", shop.at("12:00")));

    assertThat(starts(taken)).containsExactly(shop.at("11:00"), shop.at("13:00"), shop.at("13:30"));
    assertThat(move(shop.owner, moving, Map.of("start", shop.at("11:00"))).status()).isEqualTo(200);
  }

  @Test
  void shouldAcceptExactlyTheMovesThatItOffers() {
    CheckedClient lia = shop.client("Lia");
    openUntil("18:00");
    // Longer than the service, by staff; with others around.
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    draft.put("durationMinutes", 90);
    draft.put("clientId", lia.get("/users/me").expect(200).path("userId").asText());
    draft.put("ignoreRules", List.of("duration"));
    String moving = Shop.id(shop.owner.post("/bookings", draft));
    book(shop.ana, "11:30");
    book(shop.ana, "16:00");
    book(shop.bruno, "13:30");

    List<String> offered = new ArrayList<>();
    lia.get(availability(moving))
        .expect(200)
        .path("slots")
        .forEach(
            slot ->
                slot.path("resourceIds")
                    .forEach(id -> offered.add(slot.path("start").asText() + " " + id.asText())));
    List<String> accepted = new ArrayList<>();
    for (LocalTime time = LocalTime.of(8, 0);
        time.isBefore(LocalTime.of(19, 0));
        time = time.plusMinutes(15)) {
      for (String who : List.of(shop.ana, shop.bruno)) {
        String start = shop.at(time.toString());
        Reply moved = move(lia, moving, Map.of("start", start, "resourceId", who));
        if (moved.status() == 200) {
          accepted.add(start + " " + who);
          move(lia, moving, Map.of("start", shop.at("09:00"), "resourceId", shop.ana)).expect(200);
        }
      }
    }

    assertThat(offered).hasSizeGreaterThan(8).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(
            lia.get(
                    "/resources/"
                        + shop.ana
                        + "/availability?serviceId="
                        + shop.cut
                        + "&"
                        + query(moving))
                .expect(200)
                .path("slots")
                .valueStream()
                .map(slot -> slot.path("start").asText() + " " + shop.ana))
        .containsExactlyElementsOf(
            offered.stream().filter(slot -> slot.endsWith(shop.ana)).toList());
    Reply taken = move(lia, moving, Map.of("start", shop.at("11:30")));
    assertThat(starts(taken)).hasSize(3);
    for (String start : starts(taken)) {
      move(lia, moving, Map.of("start", start)).expect(200);
      move(lia, moving, Map.of("start", shop.at("09:00"))).expect(200);
    }
  }

  @Test
  void shouldOfferMovesOnlyToWhoMayMakeThem() {
    CheckedClient lia = shop.client("Lia");
    String moving = bookAtTen(lia);
    String path = availability(moving);

    for (CheckedClient other : List.of(shop.visitor, shop.client("Eva"))) {
      assertThat(other.get(path).json().path("errors").path(0).path("parameter").asText())
          .isEqualTo("bookingId");
    }
    lia.post("/bookings/" + moving + "/cancel", Map.of()).expect(200);
    assertThat(lia.get(path).code()).isEqualTo("wrong-status");
  }

  @Test
  void shouldHoldClientsToTheNoticeWhenOnlyThePersonChanges() {
    CheckedClient lia = shop.client("Lia");
    String moving = bookAtTen(lia);
    shop.settings(Map.of("minimumNoticeMinutes", 43_200));

    assertThat(move(lia, moving, Map.of("resourceId", shop.bruno)).code()).isEqualTo("too-soon");
    shop.settings(Map.of("minimumNoticeMinutes", 0, "maximumAdvanceDays", 1));
    assertThat(move(lia, moving, Map.of("resourceId", shop.bruno)).code())
        .isEqualTo("too-far-ahead");
    assertThat(move(shop.owner, moving, Map.of("resourceId", shop.bruno)).status()).isEqualTo(200);
  }

  @Test
  void shouldLetOnlyStaffMoveWhatIsNoLongerOffered() {
    CheckedClient lia = shop.client("Lia");
    String moving = bookAtTen(lia);
    String availability = availability(moving);

    shop.owner
        .patch("/resources/" + shop.ana + "?bookings=keep", Map.of("active", false))
        .expect(200);
    Reply refused = move(lia, moving, Map.of("start", shop.at("11:00")));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("no-longer-offered");
    assertThat(move(shop.owner, moving, Map.of("start", shop.at("11:00"))).status()).isEqualTo(200);
    assertThat(
            lia.get(availability)
                .expect(200)
                .path("slots")
                .valueStream()
                .flatMap(slot -> slot.path("resourceIds").valueStream())
                .map(JsonNode::asText)
                .distinct())
        .containsExactly(shop.bruno);

    shop.owner
        .patch("/services/" + shop.cut + "?bookings=keep", Map.of("active", false))
        .expect(200);
    assertThat(move(lia, moving, Map.of("resourceId", shop.bruno)).code())
        .isEqualTo("no-longer-offered");
    assertThat(lia.get(availability).code()).isEqualTo("no-longer-offered");
    assertThat(shop.owner.get(availability).expect(200).path("slots")).isNotEmpty();
    assertThat(move(shop.owner, moving, Map.of("start", shop.at("14:00"))).status()).isEqualTo(200);
  }

  private void openUntil(String closes) {
    shop.settings(
        Map.of(
            "businessHours",
            DAYS.stream()
                .map(day -> Map.of("day", day, "opens", "08:00", "closes", closes))
                .toList()));
  }

  private String book(String resourceId, String time) {
    return Shop.id(
        shop.visitor.post(
            "/public/bookings", shop.publicDraft(shop.cut, resourceId, shop.at(time))));
  }

  private String bookAtTen(CheckedClient client) {
    return Shop.id(client.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00"))));
  }

  /** Where a booking of the cut may move to on the Monday. */
  private String availability(String moving) {
    return "/services/" + shop.cut + "/availability?" + query(moving);
  }

  private String query(String moving) {
    return "from=%s&to=%s&bookingId=%s".formatted(shop.monday, shop.monday, moving);
  }

  private Map<String, Object> draftOfAny(String time) {
    Map<String, Object> draft = new HashMap<>(shop.draft(shop.cut, shop.at(time)));
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    return draft;
  }

  private static Reply move(CheckedClient who, String bookingId, Map<String, Object> change) {
    int version = who.get("/bookings/" + bookingId).expect(200).path("version").asInt();
    return who.with("If-Match", "\"" + version + "\"").patch("/bookings/" + bookingId, change);
  }

  private static List<String> starts(Reply taken) {
    assertThat(taken.status()).isEqualTo(409);
    Stream<JsonNode> slots = taken.json().path("alternatives").valueStream();
    return slots.map(slot -> slot.path("start").asText()).toList();
  }
}
