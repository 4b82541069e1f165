package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.time.TzRelease;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    JsonNode line = listed.path("items").path(0);
    assertThat(line.path("newStart").asText()).isEqualTo(shop.monday + "T09:00:00-04:00");
    JsonNode booking = shop.owner.get("/bookings/" + id).expect(200);
    for (String field :
        List.of("serviceId", "serviceName", "resourceIds", "resourceNames", "clientId", "client")) {
      assertThat(line.path(field)).as(field).isEqualTo(booking.path(field));
    }
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

  /** To list bookings it needs more, and this is a list. */
  @Test
  void shouldOnlyCountTheBookingsForWhoMayNotReadThem() {
    book("09:00");
    CheckedClient writer = shop.apiKey("bookings:write");

    JsonNode listed =
        writer
            .post("/bookings/realign", Map.of("timeZone", "America/Manaus", "keep", "LOCAL_TIMES"))
            .expect(200);
    assertThat(listed.path("items")).isEmpty();
    assertThat(listed.path("outcomes").path("DUE").asInt()).isEqualTo(1);

    shop.settings(Map.of("timeZone", "America/Manaus"));
    JsonNode applied = writer.post("/bookings/realign", Map.of("apply", true)).expect(200);
    assertThat(applied.path("items")).isEmpty();
    assertThat(applied.path("outcomes").path("DONE").asInt()).isEqualTo(1);
  }

  /** Nobody has said yet what the bookings keep. */
  @Test
  void shouldTellTheAgreedTimeWhileTheBookingsAreNotRealigned() {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("09:00"));
    String id = Shop.id(shop.visitor.post("/public/bookings", draft));
    shop.settings(Map.of("timeZone", "America/Manaus"));
    String phone = Json.tree(draft).path("client").path("phone").asText();

    shop.owner.post("/bookings/" + id + "/cancel", Map.of()).expect(200);

    assertThat(
            TestStack.messages()
                .await(
                    phone,
                    "the cancellation",
                    bodies -> bodies.stream().anyMatch(body -> body.contains("cancelada"))))
        .allMatch(body -> body.contains("09:00"));
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
    agreeOn(shop, id, shop.monday + "T09:00");

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

  /** Likewise for a block. */
  @Test
  void shouldMoveBlocksAfterAReleaseWithNewRules() throws Exception {
    String id =
        shop.owner
            .post(
                "/blocks",
                Map.of(
                    "resourceIds",
                    List.of(shop.ana),
                    "from",
                    shop.at("10:00"),
                    "to",
                    shop.at("12:00")))
            .expect(201)
            .path("blockId")
            .asText();
    String tenant = shop.signedUp.business().tenantId();
    set(tenant, "BLOCK#" + id, "BLOCK", "localFrom", shop.monday + "T09:00");
    set(tenant, "BLOCK#" + id, "BLOCK", "localTo", shop.monday + "T11:00");

    assertThat(realign(Map.of("realign", Map.of("apply", false))).path("blocks").asInt())
        .isPositive();
    assertThat(shop.owner.get("/blocks/" + id).expect(200).path("version").asInt()).isEqualTo(1);
    realign(Map.of("realign", Map.of("apply", true)));

    JsonNode block = shop.owner.get("/blocks/" + id).expect(200);
    assertThat(block.path("start").asText()).isEqualTo(shop.at("09:00"));
    assertThat(block.path("to").asText()).isEqualTo(shop.at("11:00"));
    assertThat(block.path("version").asInt()).isEqualTo(2);
    assertThat(shop.free("/resources/" + shop.ana + "/availability?serviceId=" + shop.cut))
        .contains("11:00")
        .doesNotContain("09:00", "10:00");
  }

  @Test
  void shouldReachEveryOtherBusinessWhenOneCannotBeRead() throws Exception {
    List<Shop> shops = List.of(shop, new Shop(), new Shop());
    String broken = shops.get(1).signedUp.business().tenantId();
    List<String> ids = new ArrayList<>();
    for (Shop one : shops) {
      String id =
          Shop.id(
              one.visitor.post(
                  "/public/bookings", one.publicDraft(one.cut, one.ana, one.at("10:00"))));
      agreeOn(one, id, shop.monday + "T09:00");
      ids.add(id);
    }
    set(broken, "TENANT", "SETTINGS", "timeZone", "No/Where");

    JsonNode applied = realign(Map.of("realign", Map.of("apply", true)));

    assertThat(applied.path("failed").valueStream().map(JsonNode::asText)).contains(broken);
    assertThat(line(applied, ids.get(0)).path("outcome").asText()).isEqualTo("DONE");
    assertThat(line(applied, ids.get(2)).path("outcome").asText()).isEqualTo("DONE");
    set(broken, "TENANT", "SETTINGS", "timeZone", "America/Sao_Paulo");
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

  private static void agreeOn(Shop shop, String id, String localStart) {
    set(shop.signedUp.business().tenantId(), "BOOKING#" + id, "BOOKING", "localStart", localStart);
  }

  private static void set(
      String tenant, String partition, String sort, String attribute, String value) {
    var table = TestStack.shared().table();
    table
        .client()
        .updateItem(
            request ->
                request
                    .tableName(table.tableName())
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("T#" + tenant + "#" + partition),
                            "sk", AttributeValue.fromS(sort)))
                    .updateExpression("SET #a = :value")
                    .expressionAttributeNames(Map.of("#a", attribute))
                    .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))));
  }
}
