package io.marcado.local.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The story of the product, told over HTTP, every step checked. */
public final class Demo {
  private static final String CLIENT = "+5511977770001";
  private static final String RIVAL = "+5511977770002";

  private final ApiClient origin;
  private final Messages messages;
  private final PrintStream out;
  private final List<String> differences = new ArrayList<>();

  public Demo(ApiClient origin, PrintStream out) {
    this.origin = origin;
    this.messages = new Messages(origin);
    this.out = out;
  }

  /**
   * Tells the story.
   *
   * @return what was not as it should be; empty when all was
   */
  public List<String> tell() {
    Business business = Business.signUp(origin, "barbearia-do-ze", "Barbearia do Zé", Seed.OWNER);
    say("Zé signs up; his API is at %s", business.base());
    ApiClient owner = business.signIn(Seed.OWNER.phone(), Seed.OWNER.password());
    say("He signs in with his password and a code by SMS");

    String ana = business.resource(owner, "Ana", "PERSON");
    String bruno = business.resource(owner, "Bruno", "PERSON");
    String haircut = business.service(owner, "Corte de cabelo", 30, "50.00", List.of(ana, bruno));
    say("He enters Ana and Bruno, and a haircut of 30 minutes for R$ 50,00");

    LocalDate day = Seed.nextWorkingDay(origin);
    JsonNode slots = slots(business, haircut, day);
    check("free starts on " + day, slots.size(), 16);
    String start = slots.path(2).path("start").asText();
    say("On %s there are %d free starts; Lia takes %s with Ana", day, slots.size(), start);

    Reply booked =
        business
            .visitor()
            .with("Idempotency-Key", "lia-1")
            .post("/public/bookings", Seed.booking(haircut, ana, start, "Lia", CLIENT));
    check("booking", booked.status(), 201);
    check("status", booked.json().path("status").asText(), "CONFIRMED");
    check("price", booked.json().path("price").path("amount").asText(), "50.00");

    Reply again =
        business
            .visitor()
            .with("Idempotency-Key", "lia-1")
            .post("/public/bookings", Seed.booking(haircut, ana, start, "Lia", CLIENT));
    check("the same request again", again.status(), 201);
    check(
        "the same booking",
        again.json().path("bookingId").asText(),
        booked.json().path("bookingId").asText());
    say("Her phone loses the answer and asks again: still one booking");

    Reply refused =
        business
            .visitor()
            .post("/public/bookings", Seed.booking(haircut, ana, start, "Rui", RIVAL));
    check("the same time again", refused.status(), 409);
    check("its reason", refused.code(), "slot-taken");
    check("alternatives", refused.json().path("alternatives").size(), 3);
    say(
        "Rui wants the same time with Ana: %s, and is offered %s",
        refused.code(), starts(refused.json().path("alternatives")));
    check("Bruno is still free then", freeThen(business, haircut, day, start), Set.of(bruno));

    List<String> confirmation = messages.await(CLIENT, "the confirmation", sent -> !sent.isEmpty());
    check("messages to Lia", confirmation.size(), 1);
    say("Lia gets: %s", confirmation.getFirst());

    OffsetDateTime begins = OffsetDateTime.parse(start);
    Duration untilBegin =
        Duration.between(
            OffsetDateTime.parse(origin.get("/_local/clock").json().path("now").asText()), begins);
    messages.advanceClock(untilBegin.minusMinutes(59));
    List<String> reminded = messages.await(CLIENT, "the reminder", sent -> sent.size() >= 2);
    check("messages to Lia when the time has come", reminded.size(), 2);
    say("An hour before she is reminded: %s", reminded.getFirst());

    messages.advanceClock(Duration.ofMinutes(100));
    ApiClient later = business.signIn(Seed.OWNER.phone(), Seed.OWNER.password());
    Reply done = later.post("/bookings/" + booked.json().path("bookingId").asText() + "/complete");
    check("completing the booking", done.json().path("status").asText(), "COMPLETED");
    JsonNode calendar = later.get("/calendar?from=%s&to=%s".formatted(day, day)).expect(200);
    check("bookings in Zé's diary", calendar.path("items").size(), 1);
    check(
        "the client in Zé's diary",
        calendar.path("items").path(0).path("client").path("name").asText(),
        "Lia");
    say("Zé's diary shows one booking on %s, by Lia, completed", day);
    return List.copyOf(differences);
  }

  private JsonNode slots(Business business, String service, LocalDate day) {
    return business
        .visitor()
        .get("/services/%s/availability?from=%s&to=%s".formatted(service, day, day))
        .expect(200)
        .path("slots");
  }

  private Set<String> freeThen(Business business, String service, LocalDate day, String start) {
    Set<String> free = new TreeSet<>();
    for (JsonNode slot : slots(business, service, day)) {
      if (slot.path("start").asText().equals(start)) {
        slot.path("resourceIds").forEach(id -> free.add(id.asText()));
      }
    }
    return free;
  }

  private static List<String> starts(JsonNode alternatives) {
    List<String> starts = new ArrayList<>();
    alternatives.forEach(alternative -> starts.add(alternative.path("start").asText()));
    return starts;
  }

  private void check(String what, Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      differences.add("%s: expected %s, but was %s".formatted(what, expected, actual));
    }
  }

  private void say(String form, Object... values) {
    out.println("· " + String.format(Locale.ROOT, form, values));
  }
}
