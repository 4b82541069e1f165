package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.time.TzRelease;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RealignmentTest {
  private final Shop shop = new Shop();

  @Test
  void shouldMoveBookingsToTheNewZoneOfTheBusiness() {
    String id = Shop.id(book("09:00"));
    Map<String, Object> preview = Map.of("timeZone", "America/Manaus");

    JsonNode listed = shop.owner.post("/bookings/realign", preview).expect(200);
    assertThat(listed.path("tzRelease").asText()).isEqualTo(TzRelease.current().name());
    assertThat(listed.path("items")).hasSize(1);
    assertThat(listed.path("items").path(0).path("newStart").asText())
        .isEqualTo(shop.monday + "T09:00:00-04:00");
    assertThat(start(id)).isEqualTo(shop.at("09:00"));
    assertThat(
            shop.owner
                .post("/bookings/realign", Map.of("timeZone", "America/Manaus", "apply", true))
                .expect(400)
                .path("errors")
                .path(0)
                .path("pointer")
                .asText())
        .isEqualTo("/timeZone");

    shop.settings(Map.of("timeZone", "America/Manaus"));
    assertThat(outcome(Map.of("apply", true))).isEqualTo("DONE");

    assertThat(start(id)).isEqualTo(shop.monday + "T09:00:00-04:00");
    assertThat(
            shop.owner.post("/bookings/realign", Map.of("apply", true)).expect(200).path("items"))
        .isEmpty();
  }

  @Test
  void shouldKeepTheInstantsOfABusinessThatWantsThat() {
    String id = Shop.id(book("09:00"));
    shop.settings(Map.of("timeZone", "America/Manaus"));

    assertThat(outcome(Map.of("keep", "INSTANTS", "apply", true))).isEqualTo("DONE");

    assertThat(start(id)).isEqualTo(shop.monday + "T08:00:00-04:00");
  }

  /** Stored as if the booking had been made by rules that have changed since. */
  @Test
  void shouldMoveBookingsAfterAReleaseWithNewRules() throws Exception {
    String id = Shop.id(book("10:00"));
    JsonNode booking = shop.owner.get("/bookings/" + id).expect(200);
    agreeOn(id, shop.monday + "T09:00");

    JsonNode listed = realign(Map.of("realign", Map.of("apply", false)));
    assertThat(line(listed, id).path("outcome").asText()).isEqualTo("DUE");
    assertThat(start(id)).isEqualTo(shop.at("10:00"));

    JsonNode applied = realign(Map.of("realign", Map.of("apply", true)));
    assertThat(line(applied, id).path("outcome").asText()).isEqualTo("DONE");
    assertThat(start(id)).isEqualTo(shop.at("09:00"));
    assertThat(shop.owner.get("/bookings/" + id).expect(200).path("version").asInt())
        .isEqualTo(booking.path("version").asInt() + 1);
    assertThat(shop.free("/resources/" + shop.ana + "/availability?serviceId=" + shop.cut))
        .contains("10:00")
        .doesNotContain("09:00");
  }

  private Reply book(String time) {
    return shop.visitor.post(
        "/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at(time)));
  }

  private String start(String id) {
    return shop.owner.get("/bookings/" + id).expect(200).path("start").asText();
  }

  private String outcome(Map<String, Object> wish) {
    JsonNode items = shop.owner.post("/bookings/realign", wish).expect(200).path("items");
    assertThat(items).hasSize(1);
    return items.path(0).path("outcome").asText();
  }

  private static JsonNode realign(Map<String, Object> event) throws Exception {
    byte[] answer =
        TestStack.shared()
            .functions()
            .find("RealignAfterRelease")
            .orElseThrow()
            .invoke(Json.write(event).getBytes(StandardCharsets.UTF_8));
    JsonNode report = Json.parse(new String(answer, StandardCharsets.UTF_8));
    return report.isTextual() ? Json.parse(report.asText()) : report;
  }

  private static JsonNode line(JsonNode report, String id) {
    return report
        .path("bookings")
        .valueStream()
        .map(line -> line.path("booking"))
        .filter(booking -> booking.path("bookingId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void agreeOn(String id, String localStart) {
    var table = TestStack.shared().table();
    String tenant = shop.signedUp.business().tenantId();
    table
        .client()
        .updateItem(
            request ->
                request
                    .tableName(table.tableName())
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("T#" + tenant + "#BOOKING#" + id),
                            "sk", AttributeValue.fromS("BOOKING")))
                    .updateExpression("SET localStart = :at")
                    .expressionAttributeValues(Map.of(":at", AttributeValue.fromS(localStart))));
  }
}
