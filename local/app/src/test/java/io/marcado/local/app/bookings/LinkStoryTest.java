package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A client taps the link of a message, and says to come, or cancels. */
class LinkStoryTest {
  private static final Pattern LINK = Pattern.compile("https?://\\S+(/l/[a-z2-7]{16})(?!\\S)");
  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+act=([A-Z]+)[^\"]*)\"");
  static final Shop SHOP = linking();

  private static Shop linking() {
    Shop shop = new Shop();
    shop.settings(Map.of("cancellationWindowMinutes", 0));
    for (String kind : List.of("CONFIRMED", "MOVED")) {
      shop.owner
          .put(
              "/message-templates/" + kind + "/SMS/pt-BR",
              Map.of("text", "{{business}}: {{service}}, {{when}}. {{link}}"))
          .expect(200);
    }
    return shop;
  }

  @Test
  void shouldConfirmByOneTapWhateverLooksAtTheLinkBefore() {
    Booked booked = book("09:00");
    for (int previews = 0; previews < 2; previews++) {
      assertThat(look(booked.link()).status()).isEqualTo(200);
    }
    ApiClient visitor = SHOP.signedUp.visitor();
    assertThat(visitor.send("HEAD", booked.link(), BodyPublishers.noBody()).status())
        .isGreaterThanOrEqualTo(400);
    assertThat(look(booked.link() + "?utm_source=sms").text()).contains("Você vem?");
    assertThat(booking(booked).path("version").asInt()).isEqualTo(1);
    assertThat(listed(booked, false)).isTrue();

    String confirm = form(look(booked.link()), "CONFIRM").orElseThrow();
    Reply thanks = tap(booked, confirm);

    assertThat(thanks.status()).isEqualTo(200);
    assertThat(thanks.text()).contains("esperamos você", "Corte (Ana)", "09:00");
    assertThat(form(thanks, "CONFIRM")).isEmpty();
    JsonNode confirmed = booking(booked);
    assertThat(confirmed.path("confirmedAt").asText()).isNotEmpty();
    assertThat(confirmed.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(listed(booked, true)).isTrue();
    assertThat(listed(booked, false)).isFalse();

    // A second tab still has the first page.
    assertThat(tap(booked, confirm).status()).isEqualTo(200);
    assertThat(booking(booked)).isEqualTo(confirmed);
    Reply late = tap(booked, "?act=CANCEL&version=1");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("Nada foi feito");
    assertThat(booking(booked)).isEqualTo(confirmed);
  }

  @Test
  void shouldCancelWhileTheClientMayAndSayUntilWhenThatWas() {
    Booked booked = book("11:00");
    String cancel = form(look(booked.link()), "CANCEL").orElseThrow();
    SHOP.settings(Map.of("cancellationWindowMinutes", 60 * 24 * 60));
    try {
      Reply late = tap(booked, cancel);
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.text()).contains("As mudanças e o cancelamento online terminaram em");
      assertThat(form(late, "CANCEL")).isEmpty();
    } finally {
      SHOP.settings(Map.of("cancellationWindowMinutes", 0));
    }
    assertThat(booking(booked).path("status").asText()).isEqualTo("CONFIRMED");

    assertThat(tap(booked, cancel).text()).contains("Esta reserva está cancelada");
    JsonNode cancelled = booking(booked);
    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("version").asInt()).isEqualTo(2);

