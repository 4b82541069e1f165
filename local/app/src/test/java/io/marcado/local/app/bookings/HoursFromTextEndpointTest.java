package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hours as people copy them, and the holidays of a year, through to what can be booked. */
class HoursFromTextEndpointTest {
  private static final String PATH = "/settings/hours-from-text";

  private final Shop shop = new Shop();
  private final String cuts = "/resources/" + shop.ana + "/availability?serviceId=" + shop.cut;

  @Test
  void shouldSayWhatItUnderstandsAndChangeNothing() {
    JsonNode before = shop.owner.get("/settings").expect(200);

    JsonNode said =
        shop.owner
            .put(PATH, Map.of("text", "Seg-Sex 9h às 12h e 13h-18h; Sáb 9h-13h; feriados fechado"))
            .expect(200);

    assertThat(said.path("written").asBoolean()).isFalse();
    assertThat(said.path("complete").asBoolean()).isTrue();
    assertThat(texts(said.path("understood")))
        .containsExactly(
            "segunda a sexta: 09:00–12:00, 13:00–18:00",
            "sábado: 09:00–13:00",
            "domingo: fechado",
            "Feriados: fechado");
    assertThat(said.path("businessHours")).hasSize(11);
    assertThat(said.path("holidays").path("country").asText()).isEqualTo("BR");
    assertThat(said.path("holidays").path("rule").asText()).isEqualTo("CLOSED");
    assertThat(shop.owner.get("/settings").expect(200)).isEqualTo(before);
  }

  @Test
  void shouldOfferWhatTheTextSaysOnceItIsWritten() {
    shop.owner.put(PATH, Map.of("text", "Mo 10:00-12:00; PH off", "dryRun", false)).expect(200);

    assertThat(shop.free(cuts)).containsExactly("10:00", "10:30", "11:00");
    JsonNode settings = shop.owner.get("/settings").expect(200);
    assertThat(settings.path("businessHours")).hasSize(1);
    assertThat(settings.path("holidays").path("rule").asText()).isEqualTo("CLOSED");

    // A later rule of all Mondays leaves nothing of the date: nobody means that.
    assertThat(
            shop.owner
                .put(
                    PATH,
                    Map.of("text", shop.monday + " 15:00-16:00; Mo 10:00-12:00", "dryRun", false))
                .status())
        .isEqualTo(400);

    // The text replaces the settings that it names; the others stay.
    shop.owner
        .put(PATH, Map.of("text", "Mo 10:00-12:00; " + shop.monday + " 15-16h", "dryRun", false))
        .expect(200);
    assertThat(shop.free(cuts)).containsExactly("15:00");
    assertThat(shop.owner.get("/settings").expect(200).path("holidays").path("rule").asText())
        .isEqualTo("CLOSED");
  }

