package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services with a choice of durations, and with resources that differ, through HTTP. */
class DurationsTest {
  private static final String ANY = "";
  private static final int USUAL = 0;
  private static final Map<String, Object> LISTED =
      Map.of(
          "durationMinutes",
          60,
          "durations",
          List.of(
              Map.of("minutes", 30),
              Map.of("minutes", 60),
              Map.of("minutes", 90, "price", money("70.00"))),
          "price",
          money("50.00"));

  private final Shop shop = new Shop();

  @Test
  void shouldOfferAndBookEachDurationOfAListAtItsPrice() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);

    assertThat(slot(massage, "", "09:00")).containsExactly("09:00-10:00 60 50.00");
    assertThat(slot(massage, "30", "09:00")).containsExactly("09:00-09:30 30 50.00");
    assertThat(slot(massage, "90", "09:00")).containsExactly("09:00-10:30 90 70.00");
    assertThat(slot(massage, "90", "11:00")).isEmpty();

    JsonNode booked = book(massage, shop.ana, "09:00", 90).expect(201);
    assertThat(booked.path("end").asText()).isEqualTo(shop.at("10:30"));
    assertThat(booked.path("price"))
        .isEqualTo(
            shop.owner
                .get("/services/" + massage)
                .expect(200)
                .path("durations")
                .path(2)
                .path("price"));
    assertThat(book(massage, shop.ana, "10:30", USUAL).expect(201).path("end").asText())
        .isEqualTo(shop.at("11:30"));
    assertThat(slot(massage, "30", "10:00")).isEmpty();
    assertThat(slot(massage, "30", "11:30")).hasSize(1);
  }

  @Test
  void shouldRefuseADurationThatIsNotOffered() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);

    Reply asked =
        shop.visitor.get(
            "/services/%s/availability?from=%s&to=%s&durationMinutes=45"
                .formatted(massage, shop.monday, shop.monday));
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.json().path("code").asText()).isEqualTo("duration-not-allowed");
    assertThat(asked.json().path("detail").asText())
        .isEqualTo("This service takes 30, 60 or 90 minutes.");

    for (String minutes : List.of("31", "44", "0", "1441", "10085")) {
      Reply odd =
          shop.visitor.get(
              "/services/%s/availability?from=%s&to=%s&durationMinutes=%s"
                  .formatted(massage, shop.monday, shop.monday, minutes));
      assertThat(odd.status()).isEqualTo(400);
      assertThat(odd.json().path("errors").path(0).path("parameter").asText())
          .isEqualTo("durationMinutes");
      assertThat(odd.json().path("errors").path(0).path("code").asText()).isEqualTo("out-of-range");
    }

    Reply refused = book(massage, shop.ana, "09:00", 45);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asText()).isEqualTo("duration-not-allowed");
    assertThat(refused.json().path("errors").path(0).path("pointer").asText())
        .isEqualTo("/durationMinutes");
  }

  @Test
  void shouldPriceARangeByTheHour() {
    String room =
        service(
            "Sala",
            List.of(shop.ana),
            Map.of(
                "durationMinutes",
                60,
                "durationRange",
                Map.of("minimumMinutes", 60, "maximumMinutes", 180, "stepMinutes", 20),
                "price",
                money("50.00"),
                "priceUnit",
                "HOUR"));

    assertThat(slot(room, "80", "09:00")).containsExactly("09:00-10:20 80 66.67");
    assertThat(slot(room, "180", "09:00")).containsExactly("09:00-12:00 180 150.00");
    assertThat(book(room, shop.ana, "09:00", 100).expect(201).path("price").path("amount").asText())
        .isEqualTo("83.33");
    assertThat(book(room, shop.ana, "10:40", 70).status()).isEqualTo(400);
    assertThat(book(room, shop.ana, "10:40", 240).status()).isEqualTo(400);
  }

  @Test
  void shouldKeepToTheTermsOfEachResource() {
    String cut = seniorAndJunior();

    assertThat(slot(cut, "", "09:00"))
        .containsExactly("09:00-09:45 45 80.00", "09:00-10:00 60 50.00");
    assertThat(slot(cut, "60", "09:00")).containsExactly("09:00-10:00 60 50.00");
    assertThat(slot(cut, "45", "11:15")).isEmpty();
    assertThat(slot(cut, "", "11:00"))
        .containsExactly("11:00-11:45 45 80.00", "11:00-12:00 60 50.00");

    JsonNode senior = book(cut, shop.ana, "09:00", USUAL).expect(201);
    assertThat(senior.path("end").asText()).isEqualTo(shop.at("09:45"));
    assertThat(senior.path("price").path("amount").asText()).isEqualTo("80.00");
    // Only Bruno is left, so his terms hold.
    JsonNode junior = book(cut, ANY, "09:00", USUAL).expect(201);
    assertThat(junior.path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    assertThat(junior.path("end").asText()).isEqualTo(shop.at("10:00"));
    assertThat(junior.path("price").path("amount").asText()).isEqualTo("50.00");

    Reply taken = book(cut, shop.ana, "09:00", USUAL);
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.json().path("alternatives").path(0).path("durationMinutes").asInt())
        .isEqualTo(45);
  }

  @Test
  void shouldKeepTheDurationOfAMoveAndTakeThePriceOfTheOtherResource() {
    String cut = seniorAndJunior();
    String id = book(cut, shop.bruno, "09:00", USUAL).expect(201).path("bookingId").asText();

    JsonNode sameHands = move(id, 1, Map.of("start", shop.at("10:00")));
    assertThat(sameHands.path("price").path("amount").asText()).isEqualTo("50.00");

    JsonNode toAna = move(id, 2, Map.of("resourceId", shop.ana));
    assertThat(toAna.path("end").asText()).isEqualTo(shop.at("11:00"));
    assertThat(toAna.path("price").path("amount").asText()).isEqualTo("80.00");

    // A service that has become dearer costs nobody more who has booked it.
    shop.owner.patch("/services/" + cut, Map.of("price", money("55.00"))).expect(200);
    JsonNode moved = move(id, 3, Map.of("start", shop.at("09:00")));
    assertThat(moved.path("price").path("amount").asText()).isEqualTo("80.00");
  }

  @Test
  void shouldLetAClientChangeTheDurationAndSayWhatThatCosts() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", shop.draft(massage, shop.ana, shop.at("09:00"))));
    book(massage, shop.ana, "11:00", 30).expect(201);

    JsonNode longer = change(lia, id, 1, Map.of("durationMinutes", 90)).expect(200);
    assertThat(longer.path("end").asText()).isEqualTo(shop.at("10:30"));
    assertThat(longer.path("previousPrice").path("amount").asText()).isEqualTo("50.00");
    assertThat(longer.path("price").path("amount").asText()).isEqualTo("70.00");
    JsonNode later = change(lia, id, 2, Map.of("start", shop.at("09:30"))).expect(200);
    assertThat(later.path("end").asText()).isEqualTo(shop.at("11:00"));
    assertThat(later.has("previousPrice")).isFalse();

    Reply unknown = change(lia, id, 3, Map.of("durationMinutes", 45));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().path("code").asText()).isEqualTo("duration-not-allowed");
    assertThat(unknown.json().path("errors").path(0).path("pointer").asText())
        .isEqualTo("/durationMinutes");
    JsonNode shorter =
        change(lia, id, 3, Map.of("start", shop.at("10:30"), "durationMinutes", 30)).expect(200);
    assertThat(shorter.path("price").path("amount").asText()).isEqualTo("50.00");
    Reply taken = change(lia, id, 4, Map.of("durationMinutes", 60));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.json().path("alternatives").path(0).path("durationMinutes").asInt())
        .isEqualTo(60);
  }

  @Test
  void shouldAcceptTheLongerDurationExactlyWhereAvailabilityOffersItToTheBooking() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", shop.draft(massage, shop.ana, shop.at("09:30"))));
    book(massage, shop.ana, "11:00", 30).expect(201);

    List<String> offered =
        lia.get(
                "/services/%s/availability?from=%s&to=%s&durationMinutes=90&bookingId=%s"
                    .formatted(massage, shop.monday, shop.monday, id))
            .expect(200)
            .path("slots")
            .valueStream()
            .map(slot -> slot.path("start").asText())
            .filter(start -> start.compareTo(shop.at("12:00")) < 0)
            .toList();

    assertThat(offered).containsExactly(shop.at("09:00"), shop.at("09:30"));
    int version = 1;
    for (int minute = 9 * 60; minute < 12 * 60; minute += 30) {
      String start = shop.at("%02d:%02d".formatted(minute / 60, minute % 60));
      Reply moved = change(lia, id, version, Map.of("start", start, "durationMinutes", 90));
      assertThat(moved.status() == 200).describedAs(start).isEqualTo(offered.contains(start));
      if (moved.status() == 200) {
        version = moved.json().path("version").asInt();
      }
    }
  }

  @Test
  void shouldGiveTheOldPriceBackWhenALongerDurationIsNotApproved() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", shop.draft(massage, shop.ana, shop.at("09:00"))));
    shop.settings(Map.of("approval", "MANUAL"));

    JsonNode asked = change(lia, id, 1, Map.of("durationMinutes", 90)).expect(200);
    assertThat(asked.path("status").asText()).isEqualTo("PENDING");
    assertThat(asked.path("price").path("amount").asText()).isEqualTo("70.00");
    JsonNode rejected = shop.owner.post("/bookings/" + id + "/reject", "{}").expect(200);

    assertThat(rejected.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(rejected.path("end").asText()).isEqualTo(shop.at("10:00"));
    assertThat(rejected.path("price").path("amount").asText()).isEqualTo("50.00");
    assertThat(slot(massage, "30", "10:00")).hasSize(1);
  }

  @Test
  void shouldMakeABookingOneOfAnotherService() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);
    String beard =
        service(
            "Barba", List.of(shop.bruno), Map.of("durationMinutes", 30, "price", money("30.00")));
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", shop.draft(massage, shop.ana, shop.at("09:00"))));
    assertThat(
            lia.get(
                    "/services/%s/availability?from=%s&to=%s&bookingId=%s"
                        .formatted(beard, shop.monday, shop.monday, id))
                .expect(200)
                .path("slots")
                .path(0)
                .path("start")
                .asText())
        .isEqualTo(shop.at("09:00"));

    // Bruno does it now, with the usual duration and the price of the new service.
    JsonNode other = change(lia, id, 1, Map.of("serviceId", beard)).expect(200);
    assertThat(other.path("serviceName").asText()).isEqualTo("Barba");
    assertThat(other.path("resourceNames").path(0).asText()).isEqualTo("Bruno");
    assertThat(other.path("end").asText()).isEqualTo(shop.at("09:30"));
    assertThat(other.path("price").path("amount").asText()).isEqualTo("30.00");
    assertThat(other.path("priceDifference").asText()).isEqualTo("-20.00");
    assertThat(slot(massage, "60", "09:00")).hasSize(1);
    book(beard, shop.bruno, "09:30", USUAL).expect(201);

    JsonNode back =
        change(
                lia,
                id,
                2,
                Map.of("serviceId", massage, "durationMinutes", 90, "start", shop.at("10:00")))
            .expect(200);
    assertThat(back.path("end").asText()).isEqualTo(shop.at("11:30"));
    assertThat(back.path("price").path("amount").asText()).isEqualTo("70.00");
    Reply taken = change(lia, id, 3, Map.of("serviceId", beard, "start", shop.at("09:30")));
    assertThat(taken.code()).isEqualTo("slot-taken");
    assertThat(taken.json().path("alternatives")).isNotEmpty();
    assertThat(pointers(change(lia, id, 3, Map.of("serviceId", "nothere"))))
        .containsExactly("/serviceId");
    assertThat(pointers(change(lia, id, 3, Map.of("serviceId", beard, "resourceId", shop.ana))))
        .containsExactly("/resourceId");
    assertThat(change(lia, id, 3, Map.of("serviceId", beard, "durationMinutes", 45)).code())
        .isEqualTo("duration-not-allowed");
  }

  @Test
  void shouldGiveTheOldServiceBackWhenAnotherIsNotApproved() {
    String massage = service("Massagem", List.of(shop.ana), LISTED);
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", shop.draft(massage, shop.ana, shop.at("09:00"))));
    shop.settings(Map.of("approval", "MANUAL"));

    JsonNode asked = change(lia, id, 1, Map.of("serviceId", shop.cut)).expect(200);
    assertThat(asked.path("status").asText()).isEqualTo("PENDING");
    assertThat(asked.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(asked.path("approved").path("serviceId").asText()).isEqualTo(massage);
    JsonNode withdrawn = change(lia, id, 2, Map.of("serviceId", massage)).expect(200);
    assertThat(withdrawn.path("status").asText()).isEqualTo("CONFIRMED");
    change(lia, id, 3, Map.of("serviceId", shop.cut)).expect(200);
    JsonNode rejected = shop.owner.post("/bookings/" + id + "/reject", "{}").expect(200);

    assertThat(rejected.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(rejected.path("serviceId").asText()).isEqualTo(massage);
    assertThat(rejected.path("serviceName").asText()).isEqualTo("Massagem");
    assertThat(rejected.path("price").path("amount").asText()).isEqualTo("50.00");
  }

  @Test
  void shouldLetStaffNameAllResources() {
    String one = shop.room("Sala 1", 1);
    String two = shop.room("Sala 2", 1);
    String treatment =
        service(
            "Tratamento",
            List.of(shop.ana, shop.bruno),
            Map.of(
                "durationMinutes",
                60,
                "alsoNeeds",
                List.of(Map.of("resourceIds", List.of(one, two)))));
    CheckedClient lia = shop.client("Lia");
    JsonNode booked =
        lia.post("/bookings", shop.draft(treatment, shop.ana, shop.at("09:00"))).expect(201);
    String id = booked.path("bookingId").asText();
    String other = booked.path("resourceIds").path(1).asText().equals(one) ? two : one;

    assertThat(pointers(change(lia, id, 1, Map.of("resourceIds", List.of(shop.ana, other)))))
        .containsExactly("/resourceIds");
    JsonNode moved = move(id, 1, Map.of("resourceIds", List.of(shop.ana, other)));
    assertThat(moved.path("resourceIds").path(1).asText()).isEqualTo(other);
    assertThat(moved.path("start").asText()).isEqualTo(shop.at("09:00"));
    assertThat(
            pointers(
                change(shop.owner, id, 2, Map.of("resourceIds", List.of(shop.ana, shop.bruno)))))
        .containsExactly("/resourceIds/1");
    assertThat(pointers(change(shop.owner, id, 2, Map.of("resourceIds", List.of(shop.ana)))))
        .containsExactly("/resourceIds");
    assertThat(
            pointers(
                change(
                    shop.owner,
                    id,
                    2,
                    Map.of("resourceIds", List.of(shop.ana, other), "resourceId", shop.ana))))
        .containsExactly("/resourceId");
    JsonNode rest =
        shop.owner
            .post("/bookings", withClient(shop.draft(treatment, shop.bruno, shop.at("09:00"))))
            .expect(201);
    assertThat(rest.path("resourceIds").path(1).asText()).isNotEqualTo(other);
    Reply taken =
        change(
            shop.owner,
            id,
            2,
            Map.of("resourceIds", List.of(shop.ana, rest.path("resourceIds").path(1).asText())));
    assertThat(taken.code()).isEqualTo("slot-taken");
  }

  private static Map<String, Object> withClient(Map<String, Object> draft) {
    draft.put("client", Map.of("name", "Rita"));
    return draft;
  }

  private static List<String> pointers(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return reply
        .json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("pointer").asText())
        .toList();
  }

  @Test
  void shouldNameEveryFaultOfDurationsAtOnce() {
    Map<String, Object> draft = draft("Corte", List.of(shop.ana), Map.of());
    draft.put("durationMinutes", 45);
    draft.put(
        "durations",
        List.of(
            Map.of("minutes", 30, "price", Map.of("amount", "5.00", "currency", "EUR")),
            Map.of("minutes", 30)));
    draft.put(
        "durationRange", Map.of("minimumMinutes", 60, "maximumMinutes", 90, "stepMinutes", 20));
    draft.put("price", money("99999999.00"));
    draft.put("priceUnit", "HOUR");
    draft.put(
        "resourceTerms",
        List.of(
            Map.of("resourceId", shop.bruno, "durationMinutes", 45),
            Map.of("resourceId", shop.bruno, "price", money("1.00"))));

    Reply refused = shop.owner.post("/services", draft);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").valueStream().map(e -> e.path("pointer").asText()))
        .containsExactlyInAnyOrder(
            "/durationRange",
            "/durations/1/minutes",
            "/durations/0/price/currency",
            "/price/amount",
            "/resourceTerms/0/resourceId",
            "/resourceTerms/1/resourceId",
            "/resourceTerms/1/resourceId");
    assertThat(
            shop.owner
                .post(
                    "/services", draft("Corte", List.of(shop.ana), Map.of("durations", List.of(1))))
                .status())
        .isEqualTo(400);
  }

  /** The shop is open from nine to noon and from one to six, Monday to Friday. */
  @Test
  void shouldHireABoatForDays() {
    String boat = shop.room("Barco", 1);
    String hire =
        service(
            "Passeio",
            List.of(boat),
            Map.of(
                "durationMinutes",
                1440,
                "durationRange",
                Map.of("minimumMinutes", 1440, "maximumMinutes", 10080, "stepMinutes", 1440),
                "price",
                money("200.00"),
                "priceUnit",
                "DAY",
                "bufferAfterMinutes",
                60));
    LocalDate friday = shop.monday.plusDays(4);

    // Three days from Friday end on Monday; nobody cares that the shop is closed meanwhile.
    assertThat(starts(hire, 4320, friday))
        .contains(shop.at(friday, "09:00"), shop.at(friday, "17:30"));
    assertThat(starts(hire, 2880, friday)).isEmpty();
    CheckedClient lia = shop.client("Lia");
    Map<String, Object> draft = shop.draft(hire, boat, shop.at(friday, "10:00"));
    draft.put("durationMinutes", 4320);
    JsonNode held = lia.post("/holds", draft).expect(201);
    assertThat(held.path("end").asText()).isEqualTo(shop.at(friday.plusDays(3), "10:00"));
    JsonNode booked =
        lia.post("/bookings", Map.of("holdId", held.path("holdId").asText())).expect(201);
    String id = booked.path("bookingId").asText();
    assertThat(booked.path("price").path("amount").asText()).isEqualTo("600.00");

    // The boat is away, and is cleaned for an hour.
    assertThat(starts(hire, 1440, friday.plusDays(3)))
        .doesNotContain(shop.at(friday.plusDays(3), "10:30"))
        .contains(shop.at(friday.plusDays(3), "11:00"));
    assertThat(starts(hire, 1440, friday.minusDays(1)))
        .contains(shop.at(friday.minusDays(1), "09:00"))
        .doesNotContain(shop.at(friday.minusDays(1), "09:30"));
    JsonNode why =
        shop.visitor
            .get(
                "/availability/explain?serviceId=%s&durationMinutes=2880&start=%s"
                    .formatted(hire, shop.at(friday.plusDays(3), "09:30")))
            .expect(200);
    assertThat(why.path("end").asText()).isEqualTo(shop.at(friday.plusDays(5), "09:30"));
    assertThat(why.path("works").asBoolean()).isFalse();

    // It is in the diary of each of its days.
    LocalDate sunday = friday.plusDays(2);
    assertThat(
            shop.owner
                .get("/calendar?from=%s&to=%s".formatted(sunday, sunday))
                .expect(200)
                .path("items")
                .path(0)
                .path("bookingId")
                .asText())
        .isEqualTo(id);
    Reply block =
        shop.owner.post(
            "/blocks",
            Map.of(
                "resourceIds", List.of(boat), "from", sunday.toString(), "to", sunday.toString()));
    assertThat(block.status()).isEqualTo(409);

    // Hours of its two ends count, and no others.
    shop.settings(Map.of("closedDates", List.of(sunday.toString())));
    assertThat(
            shop.owner.patch("/settings", Map.of("closedDates", List.of(friday.toString()))).code())
        .isEqualTo("bookings-outside");

    // A move keeps the days; another number of them costs what they cost.
    JsonNode later =
        change(lia, id, 1, Map.of("start", shop.at(shop.monday.plusDays(7), "11:00"))).expect(200);
    assertThat(later.path("end").asText()).isEqualTo(shop.at(shop.monday.plusDays(10), "11:00"));
    JsonNode week = change(lia, id, 2, Map.of("durationMinutes", 10080)).expect(200);
    assertThat(week.path("end").asText()).isEqualTo(shop.at(shop.monday.plusDays(14), "11:00"));
    assertThat(week.path("price").path("amount").asText()).isEqualTo("1400.00");
    assertThat(starts(hire, 4320, friday)).contains(shop.at(friday, "10:00"));
  }

  @Test
  void shouldNameEveryFaultOfDaysAtOnce() {
    Map<String, Object> draft = draft("Casa", List.of(shop.ana), Map.of());
    draft.put("durationMinutes", 1500);
    draft.put("durations", List.of(Map.of("minutes", 1500), Map.of("minutes", 10080)));
    draft.put("price", money("99999999.00"));
    draft.put("priceUnit", "DAY");
    List<Map<String, Object>> groups = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      groups.add(Map.of("resourceIds", List.of(shop.bruno)));
    }
    draft.put("alsoNeeds", groups);

    assertThat(pointers(shop.owner.post("/services", draft)))
        .containsExactlyInAnyOrder(
            "/durationMinutes", "/durations/0/minutes", "/price/amount", "/alsoNeeds");
    Map<String, Object> range = draft("Casa", List.of(shop.ana), Map.of());
    range.put("durationMinutes", 720);
    range.put(
        "durationRange", Map.of("minimumMinutes", 720, "maximumMinutes", 2160, "stepMinutes", 720));
    assertThat(pointers(shop.owner.post("/services", range)))
        .containsExactly("/durationRange/stepMinutes");
    range.put(
        "durationRange", Map.of("minimumMinutes", 60, "maximumMinutes", 1380, "stepMinutes", 60));
    range.put("priceUnit", "DAY");
    assertThat(pointers(shop.owner.post("/services", range))).containsExactly("/priceUnit");
  }

  private List<String> starts(String serviceId, int minutes, LocalDate date) {
    return shop.visitor
        .get(
            "/services/%s/availability?from=%s&to=%s&durationMinutes=%d"
                .formatted(serviceId, date, date, minutes))
        .expect(200)
        .path("slots")
        .valueStream()
        .map(slot -> slot.path("start").asText())
        .toList();
  }

  private String seniorAndJunior() {
    return service(
        "Corte",
        List.of(shop.ana, shop.bruno),
        Map.of(
            "durationMinutes",
            60,
            "price",
            money("50.00"),
            "resourceTerms",
            List.of(
                Map.of("resourceId", shop.ana, "durationMinutes", 45, "price", money("80.00")))));
  }

  private JsonNode move(String id, int version, Map<String, Object> change) {
    return change(shop.owner, id, version, change).expect(200);
  }

  private static Reply change(
      CheckedClient caller, String id, int version, Map<String, Object> change) {
    return caller.with("If-Match", "\"" + version + "\"").patch("/bookings/" + id, change);
  }

  private Reply book(String serviceId, String resourceId, String time, int minutes) {
    Map<String, Object> draft = shop.publicDraft(serviceId, resourceId, shop.at(time));
    if (resourceId.equals(ANY)) {
      draft.remove("resourceId");
    }
    if (minutes != USUAL) {
      draft.put("durationMinutes", minutes);
    }
    return shop.visitor.post("/public/bookings", draft);
  }

  /** The slots of a start, as {@code 09:00-10:00 60 50.00}. */
  private List<String> slot(String serviceId, String minutes, String start) {
    return shop.visitor
        .get(
            "/services/%s/availability?from=%s&to=%s%s"
                .formatted(
                    serviceId,
                    shop.monday,
                    shop.monday,
                    minutes.isEmpty() ? "" : "&durationMinutes=" + minutes))
        .expect(200)
        .path("slots")
        .valueStream()
        .filter(slot -> slot.path("start").asText().equals(shop.at(start)))
        .map(
            slot ->
                "%s-%s %s %s"
                    .formatted(
                        slot.path("start").asText().substring(11, 16),
                        slot.path("end").asText().substring(11, 16),
                        slot.path("durationMinutes").asText(),
                        slot.path("price").path("amount").asText()))
        .toList();
  }

  private String service(String name, List<String> resourceIds, Map<String, Object> terms) {
    return shop.owner
        .post("/services", draft(name, resourceIds, terms))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  private static Map<String, Object> draft(
      String name, List<String> resourceIds, Map<String, Object> terms) {
    Map<String, Object> draft = new LinkedHashMap<>(terms);
    draft.put("name", name);
    draft.put("resourceIds", resourceIds);
    draft.putIfAbsent("durationMinutes", 60);
    return draft;
  }

  private static Map<String, Object> money(String amount) {
    return Map.of("amount", amount, "currency", "BRL");
  }
}
