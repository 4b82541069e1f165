package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classes over HTTP: sessions, their seats, and who has them. */
class ClassTest {
  private final Shop shop = new Shop();
  private final String room = shop.room("Sala", 1);
  private final String yoga =
      shop.owner
          .post(
              "/services",
              Map.of(
                  "name",
                  "Yoga",
                  "kind",
                  "CLASS",
                  "durationMinutes",
                  60,
                  "price",
                  Map.of("amount", "30.00", "currency", "BRL"),
                  "bufferAfterMinutes",
                  15,
                  "resourceIds",
                  List.of(shop.ana, shop.bruno)))
          .expect(201)
          .path("serviceId")
          .asText();

  @Test
  void shouldTakePeopleAndRoomsOnceForAllWhoCome() {
    String session = session("18:30", 2);

    assertThat(free()).isEmpty();
    Reply first =
        shop.client("Lia")
            .post(
                "/bookings",
                Map.of("sessionId", session, "attendees", List.of(Map.of("name", "Nina"))));
    JsonNode booking = first.expect(201);
    assertThat(booking.path("start").asText()).isEqualTo(shop.at("18:30"));
    assertThat(booking.path("end").asText()).isEqualTo(shop.at("19:30"));
    assertThat(booking.path("resourceIds").valueStream().map(JsonNode::asText))
        .containsExactly(shop.ana, room);
    assertThat(booking.path("sessionId").asText()).isEqualTo(session);
    assertThat(booking.path("seats").asInt()).isEqualTo(1);
    assertThat(booking.path("attendees").path(0).path("name").asText()).isEqualTo("Nina");
    assertThat(booking.path("price").path("amount").asText()).isEqualTo("30.00");

    assertThat(offered()).containsExactly(Map.entry(session, 1));
    assertThat(seatsLeft(session)).isEqualTo(1);
    Reply other = shop.client("Rita").post("/bookings", Map.of("sessionId", session));
    other.expect(201);
    assertThat(offered()).isEmpty();

    Reply full = shop.visitor.post("/public/bookings", visitor(session, 1));
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.code()).isEqualTo("session-full");

