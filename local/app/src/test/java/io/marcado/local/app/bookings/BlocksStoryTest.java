package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Time off and other blocks, over HTTP. */
class BlocksStoryTest {
  private static final String PASSWORD = "tesoura-e-navalha";

  private final Shop shop = new Shop();
  private final CheckedClient rita =
      new CheckedClient(
          shop.signedUp
              .business()
              .staff(shop.signedUp.owner(), "Rita", TestStack.phone(), PASSWORD));

  @Test
  void shouldTakeTimeOffAndGiveItBack() {
    JsonNode block =
        shop.owner
            .post("/blocks", days(shop.ana, shop.monday, shop.monday.plusDays(13)))
            .expect(201);
    String path = "/blocks/" + block.path("blockId").asText();

    assertThat(block.path("start").asText()).isEqualTo(shop.at("00:00"));
    assertThat(block.path("end").asText()).isEqualTo(shop.at(shop.monday.plusDays(14), "00:00"));
    assertThat(block.path("from").asText()).isEqualTo(shop.monday.toString());
    assertThat(block.path("allDay").asBoolean()).isTrue();
    assertThat(shop.owner.get(path).expect(200)).isEqualTo(block);
    assertThat(shop.owner.get("/blocks").expect(200).path("items")).containsExactly(block);
    assertThat(shop.free(free(shop.ana))).isEmpty();
    assertThat(shop.free(free(shop.bruno))).isNotEmpty();
    Reply refused =
        shop.client("Lia").post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00")));
    assertThat(refused.code()).isEqualTo("slot-taken");
    assertThat(refused.json().path("alternatives").path(0).path("resourceIds").path(0).asText())
        .isEqualTo(shop.bruno);
    // An owner who sets rules aside cannot set a block aside.
    Map<String, Object> forced = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    forced.put(
        "ignoreRules", List.of("opening-hours", "notice", "horizon", "interval", "duration"));
    forced.put("client", Map.of("name", "Rui", "phone", TestStack.phone()));
    assertThat(shop.owner.post("/bookings", forced).code()).isEqualTo("slot-taken");
    JsonNode busy =
        shop.client("Eva")
            .get("/calendar?from=%s&to=%s".formatted(shop.monday, shop.monday.plusDays(13)))
            .expect(200)
            .path("items");
    assertThat(busy).hasSize(1);
    assertThat(busy.path(0).path("start").asText()).isEqualTo(shop.at("00:00"));
    assertThat(busy.path(0).has("reason")).isFalse();

    assertThat(shop.owner.with("If-Match", "\"2\"").delete(path).code()).isEqualTo("stale-version");
    assertThat(shop.owner.delete(path).status()).isEqualTo(204);
    assertThat(shop.owner.delete(path).status()).isEqualTo(404);
    assertThat(shop.owner.get("/blocks").expect(200).path("items")).isEmpty();
    assertThat(shop.free(free(shop.ana))).isEqualTo(shop.free(free(shop.bruno)));
  }

