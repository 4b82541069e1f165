package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of several free resources gets a booking, by the rule of the service. */
class WhoseTurnTest {
  private final Shop shop = new Shop();

  @Test
  void shouldKeepAnOrderAndSayWhy() {
    assign(Map.of("rule", "PRIORITY", "priorities", List.of(shop.bruno)));

    JsonNode before = explain(shop.owner, "09:00").path("chosen");
    JsonNode told = explain(shop.visitor, "09:00").path("chosen");
    String first = booked(shop.visitor, "09:00", TestStack.phone());
    JsonNode after = explain(shop.visitor, "09:00").path("chosen");

    assertThat(before.path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    assertThat(before.path("rule").asText()).isEqualTo("PRIORITY");
    assertThat(before.path("text").asText()).startsWith("Bruno: ");
    assertThat(told.path("resourceIds")).isEqualTo(before.path("resourceIds"));
    assertThat(told.has("rule")).isFalse();
    assertThat(told.path("text").asText()).isEqualTo("Bruno está livre nesse horário.");
    assertThat(first).isEqualTo(shop.bruno);
    assertThat(after.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(booked(shop.visitor, "09:00", TestStack.phone())).isEqualTo(shop.ana);
    assertThat(explain(shop.visitor, "09:00").path("chosen").isNull()).isTrue();
    assertThat(booked(shop.visitor, "10:00", TestStack.phone())).isEqualTo(shop.bruno);
  }

  @Test
  void shouldGiveSharesByWeight() {
    assign(
        Map.of("rule", "WEIGHT", "weights", List.of(Map.of("resourceId", shop.ana, "weight", 2))));

    List<String> who =
        List.of("09:00", "10:00", "11:00", "14:00", "15:00", "16:00").stream()
            .map(time -> booked(shop.visitor, time, TestStack.phone()))
            .toList();

    assertThat(who).filteredOn(shop.ana::equals).hasSize(4);
  }

  @Test
  void shouldGiveTheClientWhomItHadLastTime() {
    assign(Map.of("rule", "LAST_TIME"));
    CheckedClient lia = shop.client("Lia");
    String id = lia.get("/users/me").expect(200).path("userId").asText();
    // Staff record what began today.
    String now =
        TestStack.shared()
            .clock()
            .instant()
            .atZone(Shop.ZONE)
            .toOffsetDateTime()
            .withSecond(0)
            .withNano(0)
            .toString();
    Map<String, Object> past = shop.draft(shop.cut, shop.bruno, now);
    past.put("clientId", id);
    past.put("ignoreRules", List.of("opening-hours", "notice", "interval"));
    shop.owner.post("/bookings", past).expect(201);

    assertThat(explain(lia, "09:00").path("chosen").path("resourceIds").path(0).asText())
        .isEqualTo(shop.bruno);
    assertThat(
            lia.post("/bookings", shop.draft(shop.cut, shop.at("09:00")))
                .expect(201)
                .path("resourceIds")
                .path(0)
                .asText())
        .isEqualTo(shop.bruno);
    // By the load of the day, it is Ana's turn for anybody else.
    assertThat(booked(shop.visitor, "14:00", TestStack.phone())).isEqualTo(shop.ana);
  }

  @Test
  void shouldShowTheRuleToStaffAlone() {
    assign(Map.of("rule", "LONGEST_WAITING"));

    assertThat(
            shop.owner
                .get("/services/" + shop.cut)
                .expect(200)
                .path("assignment")
                .path("rule")
                .asText())
        .isEqualTo("LONGEST_WAITING");
    assertThat(shop.visitor.get("/services/" + shop.cut).expect(200).has("assignment")).isFalse();
    assertThat(shop.visitor.get("/services").expect(200).toString()).doesNotContain("assignment");
  }

  @Test
  void shouldNameEveryFault() {
    Reply wrong =
        change(
            Map.of(
                "rule",
                "WEIGHT",
                "weights",
                List.of(
                    Map.of("resourceId", shop.ana, "weight", 0),
                    Map.of("resourceId", shop.bruno, "weight", 1),
                    Map.of("resourceId", shop.bruno, "weight", 1)),
                "priorities",
                List.of(shop.ana)));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/assignment/weights/0/weight",
            "/assignment/weights/2/resourceId",
            "/assignment/priorities");
    assertThat(change(Map.of("rule", "PRIORITY")).json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/assignment/priorities");
    Reply other = change(Map.of("rule", "PRIORITY", "priorities", List.of("nobody")));
    assertThat(other.json().path("errors").findValuesAsText("code")).containsExactly("conflict");
  }

  private void assign(Map<String, Object> assignment) {
    assertThat(change(assignment).status()).isEqualTo(200);
  }

  private Reply change(Map<String, Object> assignment) {
    return shop.owner.patch("/services/" + shop.cut, Map.of("assignment", assignment));
  }

  private JsonNode explain(CheckedClient caller, String time) {
    return caller
        .get("/availability/explain?serviceId=" + shop.cut + "&start=" + shop.at(time))
        .expect(200);
  }

  private String booked(CheckedClient visitor, String time, String phone) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.at(time));
    draft.put("client", Map.of("name", "Rui", "phone", phone));
    return visitor.post("/public/bookings", draft).expect(201).path("resourceIds").path(0).asText();
  }
}