    // To cancel one touches no other.
    shop.owner.post("/bookings/" + Shop.id(first) + "/cancel", Map.of()).expect(200);
    assertThat(seatsLeft(session)).isEqualTo(1);
    assertThat(shop.owner.get("/bookings/" + Shop.id(other)).expect(200).path("status").asText())
        .isEqualTo("CONFIRMED");
    JsonNode again = shop.visitor.post("/public/bookings", visitor(session, 1)).expect(201);
    assertThat(again.path("manageToken").asText()).isNotEmpty();
  }

  @Test
  void shouldCountAndPaySeats() {
    String session = session("18:30", 5);
    JsonNode three = shop.visitor.post("/public/bookings", visitor(session, 3)).expect(201);
    assertThat(three.path("price").path("amount").asText()).isEqualTo("90.00");
    assertThat(seatsLeft(session)).isEqualTo(2);

    Reply tooMany = shop.visitor.post("/public/bookings", visitor(session, 3));
    assertThat(tooMany.code()).isEqualTo("session-full");
    assertThat(tooMany.json().path("detail").asText()).contains("2 seats");
    shop.visitor.post("/public/bookings", visitor(session, 2)).expect(201);
  }

  /** Somewhere a class costs millions. */
  @Test
  void shouldBookNoSeatsWhosePriceCannotBeSaid() {
    shop.owner
        .patch(
            "/services/" + yoga, Map.of("price", Map.of("amount", "60000000", "currency", "BRL")))
        .expect(200);
    String session = session("18:30", 5);

    assertThat(errors(shop.visitor.post("/public/bookings", visitor(session, 2))))
        .containsExactly("/seats");
    JsonNode one = shop.visitor.post("/public/bookings", visitor(session, 1)).expect(201);
    assertThat(one.path("price").path("amount").asText()).isEqualTo("60000000.00");
  }

  @Test
  void shouldOfferOtherSessionsWhereOneIsFull() {
    String session = session("18:30", 1);
    String later = session("20:00", 4);
    shop.visitor.post("/public/bookings", visitor(session, 1)).expect(201);

    Reply full = shop.visitor.post("/public/bookings", visitor(session, 1));

    assertThat(full.code()).isEqualTo("session-full");
    JsonNode alternative = full.json().path("alternatives").path(0);
    assertThat(alternative.path("sessionId").asText()).isEqualTo(later);
    assertThat(alternative.path("seatsLeft").asInt()).isEqualTo(4);
  }

  @Test
  void shouldMoveSeatsToAnotherSessionOfTheClass() {
    String session = session("18:30", 2);
    String later = session("20:00", 3);
    CheckedClient lia = shop.client("Lia");
    Reply booked = lia.post("/bookings", Map.of("sessionId", session, "seats", 2));
    String id = Shop.id(booked);

    JsonNode moved =
        lia.with("If-Match", "\"1\"")
            .patch("/bookings/" + id, Map.of("sessionId", later))
            .expect(200);

    assertThat(moved.path("sessionId").asText()).isEqualTo(later);
    assertThat(moved.path("start").asText()).isEqualTo(shop.at("20:00"));
    assertThat(seatsLeft(session)).isEqualTo(2);
    assertThat(seatsLeft(later)).isEqualTo(1);

    shop.visitor.post("/public/bookings", visitor(session, 1)).expect(201);
    Reply full =
        lia.with("If-Match", "\"2\"").patch("/bookings/" + id, Map.of("sessionId", session));
    assertThat(full.code()).isEqualTo("session-full");
    Reply bySlot =
        lia.with("If-Match", "\"2\"").patch("/bookings/" + id, Map.of("start", shop.at("18:30")));
    assertThat(bySlot.status()).isEqualTo(400);
    assertThat(bySlot.json().path("errors").path(0).path("pointer").asText())
        .isEqualTo("/sessionId");
    Reply byDuration =
        lia.with("If-Match", "\"2\"").patch("/bookings/" + id, Map.of("durationMinutes", 90));
    assertThat(errors(byDuration)).containsExactly("/sessionId");
  }

  @Test
  void shouldChangeTheSeatsOfABookingAndWhatTheyCost() {
    String session = session("18:30", 4);
    CheckedClient lia = shop.client("Lia");
    String id =
        Shop.id(
            lia.post(
                "/bookings",
                Map.of("sessionId", session, "attendees", List.of(Map.of("name", "Nina")))));
    shop.owner
        .patch("/services/" + yoga, Map.of("price", Map.of("amount", "40.00", "currency", "BRL")))
        .expect(200);

    // Seats that stay keep their price; each more costs what one costs now.
    JsonNode three = patch(lia, id, 1, Map.of("seats", 3)).expect(200);
    assertThat(three.path("seats").asInt()).isEqualTo(3);
    assertThat(three.path("price").path("amount").asText()).isEqualTo("110.00");
    assertThat(three.path("previousPrice").path("amount").asText()).isEqualTo("30.00");
    assertThat(three.path("priceDifference").asText()).isEqualTo("80.00");
    assertThat(three.path("attendees").path(0).path("name").asText()).isEqualTo("Nina");
    assertThat(seatsLeft(session)).isEqualTo(1);

    Reply full = patch(lia, id, 2, Map.of("seats", 5));
    assertThat(full.code()).isEqualTo("session-full");
    assertThat(full.json().path("detail").asText()).contains("one seat left");

    List<Map<String, String>> people =
        List.of(Map.of("name", "Nina"), Map.of("name", "Tom"), Map.of("name", "Rui"));
    JsonNode named = patch(lia, id, 2, Map.of("attendees", people)).expect(200);
    assertThat(named.path("attendees")).hasSize(3);
    assertThat(named.has("previousPrice")).isFalse();
    assertThat(errors(patch(lia, id, 3, Map.of("seats", 2)))).containsExactly("/attendees");
    assertThat(errors(patch(lia, id, 3, Map.of("seats", 2, "attendees", people))))
        .containsExactly("/attendees");
    // The business need not approve that somebody does not come.
    shop.settings(Map.of("approval", "MANUAL"));
    JsonNode two =
        patch(lia, id, 3, Map.of("seats", 2, "attendees", people.subList(1, 3))).expect(200);
    assertThat(two.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(two.path("price").path("amount").asText()).isEqualTo("73.33");
    assertThat(two.path("priceDifference").asText()).isEqualTo("-36.67");
    assertThat(two.path("attendees").path(0).path("name").asText()).isEqualTo("Tom");
    assertThat(seatsLeft(session)).isEqualTo(2);
  }

  @Test
  void shouldKeepApprovedSeatsWhileMoreWait() {
    String session = session("18:30", 5);
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", Map.of("sessionId", session, "seats", 2)));
    shop.settings(Map.of("approval", "MANUAL"));

    JsonNode waiting = patch(lia, id, 1, Map.of("seats", 4)).expect(200);
    assertThat(waiting.path("status").asText()).isEqualTo("PENDING");
    assertThat(seatsLeft(session)).isEqualTo(1);
    // The same number again withdraws the request; fewer are given back with it.
    JsonNode back = patch(lia, id, 2, Map.of("seats", 2)).expect(200);
    assertThat(back.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(seatsLeft(session)).isEqualTo(3);
    patch(lia, id, 3, Map.of("seats", 3)).expect(200);
    JsonNode one = patch(lia, id, 4, Map.of("seats", 1)).expect(200);
    assertThat(one.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(one.path("price").path("amount").asText()).isEqualTo("30.00");
    assertThat(seatsLeft(session)).isEqualTo(4);

    patch(lia, id, 5, Map.of("seats", 3)).expect(200);
    JsonNode kept = shop.owner.post("/bookings/" + id + "/reject", Map.of()).expect(200);
    assertThat(kept.path("seats").asInt()).isEqualTo(1);
    assertThat(seatsLeft(session)).isEqualTo(4);
  }

  @Test
  void shouldMoveSeatsToASessionOfAnotherClass() {
    String session = session("18:30", 3);
    String pilates = pilates();
    String other =
        shop.owner
            .post(
                "/services/" + pilates + "/sessions",
                Map.of("start", shop.at("20:00"), "seats", 2, "resourceIds", List.of(shop.bruno)))
            .expect(201)
            .path("sessions")
            .path(0)
            .path("sessionId")
            .asText();
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", Map.of("sessionId", session, "seats", 2)));

    assertThat(errors(patch(lia, id, 1, Map.of("sessionId", other)))).containsExactly("/sessionId");
    assertThat(errors(patch(lia, id, 1, Map.of("serviceId", pilates))))
        .containsExactly("/sessionId");
    JsonNode moved =
        patch(lia, id, 1, Map.of("serviceId", pilates, "sessionId", other)).expect(200);

    assertThat(moved.path("serviceId").asText()).isEqualTo(pilates);
    assertThat(moved.path("serviceName").asText()).isEqualTo("Pilates");
    assertThat(moved.path("price").path("amount").asText()).isEqualTo("90.00");
    assertThat(seatsLeft(session)).isEqualTo(3);
    assertThat(seatsLeft(other)).isZero();
    String cut = Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.at("10:00"))));
    assertThat(errors(patch(lia, cut, 1, Map.of("seats", 2, "attendees", List.of()))))
        .containsExactlyInAnyOrder("/seats", "/attendees");
    assertThat(errors(patch(lia, cut, 1, Map.of("serviceId", pilates))))
        .containsExactly("/serviceId");
  }

  private String pilates() {
    return shop.owner
        .post(
            "/services",
            Map.of(
                "name",
                "Pilates",
                "kind",
                "CLASS",
                "durationMinutes",
                60,
                "price",
                Map.of("amount", "45.00", "currency", "BRL"),
                "resourceIds",
                List.of(shop.bruno)))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  private static Reply patch(
      CheckedClient caller, String id, int version, Map<String, Object> change) {
    return caller.with("If-Match", "\"" + version + "\"").patch("/bookings/" + id, change);
  }

  @Test
  void shouldLetStaffPriceSeatsAndKeepThatInAMove() {
    String session = session("18:30", 2);
    String later = session("20:00", 2);
    String id = Shop.id(shop.client("Lia").post("/bookings", Map.of("sessionId", session)));

    JsonNode priced =
        shop.owner
            .with("If-Match", "\"1\"")
            .patch(
                "/bookings/" + id,
                Map.of(
                    "price",
                    Map.of("amount", "20.00", "currency", "BRL"),
                    "priceReason",
                    "Amiga",
                    "internalNotes",
                    "Joelho"))
            .expect(200);
    assertThat(priced.path("previousPrice").path("amount").asText()).isEqualTo("30.00");
    JsonNode moved =
        shop.owner
            .with("If-Match", "\"2\"")
            .patch("/bookings/" + id, Map.of("sessionId", later))
            .expect(200);

    assertThat(moved.path("price").path("amount").asText()).isEqualTo("20.00");
    assertThat(moved.path("internalNotes").asText()).isEqualTo("Joelho");
    assertThat(moved.path("sessionId").asText()).isEqualTo(later);
  }

  @Test
  void shouldNameWhatIsWrongWithAHoldOfSeats() {
    String session = session("18:30", 2);
    CheckedClient lia = shop.client("Lia");

    assertThat(errors(lia.post("/holds", Map.of("serviceId", yoga, "start", shop.at("18:30")))))
        .containsExactly("/sessionId");
    assertThat(errors(lia.post("/holds", Map.of("seats", 2))))
        .containsExactlyInAnyOrder("/seats", "/serviceId", "/start");
    assertThat(
            errors(lia.post("/holds", Map.of("sessionId", "nothere", "start", shop.at("18:30")))))
        .containsExactlyInAnyOrder("/start", "/sessionId");
    assertThat(errors(lia.post("/holds", Map.of("sessionId", "nothere"))))
        .containsExactly("/sessionId");
    String held =
        lia.post("/holds", Map.of("sessionId", session)).expect(201).path("holdId").asText();
    List<Map<String, String>> two = List.of(Map.of("name", "Nina"), Map.of("name", "Pedro"));
    assertThat(
            errors(
                lia.post(
                    "/bookings", Map.of("holdId", held, "sessionId", session, "attendees", two))))
        .containsExactly("/sessionId");
    assertThat(errors(lia.post("/bookings", Map.of("holdId", held, "attendees", two))))
        .containsExactly("/attendees");
    String time =
        lia.post("/holds", shop.draft(shop.cut, shop.at("10:00")))
            .expect(201)
            .path("holdId")
            .asText();
    assertThat(errors(lia.post("/bookings", Map.of("holdId", time, "attendees", two))))
        .containsExactly("/attendees");
  }

  @Test
  void shouldBookHeldSeatsWhenTheirSessionIsAndNotOfACancelledOne() {
    String session = session("18:30", 3);
    CheckedClient lia = shop.client("Lia");
    JsonNode hold = lia.post("/holds", Map.of("sessionId", session, "seats", 2)).expect(201);
    assertThat(hold.path("sessionId").asText()).isEqualTo(session);
    assertThat(hold.path("seats").asInt()).isEqualTo(2);
    assertThat(seatsLeft(session)).isEqualTo(1);
    JsonNode other = lia.post("/holds", Map.of("sessionId", session)).expect(201);
    CheckedClient owner = shop.owner.with("If-Match", "\"1\"");
    assertThat(owner.patch("/sessions/" + session, Map.of("seats", 2)).code())
        .isEqualTo("seats-taken");

    owner.patch("/sessions/" + session, Map.of("start", shop.at("20:00"))).expect(200);
    JsonNode booked =
        lia.post(
                "/bookings",
                Map.of(
                    "holdId",
                    hold.path("holdId").asText(),
                    "attendees",
                    List.of(Map.of("name", "Nina"))))
            .expect(201);
    assertThat(booked.path("start").asText()).isEqualTo(shop.at("20:00"));
    assertThat(booked.path("seats").asInt()).isEqualTo(2);
    assertThat(booked.path("attendees").path(0).path("name").asText()).isEqualTo("Nina");
    assertThat(seatsLeft(session)).isZero();

    shop.owner.post("/sessions/" + session + "/cancel", Map.of()).expect(200);
    Map<String, Object> late = Map.of("holdId", other.path("holdId").asText());
    assertThat(lia.post("/bookings", late).code()).isEqualTo("session-cancelled");
    assertThat(lia.post("/holds", Map.of("sessionId", session)).code())
        .isEqualTo("session-cancelled");
    lia.delete("/holds/" + other.path("holdId").asText()).expect(204);
  }

  @Test
  void shouldKeepApprovedSeatsWhileAMoveWaits() {
    String session = session("18:30", 1);
    String later = session("20:00", 1);
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", Map.of("sessionId", session)));
    shop.settings(Map.of("approval", "MANUAL"));

    JsonNode waiting =
        lia.with("If-Match", "\"1\"")
            .patch("/bookings/" + id, Map.of("sessionId", later))
            .expect(200);
    assertThat(waiting.path("status").asText()).isEqualTo("PENDING");
    assertThat(seatsLeft(session)).isZero();
    assertThat(seatsLeft(later)).isZero();

    JsonNode kept = shop.owner.post("/bookings/" + id + "/reject", Map.of()).expect(200);
    assertThat(kept.path("sessionId").asText()).isEqualTo(session);
    assertThat(kept.path("start").asText()).isEqualTo(shop.at("18:30"));
    assertThat(seatsLeft(later)).isEqualTo(1);
  }

  @Test
  void shouldMakeSessionsOfAPatternAndSayWhatIsTaken() {
    session("18:30", 5);
    Map<String, Object> pattern =
        Map.of(
            "pattern",
            Map.of(
                "days",
                List.of("MONDAY", "WEDNESDAY"),
                "time",
                "19:00",
                "from",
                shop.monday.toString(),
                "count",
                3),
            "seats",
            8,
            "resourceIds",
            List.of(shop.ana, room));
    String path = "/services/" + yoga + "/sessions";

    JsonNode dry = shop.owner.post(path, with(pattern, "dryRun", true)).expect(200);
    assertThat(dry.path("planned").valueStream().map(one -> one.path("start").asText()))
        .containsExactly(
            shop.at(shop.monday.plusDays(2), "19:00"), shop.at(shop.monday.plusDays(7), "19:00"));
    assertThat(dry.path("conflicts").path(0).path("resourceIds")).hasSize(2);
    Reply refused = shop.owner.post(path, pattern);
    assertThat(refused.code()).isEqualTo("sessions-conflict");

    CheckedClient keyed = shop.owner.with("Idempotency-Key", "week");
    JsonNode made = keyed.post(path, with(pattern, "onConflict", "SKIP")).expect(201);
    assertThat(made.path("sessions")).hasSize(2);
    JsonNode again = keyed.post(path, with(pattern, "onConflict", "SKIP")).expect(201);
    assertThat(again.path("sessions")).isEqualTo(made.path("sessions"));
    assertThat(
            shop.visitor
                .get("/sessions?serviceId=" + yoga + "&from=" + shop.monday)
                .expect(200)
                .path("items"))
        .hasSize(3);
  }

  @Test
  void shouldSeeABlockBeforeItMakesSessions() {
    shop.owner
        .post(
            "/blocks",
            Map.of(
                "resourceIds",
                List.of(shop.ana),
                "from",
                shop.monday.toString(),
                "to",
                shop.monday.toString()))
        .expect(201);
    Map<String, Object> weeks =
        Map.of(
            "pattern",
            Map.of(
                "days",
                List.of("MONDAY"),
                "time",
                "19:00",
                "from",
                shop.monday.toString(),
                "count",
                2),
            "seats",
            8,
            "resourceIds",
            List.of(shop.ana));
    String path = "/services/" + yoga + "/sessions";

    JsonNode dry = shop.owner.post(path, with(weeks, "dryRun", true)).expect(200);
    Reply refused = shop.owner.post(path, weeks);

    assertThat(dry.path("planned")).hasSize(1);
    assertThat(dry.path("conflicts").path(0).path("start").asText()).isEqualTo(shop.at("19:00"));
    assertThat(refused.code()).isEqualTo("sessions-conflict");
    assertThat(refused.json().path("detail").asText()).contains("taken at the times in conflicts");
    assertThat(shop.visitor.get("/sessions?serviceId=" + yoga).expect(200).path("items")).isEmpty();
  }

  @Test
  void shouldSayHowASessionIsAskedFor() {
    String path = "/services/" + yoga + "/sessions";
    Map<String, Object> pattern =
        Map.of(
            "days", List.of("MONDAY"), "time", "6pm", "from", shop.monday.toString(), "count", 1);
    assertThat(details(shop.owner.post(path, Map.of("seats", 5))))
        .containsExactly("is required without pattern");
    assertThat(
            details(
                shop.owner.post(
                    path, Map.of("seats", 5, "pattern", pattern, "start", shop.at("18:30")))))
        .containsExactlyInAnyOrder(
            "must not stand beside pattern", "must be a time of day such as 18:00");
  }

  @Test
  void shouldNameWhatIsWrongWithARequest() {
    String path = "/services/" + yoga + "/sessions";
    assertThat(errors(shop.owner.post(path, Map.of("start", shop.at("18:30"), "seats", 5))))
        .containsExactly("/resourceIds");
    assertThat(
            errors(
                shop.owner.post(
                    path,
                    Map.of(
                        "start",
                        "2020-01-01T10:00:00Z",
                        "seats",
                        5,
                        "resourceIds",
                        List.of(shop.ana, "nobody")))))
        .containsExactlyInAnyOrder("/start", "/resourceIds/1");
    assertThat(
            errors(
                shop.owner.post(
                    path, Map.of("start", "soon", "seats", 5, "resourceIds", List.of("nobody")))))
        .containsExactlyInAnyOrder("/start", "/resourceIds/0");
    assertThat(
            shop.owner
                .post(
                    "/services/" + shop.cut + "/sessions",
                    Map.of("start", shop.at("18:30"), "seats", 5))
                .code())
        .isEqualTo("not-a-class");
    CheckedClient lia = shop.client("Lia");
    assertThat(errors(lia.post("/bookings", shop.draft(yoga, shop.at("10:00")))))
        .containsExactly("/sessionId");
    assertThat(errors(lia.post("/bookings", Map.of("sessionId", "nothere"))))
        .containsExactly("/sessionId");
    assertThat(
            errors(
                lia.post(
                    "/bookings",
                    Map.of("sessionId", "nothere", "start", shop.at("10:00"), "seats", 0))))
        .containsExactlyInAnyOrder("/seats", "/start", "/sessionId");
  }

  @Test
  void shouldNameWhatIsWrongWithAMinimum() {
    String path = "/services/" + yoga + "/sessions";
    Map<String, Object> draft =
        Map.of("start", shop.at("18:30"), "seats", 5, "resourceIds", List.of(shop.ana));
    assertThat(errors(shop.owner.post(path, with(draft, "belowMinimumSeats", "CANCEL"))))
        .containsExactly("/minimumSeats");
    assertThat(errors(shop.owner.post(path, with(draft, "minimumSeats", 6))))
        .containsExactly("/minimumSeats");
    assertThat(
            errors(
                shop.owner.post(
                    path,
                    with(with(draft, "minimumSeats", 2), "minimumSeatsMinutesBefore", 43_200))))
        .containsExactly("/minimumSeatsMinutesBefore");
    String session = session("18:30", 5);
    CheckedClient owner = shop.owner.with("If-Match", "\"1\"");
    String one = "/sessions/" + session;
    assertThat(errors(owner.patch(one, Map.of("minimumSeatsMinutesBefore", 60))))
        .containsExactly("/minimumSeats");
    assertThat(
            errors(
                owner.patch(one, Map.of("minimumSeats", 6, "minimumSeatsMinutesBefore", 43_200))))
        .containsExactlyInAnyOrder("/minimumSeats", "/minimumSeatsMinutesBefore");
    JsonNode set = owner.patch(one, Map.of("minimumSeats", 3)).expect(200);
    assertThat(set.path("minimumSeatsMinutesBefore").asInt()).isEqualTo(1440);
    assertThat(set.path("version").asInt()).isEqualTo(2);
    assertThat(errors(shop.owner.with("If-Match", "\"2\"").patch(one, Map.of("seats", 2))))
        .containsExactly("/minimumSeats");
  }

  @Test
  void shouldGiveSessionsTheMinimumOfTheirClass() {
    Map<String, Object> usual = Map.of("minimumSeats", 8, "belowMinimumSeats", "CANCEL");
    JsonNode service =
        shop.owner.patch("/services/" + yoga, Map.of("sessionMinimum", usual)).expect(200);
    assertThat(service.path("sessionMinimum").path("minimumSeatsMinutesBefore").asInt())
        .isEqualTo(1440);
    assertThat(errors(shop.owner.patch("/services/" + shop.cut, Map.of("sessionMinimum", usual))))
        .containsExactly("/sessionMinimum");
    assertThat(
            errors(
                shop.owner.patch(
                    "/services/" + yoga, Map.of("sessionMinimum", Map.of("minimumSeats", 0)))))
        .containsExactly("/sessionMinimum/minimumSeats");

    JsonNode small = shop.visitor.get("/sessions/" + session("18:30", 5)).expect(200);
    assertThat(small.path("minimumSeats").asInt()).isEqualTo(5);
    assertThat(small.path("belowMinimumSeats").asText()).isEqualTo("CANCEL");
    Map<String, Object> none = new LinkedHashMap<>();
    none.put("start", shop.at("20:00"));
    none.put("seats", 9);
    none.put("resourceIds", List.of(shop.ana, room));
    none.put("minimumSeats", null);
    JsonNode anybody =
        shop.owner
            .post("/services/" + yoga + "/sessions", none)
            .expect(201)
            .path("sessions")
            .path(0);
    assertThat(anybody.has("minimumSeats")).isFalse();

    Map<String, Object> clear = new LinkedHashMap<>();
    clear.put("sessionMinimum", null);
    assertThat(shop.owner.patch("/services/" + yoga, clear).expect(200).has("sessionMinimum"))
        .isFalse();
  }

  @Test
  void shouldRepeatABookingOfASession() {
    String session = session("18:30", 1);
    CheckedClient lia = shop.client("Lia").with("Idempotency-Key", "seat");
    String id = Shop.id(lia.post("/bookings", Map.of("sessionId", session)));
    Reply again = lia.post("/bookings", Map.of("sessionId", session));
    assertThat(Shop.id(again)).isEqualTo(id);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(lia.post("/bookings", Map.of("sessionId", session, "seats", 2)).status())
        .isEqualTo(422);
  }

  @Test
  void shouldCancelASessionWithItsBookings() {
    String session = session("18:30", 5);
    String id =
        Shop.id(shop.client("Lia").post("/bookings", Map.of("sessionId", session, "seats", 2)));

    JsonNode cancelled =
        shop.owner
            .post("/sessions/" + session + "/cancel", Map.of("reason", "Ana está doente"))
            .expect(200);

    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("seatsLeft").asInt()).isZero();
    JsonNode booking = shop.owner.get("/bookings/" + id).expect(200);
    assertThat(booking.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(booking.path("reason").asText()).isEqualTo("Ana está doente");
    assertThat(shop.visitor.post("/public/bookings", visitor(session, 1)).code())
        .isEqualTo("session-cancelled");
    assertThat(offered()).isEmpty();
    shop.owner.post("/sessions/" + session + "/cancel", Map.of()).expect(200);
    // Teacher and room are free again.
    session("18:30", 3);
  }

  @Test
  void shouldAskBeforeASessionLosesItsTeacherOrItsClass() {
    String session = session("18:30", 5);

    for (String path : List.of("/resources/" + shop.ana, "/services/" + yoga)) {
      for (Reply refused :
          List.of(shop.owner.delete(path), shop.owner.patch(path, Map.of("active", false)))) {
        assertThat(refused.code()).isEqualTo("bookings-outside");
        assertThat(refused.json().path("detail").asText())
            .isEqualTo(
                "Nothing was changed: one upcoming session would stand outside. Move or cancel it,"
                    + " or send bookings=keep.");
        assertThat(refused.json().path("count").asInt()).isZero();
        assertThat(refused.json().path("sessionCount").asInt()).isEqualTo(1);
        assertThat(refused.json().path("sessions").path(0).path("sessionId").asText())
            .isEqualTo(session);
        assertThat(refused.json().path("sessions").path(0).path("start").asText())
            .isEqualTo(shop.at("18:30"));
      }
    }
    Map<String, Object> block =
        Map.of(
            "resourceIds",
            List.of(shop.ana),
            "from",
            shop.monday.toString(),
            "to",
            shop.monday.toString());
    Reply beneath = shop.owner.post("/blocks", block);
    assertThat(beneath.json().path("detail").asText())
        .startsWith("Nothing was changed: one upcoming session would stand outside.");
    assertThat(beneath.json().path("count").asInt()).isZero();
    assertThat(beneath.json().path("sessions").path(0).path("sessionId").asText())
        .isEqualTo(session);
    shop.client("Lia").post("/bookings", Map.of("sessionId", session)).expect(201);
    assertThat(shop.owner.post("/blocks", block).json().path("detail").asText())
        .startsWith("Nothing was changed: one upcoming booking would stand outside.");
    Reply both = shop.owner.delete("/resources/" + room);
    assertThat(both.json().path("detail").asText())
        .contains("one upcoming booking and one upcoming session would stand outside");
    assertThat(both.json().path("bookings")).hasSize(1);
    shop.owner.delete("/resources/" + room + "?bookings=keep").expect(204);

    shop.owner.post("/sessions/" + session + "/cancel", Map.of()).expect(200);
    shop.owner.delete("/services/" + yoga).expect(204);
  }

  @Test
  void shouldTakeBookingsAlongWhenASessionChanges() {
    String session = session("18:30", 5);
    String id = Shop.id(shop.client("Lia").post("/bookings", Map.of("sessionId", session)));
    CheckedClient owner = shop.owner.with("If-Match", "\"1\"");

    JsonNode smaller = owner.patch("/sessions/" + session, Map.of("seats", 2)).expect(200);
    assertThat(smaller.path("seatsLeft").asInt()).isEqualTo(1);
    JsonNode moved =
        shop.owner
            .with("If-Match", "\"2\"")
            .patch(
                "/sessions/" + session,
                Map.of("start", shop.at("20:00"), "resourceIds", List.of(shop.bruno, room)))
            .expect(200);
    assertThat(moved.path("version").asInt()).isEqualTo(3);
    JsonNode booking = shop.owner.get("/bookings/" + id).expect(200);
    assertThat(booking.path("start").asText()).isEqualTo(shop.at("20:00"));
    assertThat(booking.path("resourceNames").path(0).asText()).isEqualTo("Bruno");

    shop.visitor.post("/public/bookings", visitor(session, 1)).expect(201);
    Reply fewer =
        shop.owner.with("If-Match", "\"3\"").patch("/sessions/" + session, Map.of("seats", 1));
    assertThat(fewer.code()).isEqualTo("seats-taken");
    assertThat(
            shop.owner
                .with("If-Match", "\"1\"")
                .patch("/sessions/" + session, Map.of("seats", 9))
                .status())
        .isEqualTo(412);
    String other = session("18:30", 1);
    assertThat(other).isNotEmpty();
    assertThat(
            shop.owner
                .with("If-Match", "\"3\"")
                .patch(
                    "/sessions/" + session,
                    Map.of("start", shop.at("19:00"), "resourceIds", List.of(shop.ana)))
                .code())
        .isEqualTo("sessions-conflict");
  }

  @Test
  void shouldShowWhoComesAndNoteWhoHasCome() {
    String session = session("18:30", 5);
    String id =
        Shop.id(
            shop.client("Lia")
                .post(
                    "/bookings",
                    Map.of(
                        "sessionId",
                        session,
                        "seats",
                        2,
                        "attendees",
                        List.of(Map.of("name", "Nina")))));

    shop.owner.post("/bookings/" + id + "/check-in", Map.of("seats", List.of(1))).expect(200);
    shop.owner
        .post("/bookings/" + id + "/check-in", Map.of("seats", List.of(2), "arrival", "NO_SHOW"))
        .expect(200);

    JsonNode line =
        shop.owner.get("/sessions/" + session + "/roster").expect(200).path("items").path(0);
    assertThat(line.path("booking").path("client").path("name").asText()).isEqualTo("Lia");
    assertThat(line.path("seats").path(0).path("name").asText()).isEqualTo("Nina");
    assertThat(line.path("seats").path(0).path("arrival").asText()).isEqualTo("CHECKED_IN");
    assertThat(line.path("seats").path(0).path("at").asText()).isNotEmpty();
    assertThat(line.path("seats").path(1).path("arrival").asText()).isEqualTo("NO_SHOW");
    assertThat(
            errors(shop.owner.post("/bookings/" + id + "/check-in", Map.of("seats", List.of(3)))))
        .containsExactly("/seats");
  }

  private String session(String time, int seats) {
    return shop.owner
        .post(
            "/services/" + yoga + "/sessions",
            Map.of("start", shop.at(time), "seats", seats, "resourceIds", List.of(shop.ana, room)))
        .expect(201)
        .path("sessions")
        .path(0)
        .path("sessionId")
        .asText();
  }

  private int seatsLeft(String session) {
    return shop.visitor.get("/sessions/" + session).expect(200).path("seatsLeft").asInt();
  }

  /** Starts of an appointment with Ana in the evening. */
  private List<String> free() {
    shop.settings(
        Map.of(
            "businessHours",
            List.of(Map.of("day", "MONDAY", "opens", "18:00", "closes", "20:00"))));
    return shop.free("/resources/" + shop.ana + "/availability?serviceId=" + shop.cut);
  }

  private List<Map.Entry<String, Integer>> offered() {
    return shop.visitor
        .get("/services/" + yoga + "/availability?from=" + shop.monday + "&to=" + shop.monday)
        .expect(200)
        .path("slots")
        .valueStream()
        .map(slot -> Map.entry(slot.path("sessionId").asText(), slot.path("seatsLeft").asInt()))
        .toList();
  }

  private static Map<String, Object> visitor(String session, int seats) {
    return Map.of(
        "sessionId",
        session,
        "seats",
        seats,
        "client",
        Map.of("name", "Lia", "phone", TestStack.phone()));
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(name, value);
    return more;
  }

  private static List<String> details(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return reply
        .json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("detail").asText())
        .toList();
  }

  private static List<String> errors(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return reply
        .json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("pointer").asText())
        .toList();
  }
}
