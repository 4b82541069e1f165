package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A page that looks again gets free times again only when they have changed. */
class AvailabilityTagTest {
  private static final int STEPS = 40;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  @AutoClose private static final LocalStack STACK = TestStack.still();

  private final Map<String, String> bodies = new HashMap<>();
  private final List<String> booked = new ArrayList<>();

  @Test
  void shouldSendNothingAgainWhileNothingHasChanged() {
    MovingClockShop shop = new MovingClockShop(STACK, "tag-same", Map.of());
    String path = week("/services/" + shop.cut + "/availability?");

    Reply first = shop.visitor().get(path);
    String tag = first.header("ETag").orElseThrow();
    Reply again = shop.visitor().with("If-None-Match", "\"other\", " + tag).get(path);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Cache-Control")).contains("private, no-cache");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.header("ETag")).contains(tag);
    assertThat(again.header("Content-Type")).isEmpty();
    assertThat(shop.visitor().with("If-None-Match", "\"other\"").get(path).status()).isEqualTo(200);
  }

  @Test
  void shouldCompressForABrowserAndKnowTheTagOfThat() throws Exception {
    MovingClockShop shop = new MovingClockShop(STACK, "tag-gzip", Map.of());
    String path = week("/services/" + shop.cut + "/availability?");
    String plain = shop.visitor().get(path).text();

    HttpResponse<byte[]> compressed = gzip(shop.base() + path, "none");
    String tag = compressed.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = gzip(shop.base() + path, tag);

    assertThat(tag).startsWith("W/");
    assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(compressed.headers().allValues("Vary")).containsExactly("Origin, Accept-Encoding");
    assertThat(compressed.body()).hasSizeLessThan(plain.length() / 8);
    assertThat(
            new String(
                new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes(),
                StandardCharsets.UTF_8))
        .isEqualTo(plain);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("Content-Encoding")).isEmpty();
  }

  private static HttpResponse<byte[]> gzip(String uri, String known) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(uri))
              .header("Accept-Encoding", "gzip, deflate, br")
              .header("If-None-Match", known)
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void shouldHaveEqualTagsExactlyForEqualTimes() {
    MovingClockShop shop = new MovingClockShop(STACK, "tag-property", Map.of());
    List<String> questions =
        List.of(
            week("/services/" + shop.cut + "/availability?"),
            week("/services/" + shop.cut + "/availability?timeZone=Europe/Lisbon&"),
            week("/resources/" + shop.ana + "/availability?serviceId=" + shop.cut + "&"),
            "/services/" + shop.cut + "/availability?from=" + TODAY + "&to=" + TODAY);
    Random random = new Random(20261129);
    Map<String, Reply> seen = new HashMap<>();
    int changes = 0;
    for (int step = 0; step < STEPS; step++) {
      change(shop, random, step);
      for (String question : questions) {
        changes += look(shop.visitor(), question, seen) ? 1 : 0;
      }
    }

    assertThat(bodies.values()).doesNotHaveDuplicates();
    assertThat(changes).isBetween(STEPS, questions.size() * STEPS - 20);
  }

  /** Looks again with the tag of the last time; returns whether the times have changed. */
  private boolean look(CheckedClient visitor, String question, Map<String, Reply> seen) {
    Reply present = visitor.get(question);
    String tag = present.header("ETag").orElseThrow();
    assertThat(bodies.computeIfAbsent(tag, _ -> present.text()))
        .as("the body with the tag %s", tag)
        .isEqualTo(present.text());
    Reply before = seen.put(question, present);
    if (before == null) {
      return true;
    }
    boolean changed = !before.text().equals(present.text());
    Reply again = visitor.with("If-None-Match", before.header("ETag").orElseThrow()).get(question);
    assertThat(again.status()).isEqualTo(changed ? 200 : 304);
    assertThat(again.text()).isEqualTo(changed ? present.text() : "");
    return changed;
  }

  /** Something that an answer may depend on changes, or nothing. */
  private void change(MovingClockShop shop, Random random, int step) {
    switch (random.nextInt(11)) {
      case 0 -> shop.pass(Duration.ofMinutes(1 + random.nextInt(50)));
      case 1, 2 -> book(shop, 2 + random.nextInt(60));
      case 3 -> {
        if (!booked.isEmpty()) {
          shop.act(booked.removeLast(), "cancel");
        }
      }
      case 4 -> settings(shop, Map.of("slotIntervalMinutes", List.of(15, 30, 60).get(step % 3)));
      case 5 -> settings(shop, Map.of("minimumNoticeMinutes", 60 * random.nextInt(4)));
      case 6 ->
          settings(
              shop,
              Map.of(
                  "closedDates",
                  random.nextBoolean() ? List.of(TODAY.plusDays(2).toString()) : List.of()));
      case 7 ->
          service(
              shop,
              Map.of(
                  "resourceIds",
                  random.nextBoolean() ? List.of(shop.ana) : List.of(shop.ana, shop.bruno)));
      case 8 -> service(shop, Map.of("durationMinutes", 60 + 30 * random.nextInt(2)));
      case 9 -> service(shop, Map.of("bufferAfterMinutes", 15 * random.nextInt(3)));
      default ->
          shop.owner()
              .patch("/resources/" + shop.bruno, Map.of("active", random.nextBoolean()))
              .expect(200);
    }
  }

  private void book(MovingClockShop shop, int hours) {
    Reply reply = shop.owner().post("/bookings", shop.draft(shop.in(hours), TestStack.phone()));
    if (reply.status() == 201) {
      booked.add(reply.json().path("bookingId").asText());
    }
  }

  private static void settings(MovingClockShop shop, Map<String, Object> patch) {
    shop.owner().patch("/settings?bookings=keep", patch).expect(200);
  }

  private static void service(MovingClockShop shop, Map<String, Object> patch) {
    shop.owner().patch("/services/" + shop.cut, patch).expect(200);
  }

  private static String week(String path) {
    return path + "from=" + TODAY + "&to=" + TODAY.plusDays(6);
  }
}