    for (Reply again : List.of(tap(booked, cancel), look(booked.link()))) {
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.text()).contains("está cancelada").doesNotContain("<button");
    }
    assertThat(tap(booked, "?act=CONFIRM&version=2").status()).isEqualTo(409);
    assertThat(booking(booked)).isEqualTo(cancelled);
  }

  @Test
  void shouldOpenNothingOnceTheBookingHasAnotherTimeAndNothingElsewhere() {
    Booked booked = book("14:00");
    String confirm = form(look(booked.link()), "CONFIRM").orElseThrow();
    CheckedClient elsewhere = new CheckedClient(TestStack.business().visitor());
    assertThat(elsewhere.get(booked.link()).status()).isEqualTo(404);
    SHOP.owner
        .with("If-Match", "1")
        .patch("/bookings/" + booked.id(), Map.of("start", SHOP.at("15:00")))
        .expect(200);

    Map<String, Reply> opened = new LinkedHashMap<>();
    opened.put("moved", look(booked.link()));
    opened.put("moved, a tap", tap(booked, confirm.replace("version=1", "version=2")));
    opened.put("never made", look("/l/" + "a".repeat(16)));
    opened.put("no secret at all", look("/l/no"));
    opened.put("never made, a tap", tap("/l/" + "b".repeat(16), "?act=CANCEL&version=1"));
    String unknown = opened.get("never made").text();
    assertThat(unknown).contains("Este link não funciona");
    opened.forEach(
        (name, reply) -> {
          assertThat(reply.status()).as(name).isEqualTo(404);
          assertThat(reply.text()).as(name).isEqualTo(unknown);
        });

    String newer = link(booked.phone(), 2);
    assertThat(look(newer).text()).contains("15:00");
    assertThat(booking(booked).path("confirmedAt").isMissingNode()).isTrue();
  }

  @Test
  void shouldMoveToATimeOfThePage() {
    String tuesday = SHOP.monday.plusDays(1).toString();
    Booked booked = book(SHOP.cut, tuesday + "T15:00:00-03:00");
    String times = href(look(booked.link()), "Escolher outro horário").orElseThrow();
    assertThat(look(booked.link() + times).text()).contains("<h2>", "Voltar à reserva");
    Reply day = look(booked.link() + "?day=" + tuesday + "&utm_source=sms");
    String time = href(day, "10:00").orElseThrow();

    Reply chosen = look(booked.link() + time);

    assertThat(chosen.text()).contains("Quer este horário?", "10:00", "15:00");
    assertThat(booking(booked).path("version").asInt()).isEqualTo(1);
    String move = form(chosen, "MOVE").orElseThrow();
    Reply done = tap(booked, move);
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.text()).contains("Sua reserva está no novo horário", "10:00");
    JsonNode moved = booking(booked);
    assertThat(moved.path("start").asText()).isEqualTo(tuesday + "T10:00:00-03:00");
    assertThat(tap(booked, move).status()).isEqualTo(200);
    assertThat(booking(booked)).isEqualTo(moved);
    // The message about the move has a link too, and both open the booking.
    assertThat(look(link(booked.phone(), 2)).text()).contains("10:00");
    assertThat(form(look(booked.link()), "CANCEL")).isPresent();

    for (String wrong : List.of("?day=soon", "?start=soon", "?sessionId=%20")) {
      assertThat(look(booked.link() + wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(tap(booked, "?act=MOVE&version=2").status()).isEqualTo(400);
  }

  @Test
  void shouldShowOtherTimesWhereTheChosenOneIsTaken() {
    String wednesday = SHOP.monday.plusDays(2).toString();
    Booked booked = book(SHOP.cut, wednesday + "T15:00:00-03:00");
    String time = href(look(booked.link() + "?day=" + wednesday), "09:00").orElseThrow();
    String move = form(look(booked.link() + time), "MOVE").orElseThrow();
    for (String who : List.of(SHOP.ana, SHOP.bruno)) {
      Shop.id(
          SHOP.visitor.post(
              "/public/bookings", SHOP.publicDraft(SHOP.cut, who, wednesday + "T09:00:00-03:00")));
    }

    Reply lost = tap(booked, move);

    assertThat(lost.status()).isEqualTo(409);
    assertThat(lost.text()).contains("não está mais disponível");
    assertThat(href(lost, "10:00")).isPresent();
    assertThat(booking(booked).path("version").asInt()).isEqualTo(1);
    // A start that was never offered leads to the times too.
    assertThat(look(booked.link() + "?start=" + wednesday + "T09:10:00Z").text())
        .contains("não está mais disponível");
  }

  @Test
  void shouldTellWhatSomebodyElseCostsBeforeTheMove() {
    String shave =
        SHOP.signedUp
            .business()
            .service(SHOP.signedUp.owner(), "Barba", 60, "50.00", List.of(SHOP.ana, SHOP.bruno));
    Map<String, Object> dear =
        Map.of("resourceId", SHOP.bruno, "price", Map.of("amount", "60.00", "currency", "BRL"));
    SHOP.owner.patch("/services/" + shave, Map.of("resourceTerms", List.of(dear))).expect(200);
    String thursday = SHOP.monday.plusDays(3).toString();
    Booked booked = book(shave, thursday + "T15:00:00-03:00");
    Shop.id(
        SHOP.visitor.post(
            "/public/bookings", SHOP.publicDraft(shave, SHOP.ana, thursday + "T09:00:00-03:00")));
    String time = href(look(booked.link() + "?day=" + thursday), "09:00, Bruno").orElseThrow();

    Reply chosen = look(booked.link() + time);

    assertThat(chosen.text()).contains("O preço muda de 50,00 BRL para 60,00 BRL.", "Bruno");
    String move = form(chosen, "MOVE").orElseThrow();
    assertThat(tap(booked, move.replaceAll("terms=\\w+", "terms=another")).status()).isEqualTo(409);
    assertThat(booking(booked).path("version").asInt()).isEqualTo(1);
    assertThat(tap(booked, move).text()).contains("Barba (Bruno)");
    assertThat(booking(booked).path("price").path("amount").asText()).isEqualTo("60.00");

    SHOP.owner.patch("/services/" + shave + "?bookings=keep", Map.of("active", false)).expect(200);
    Reply fixed = look(booked.link());
    assertThat(fixed.text()).contains("O horário não pode ser mudado aqui.");
    assertThat(href(fixed, "Escolher outro horário")).isEmpty();
    assertThat(form(fixed, "CANCEL")).isPresent();
    assertThat(tap(booked, "?act=MOVE&version=2&start=" + thursday + "T20:00:00Z&terms=a").status())
        .isEqualTo(409);
  }

  @Test
  void shouldMoveAVisitAsAWhole() {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put(
        "visit",
        List.of(
            Map.of("serviceId", SHOP.cut, "resourceId", SHOP.ana),
            Map.of("serviceId", SHOP.cut, "resourceId", SHOP.bruno)));
    String friday = SHOP.monday.plusDays(4).toString();
    draft.put("start", friday + "T09:00:00-03:00");
    Booked booked = book(draft);
    String time = href(look(booked.link() + "?day=" + friday), "14:00").orElseThrow();

    tap(booked, form(look(booked.link() + time), "MOVE").orElseThrow());

    JsonNode moved = booking(booked);
    assertThat(moved.path("visit").findValuesAsText("start"))
        .containsExactly(friday + "T14:00:00-03:00", friday + "T15:00:00-03:00");
    assertThat(moved.path("resourceIds").get(0).asText()).isEqualTo(SHOP.ana);
  }

  @Test
  void shouldLetStaffNoteWhoConfirmsOnThePhone() {
    Booked booked = book("10:00");
    CheckedClient asRead = SHOP.owner.with("If-Match", "1");
    for (Object no : Arrays.asList(false, null)) {
      asRead
          .patch("/bookings/" + booked.id(), Collections.singletonMap("confirmed", no))
          .expect(400);
    }

    JsonNode confirmed =
        asRead.patch("/bookings/" + booked.id(), Map.of("confirmed", true)).expect(200);

    assertThat(confirmed.path("confirmedAt").asText()).isNotEmpty();
    assertThat(confirmed.path("version").asInt()).isEqualTo(2);
    assertThat(listed(booked, true)).isTrue();
    assertThat(look(booked.link()).text()).contains("esperamos você");
  }

  @Test
  void shouldKeepTheLinkToItselfInWhatStaffRead() {
    Booked booked = book("16:00");

    String list =
        SHOP.owner.get("/messages?status=SENT&bookingId=" + booked.id()).expect(200).toString();
    assertThat(list).contains("/l/…").doesNotContain(booked.link());
    assertThat(booking(booked).toString()).doesNotContain(booked.link());
    assertThat(
            SHOP.owner
                .post(
                    "/message-templates/preview",
                    Map.of(
                        "kind",
                        "CONFIRMED",
                        "channel",
                        "SMS",
                        "locale",
                        "pt-BR",
                        "bookingId",
                        booked.id()))
                .expect(200)
                .path("text")
                .asText())
        .endsWith("/l/" + "x".repeat(16));
  }

  record Booked(String id, String phone, String link) {}

  private static Booked book(String time) {
    return book(SHOP.cut, SHOP.at(time));
  }

  static Booked book(String service, String start) {
    return book(SHOP.draft(service, SHOP.ana, start));
  }

  private static Booked book(Map<String, Object> draft) {
    String phone = TestStack.phone();
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    String id = Shop.id(SHOP.visitor.post("/public/bookings", draft));
    return new Booked(id, phone, link(phone, 1));
  }

  /** The path of the link in the newest message, once there are so many. */
  private static String link(String phone, int messages) {
    String newest =
        TestStack.messages()
            .await(phone, messages + " messages", bodies -> bodies.size() >= messages)
            .getFirst();
    Matcher link = LINK.matcher(newest);
    assertThat(link.find()).as("a link in: %s", newest).isTrue();
    assertThat(link.group()).startsWith(SHOP.signedUp.visitor().base());
    return link.group(1);
  }

  private static Reply look(String path) {
    return SHOP.visitor.get(path);
  }

  private static Reply tap(Booked booked, String form) {
    return tap(booked.link(), form);
  }

  /** As a browser sends a form without fields. */
  private static Reply tap(String link, String form) {
    return SHOP.visitor
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", link + form, Optional.empty());
  }

  /** Where a link of the page leads. */
  private static Optional<String> href(Reply page, String text) {
    return Pattern.compile("href=\"([^\"]+)\"[^>]*>" + Pattern.quote(text) + "<")
        .matcher(page.text())
        .results()
        .map(link -> link.group(1).replace("&amp;", "&"))
        .findFirst();
  }

  private static Optional<String> form(Reply page, String act) {
    return FORM.matcher(page.text())
        .results()
        .filter(form -> form.group(2).equals(act))
        .map(form -> form.group(1).replace("&amp;", "&"))
        .findFirst();
  }

  static JsonNode booking(Booked booked) {
    return SHOP.owner.get("/bookings/" + booked.id()).expect(200);
  }

  private static boolean listed(Booked booked, boolean confirmed) {
    return SHOP.owner
        .get("/bookings?status=CONFIRMED&confirmed=" + confirmed)
        .expect(200)
        .path("items")
        .findValuesAsText("bookingId")
        .contains(booked.id());
  }
}