  @Test
  void shouldOfferToClientsOnlyByRequestWhatIsByAppointment() {
    shop.owner
        .put(PATH, Map.of("text", "Mo 10:00-11:00 com hora marcada", "dryRun", false))
        .expect(200);

    assertThat(shop.free(cuts)).containsExactly("10:00");
    assertThat(
            shop.visitor
                .post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("10:00")))
                .expect(201)
                .path("status")
                .asText())
        .isEqualTo("PENDING");

    shop.owner
        .put(PATH + "?bookings=keep", Map.of("text", "com hora marcada", "dryRun", false))
        .expect(200);
    assertThat(shop.free(cuts)).isEmpty();
  }

  @Test
  void shouldNameAllThatItDoesNotUnderstandAndWriteNothing() {
    JsonNode before = shop.owner.get("/settings").expect(200);
    String text = "Mo-Fr 09:00-18:00; SH off; Sa sunrise-12:00";

    JsonNode said = shop.owner.put(PATH, Map.of("text", text)).expect(200);
    assertThat(said.path("complete").asBoolean()).isFalse();
    assertThat(said.path("notUnderstood").findValuesAsText("text"))
        .containsExactly("SH off", "Sa sunrise-12:00");
    assertThat(said.path("notUnderstood").findValuesAsText("reason"))
        .containsExactly("SCHOOL_HOLIDAYS", "SUN");
    assertThat(said.path("notUnderstood").path(0).path("position").asInt()).isEqualTo(19);

    Reply refused = shop.owner.put(PATH, Map.of("text", text, "dryRun", false));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors")).hasSize(2);
    assertThat(shop.owner.put(PATH, Map.of("text", "olá mundo", "dryRun", false)).status())
        .isEqualTo(400);
    assertThat(shop.owner.get("/settings").expect(200)).isEqualTo(before);

    JsonNode written =
        shop.owner
            .put(PATH, Map.of("text", text, "dryRun", false, "acceptPartial", true))
            .expect(200);
    assertThat(written.path("written").asBoolean()).isTrue();
    assertThat(shop.owner.get("/settings").expect(200).path("businessHours")).hasSize(5);
  }

  @Test
  void shouldAskForBookingsThatTheTextWouldLeaveOutside() {
    shop.client("Eva")
        .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("14:00")))
        .expect(201);
    Map<String, Object> mornings = Map.of("text", "Mo-Sa 09:00-12:00", "dryRun", false);

    assertThat(shop.owner.put(PATH, mornings).code()).isEqualTo("bookings-outside");
    assertThat(shop.free(cuts)).contains("15:00");
    shop.owner.put(PATH + "?bookings=keep", mornings).expect(200);
    assertThat(shop.free(cuts)).containsExactly("09:00", "09:30", "10:00", "10:30", "11:00");
  }

  @Test
  void shouldNameAllThatIsWrongWithTheRequest() {
    Reply refused =
        shop.owner.put(PATH, Map.of("text", "", "dryRun", "no", "country", "XX", "bananas", 1));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/text", "/dryRun", "/country", "/bananas");
    assertThat(
            shop.owner
                .put(PATH, Map.of("text", "24/7", "country", "BR", "region", "ZZ"))
                .json()
                .path("errors")
                .findValuesAsText("pointer"))
        .containsExactly("/region");
    assertThat(
            shop.owner
                .put(PATH, Map.of("text", "24/7", "region", "SP"))
                .json()
                .path("errors")
                .findValuesAsText("pointer"))
        .containsExactly("/country");
  }

  @Test
  void shouldListHolidaysAndWhatTheBusinessDoesOnThem() {
    shop.settings(
        Map.of(
            "businessHours",
            List.of(Map.of("day", "FRIDAY", "opens", "09:00", "closes", "12:00")),
            "closedDates",
            List.of("2027-11-02"),
            "holidays",
            Map.of(
                "country",
                "BR",
                "region",
                "SP",
                "rule",
                "CLOSED",
                "days",
                List.of(
                    Map.of("date", "2027-01-01", "rule", "OPEN"),
                    Map.of("date", "2027-01-25", "rule", "CLOSED")))));

    JsonNode list = shop.owner.get("/settings/holidays?year=2027").expect(200);

    assertThat(list.path("knownUntilYear").asInt()).isEqualTo(2036);
    assertThat(list.path("regions")).hasSize(27);
    JsonNode items = list.path("items");
    assertThat(item(items, "2027-01-01").path("decidedBy").asText()).isEqualTo("DAY");
    assertThat(item(items, "2027-01-01").path("windows")).hasSize(1);
    assertThat(item(items, "2027-01-25").path("name").isNull()).isTrue();
    assertThat(item(items, "2027-01-25").path("closed").asBoolean()).isTrue();
    assertThat(item(items, "2027-03-26").path("decidedBy").asText()).isEqualTo("RULE");
    assertThat(item(items, "2027-03-26").path("closed").asBoolean()).isTrue();
    assertThat(item(items, "2027-07-09").path("name").asText())
        .isEqualTo("Revolução Constitucionalista");
    assertThat(item(items, "2027-11-02").path("decidedBy").asText()).isEqualTo("CLOSED_DATE");
    assertThat(item(items, "2027-12-24").path("kind").asText()).isEqualTo("OPTIONAL");
    assertThat(item(items, "2027-12-24").path("decidedBy").asText()).isEqualTo("NOTHING");
    assertThat(item(items, "2027-12-24").path("windows")).hasSize(1);
  }

  @Test
  void shouldListHolidaysOfAnotherCountryAndSayUpToWhenTheyAreKnown() {
    JsonNode coming = shop.owner.get("/settings/holidays").expect(200);
    assertThat(coming.path("country").asText()).isEqualTo("BR");
    assertThat(coming.path("items").size()).isGreaterThan(10);

    JsonNode bavaria =
        shop.owner.get("/settings/holidays?year=2027&country=DE&region=BY").expect(200);
    assertThat(item(bavaria.path("items"), "2027-05-27").path("englishName").asText())
        .isEqualTo("Corpus Christi");
    assertThat(shop.owner.get("/settings/holidays?year=2040").expect(200).path("items")).isEmpty();
    assertThat(shop.owner.get("/settings/holidays?year=x&country=YY&region=toolong").status())
        .isEqualTo(400);
    assertThat(shop.owner.get("/settings/holidays?country=DE&region=SP").status()).isEqualTo(400);
    assertThat(shop.visitor.get("/settings/holidays").status()).isEqualTo(401);
  }

  private static JsonNode item(JsonNode items, String date) {
    for (JsonNode item : items) {
      if (item.path("date").asText().equals(date)) {
        return item;
      }
    }
    throw new AssertionError("nothing on " + date + " in " + items);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