  @Test
  void shouldAnswerWithTheBookingsBeneath() {
    CheckedClient lia = shop.client("Lia");
    String booking =
        Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00"))));

    Reply refused = shop.owner.post("/blocks", moments(shop.ana, "09:00", "12:00"));
    assertThat(refused.code()).isEqualTo("bookings-outside");
    assertThat(refused.json().path("count").asInt()).isEqualTo(1);
    assertThat(refused.json().path("bookings").path(0).path("bookingId").asText())
        .isEqualTo(booking);
    assertThat(refused.json().path("bookings").path(0).path("client").path("name").asText())
        .isEqualTo("Lia");
    assertThat(shop.owner.get("/blocks").expect(200).path("items")).isEmpty();
    shop.client("Eva")
        .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("11:00")))
        .expect(201);

    shop.owner.post("/blocks?bookings=keep", moments(shop.ana, "09:00", "12:00")).expect(201);
    assertThat(shop.free(free(shop.ana))).noneMatch(start -> start.compareTo("12:00") < 0);
    lia.with("If-Match", "\"1\"")
        .patch("/bookings/" + booking, Map.of("start", shop.at("14:00")))
        .expect(200);
  }

  @Test
  void shouldMoveABlockAndSayWhy() {
    Shop.id(shop.client("Lia").post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("15:00"))));
    JsonNode block = shop.owner.post("/blocks", moments(shop.ana, "09:00", "12:00")).expect(201);
    String path = "/blocks/" + block.path("blockId").asText();

    assertThat(shop.owner.patch(path, Map.of("to", shop.at("16:00"))).status()).isEqualTo(428);
    CheckedClient first = shop.owner.with("If-Match", "\"1\"");
    assertThat(first.patch(path, Map.of("to", shop.at("16:00"))).code())
        .isEqualTo("bookings-outside");
    assertThat(first.patch(path, Map.of("to", shop.monday.toString())).code())
        .isEqualTo("validation-failed");
    JsonNode moved =
        first.patch(path, Map.of("from", shop.at("13:00"), "to", shop.at("15:00"))).expect(200);
    assertThat(moved.path("version").asInt()).isEqualTo(2);
    assertThat(shop.free(free(shop.ana))).contains("09:00", "11:00").doesNotContain("14:00");
    assertThat(first.patch(path, Map.of("to", shop.at("14:00"))).code()).isEqualTo("stale-version");
    JsonNode said =
        shop.owner
            .with("If-Match", "\"2\"")
            .patch(path, "{\"reason\":null,\"private\":true}")
            .expect(200);
    assertThat(said.path("reason").isNull()).isTrue();
    assertThat(said.path("private").asBoolean()).isTrue();
  }

  @Test
  void shouldLetStaffTakeTimeOfWhatIsLinkedToThem() {
    String me = rita.get("/users/me").expect(200).path("userId").asText();
    assertThat(rita.post("/blocks", moments(shop.ana, "09:00", "12:00")).code())
        .isEqualTo("forbidden");
    shop.owner.patch("/resources/" + shop.ana, Map.of("personId", me)).expect(200);
    Map<String, Object> own = moments(shop.ana, "09:00", "12:00");
    own.put("reason", "Dentista");
    own.put("private", true);
    JsonNode block = rita.post("/blocks", own).expect(201);
    String path = "/blocks/" + block.path("blockId").asText();
    assertThat(block.path("reason").asText()).isEqualTo("Dentista");
    assertThat(rita.post("/blocks", moments(shop.bruno, "09:00", "12:00")).code())
        .isEqualTo("forbidden");

    CheckedClient caio =
        new CheckedClient(
            shop.signedUp
                .business()
                .staff(shop.signedUp.owner(), "Caio", TestStack.phone(), PASSWORD));
    assertThat(caio.get(path).expect(200).path("reason").isNull()).isTrue();
    assertThat(caio.delete(path).status()).isEqualTo(404);
    assertThat(shop.owner.get(path).expect(200).path("reason").asText()).isEqualTo("Dentista");
    assertThat(shop.apiKey("bookings:read").get(path).expect(200).path("reason").isNull()).isTrue();
    assertThat(shop.client("Lia").get(path).code()).isEqualTo("forbidden");

    JsonNode training = shop.owner.post("/blocks", moments(shop.ana, "14:00", "16:00")).expect(201);
    assertThat(rita.delete("/blocks/" + training.path("blockId").asText()).status()).isEqualTo(404);
    JsonNode exported = rita.get("/users/me/export").expect(200).path("blocks");
    assertThat(exported.findValuesAsText("blockId"))
        .containsExactly(block.path("blockId").asText(), training.path("blockId").asText());
    assertThat(exported.path(0).path("reason").asText()).isEqualTo("Dentista");
    assertThat(exported.path(1).path("own").asBoolean()).isFalse();
    assertThat(caio.get("/users/me/export").expect(200).path("blocks")).isEmpty();
    assertThat(rita.delete(path).status()).isEqualTo(204);
  }

  @Test
  void shouldShowAMemberTheOwnDay() {
    assertThat(rita.get("/my-day").expect(200).path("items")).isEmpty();
    shop.owner
        .patch(
            "/resources/" + shop.ana,
            Map.of("personId", rita.get("/users/me").expect(200).path("userId").asText()))
        .expect(200);
    shop.client("Lia")
        .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("15:00")))
        .expect(201);
    shop.client("Eva")
        .post("/bookings", shop.draft(shop.cut, shop.bruno, shop.at("10:00")))
        .expect(201);
    Map<String, Object> training = moments(shop.ana, "09:00", "12:00");
    training.put("reason", "Curso");
    training.put("private", true);
    shop.owner.post("/blocks", training).expect(201);
    rita.post("/blocks", moments(shop.ana, "17:00", "18:00")).expect(201);
    rita.post("/blocks", days(shop.ana, shop.monday.plusDays(1), shop.monday.plusDays(1)))
        .expect(201);

    JsonNode day = rita.get("/my-day?date=" + shop.monday).expect(200);
    assertThat(day.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(day.path("items").findValuesAsText("kind"))
        .containsExactly("BLOCK", "BOOKING", "BLOCK");
    assertThat(day.path("items").path(0).path("reason").asText()).isEqualTo("Curso");
    assertThat(day.path("items").path(1).path("client").path("name").asText()).isEqualTo("Lia");
    assertThat(day.path("items").path(1).path("start").asText()).isEqualTo(shop.at("15:00"));
    JsonNode tokyo = rita.get("/my-day?timeZone=Asia/Tokyo&date=" + shop.monday).expect(200);
    assertThat(tokyo.path("items").path(0).path("start").asText()).endsWith("21:00:00+09:00");
    JsonNode calendar =
        shop.owner.get("/calendar?from=%1$s&to=%1$s".formatted(shop.monday)).expect(200);
    assertThat(calendar.path("items").findValuesAsText("kind"))
        .containsExactly("BLOCK", "BOOKING", "BOOKING", "BLOCK");
    assertThat(
            shop.apiKey("bookings:read")
                .get("/calendar?from=%1$s&to=%1$s".formatted(shop.monday))
                .expect(200)
                .path("items")
                .path(0)
                .path("reason")
                .isNull())
        .isTrue();
    assertThat(shop.client("Bia").get("/my-day").code()).isEqualTo("forbidden");
  }

  @Test
  void shouldLetServersTakeTime() {
    CheckedClient server = shop.apiKey("blocks:write");
    String path =
        "/blocks/"
            + server
                .with("Idempotency-Key", "holiday")
                .post("/blocks", moments(shop.ana, "09:00", "12:00"))
                .expect(201)
                .path("blockId")
                .asText();
    Reply again =
        server
            .with("Idempotency-Key", "holiday")
            .post("/blocks", moments(shop.ana, "09:00", "12:00"));
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(server.get(path).status()).isEqualTo(200);
    assertThat(server.delete(path).status()).isEqualTo(204);
    assertThat(
            shop.apiKey("bookings:write")
                .post("/blocks", moments(shop.ana, "09:00", "12:00"))
                .code())
        .isEqualTo("forbidden");
  }

  @Test
  void shouldNameAllThatIsWrong() {
    assertThat(faults(Map.of("resourceIds", List.of(), "from", "soon", "to", 3, "why", "?")))
        .containsExactlyInAnyOrder("/resourceIds", "/from", "/to", "/why");
    assertThat(
            faults(
                Map.of(
                    "resourceIds",
                    List.of("nothere"),
                    "from",
                    shop.monday.toString(),
                    "to",
                    shop.monday.minusDays(1).toString(),
                    "reason",
                    "")))
        .containsExactlyInAnyOrder("/resourceIds/0", "/to", "/reason");
    assertThat(
            faults(
                Map.of(
                    "resourceIds",
                    List.of(shop.ana, "nothere"),
                    "from",
                    shop.monday.toString(),
                    "to",
                    shop.monday.plusYears(2).toString())))
        .containsExactlyInAnyOrder("/resourceIds/1", "/to");
    assertThat(
            faults(
                Map.of(
                    "resourceIds",
                    List.of(shop.ana),
                    "from",
                    shop.monday.toString(),
                    "to",
                    shop.monday.minusDays(1).toString())))
        .containsExactly("/to");
  }

  @Test
  void shouldListBlocksOfSomeDatesAndAResource() {
    Map<String, String> ids = new TreeMap<>();
    for (String resource : List.of(shop.ana, shop.bruno)) {
      for (int week = 0; week < 3; week++) {
        LocalDate day = shop.monday.plusWeeks(week);
        ids.put(
            resource + week,
            shop.owner
                .post("/blocks", days(resource, day, day))
                .expect(201)
                .path("blockId")
                .asText());
      }
    }
    assertThat(listed("?resourceId=" + shop.ana))
        .containsExactly(ids.get(shop.ana + 0), ids.get(shop.ana + 1), ids.get(shop.ana + 2));
    assertThat(
            listed(
                "?from=%s&to=%s&resourceId=%s"
                    .formatted(shop.monday.plusDays(1), shop.monday.plusDays(7), shop.bruno)))
        .containsExactly(ids.get(shop.bruno + 1));
    JsonNode page = shop.owner.get("/blocks?limit=4").expect(200);
    assertThat(page.path("items")).hasSize(4);
    JsonNode rest =
        shop.owner.get("/blocks?limit=4&cursor=" + page.path("nextCursor").asText()).expect(200);
    assertThat(rest.path("items")).hasSize(2);
    assertThat(rest.path("nextCursor").isNull()).isTrue();
  }

  private List<String> listed(String query) {
    return shop.owner.get("/blocks" + query).expect(200).path("items").findValuesAsText("blockId");
  }

  private List<String> faults(Map<String, Object> body) {
    return shop.owner.post("/blocks", body).expect(400).path("errors").findValuesAsText("pointer");
  }

  private String free(String resourceId) {
    return "/resources/%s/availability?serviceId=%s".formatted(resourceId, shop.cut);
  }

  private Map<String, Object> moments(String resourceId, String from, String to) {
    return block(resourceId, shop.at(from), shop.at(to));
  }

  private static Map<String, Object> days(String resourceId, LocalDate first, LocalDate last) {
    return block(resourceId, first.toString(), last.toString());
  }

  private static Map<String, Object> block(String resourceId, String from, String to) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("resourceIds", List.of(resourceId));
    block.put("from", from);
    block.put("to", to);
    return block;
  }
}
