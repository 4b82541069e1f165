package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.soak.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many at once. */
@Tag("race")
class CrowdTest {
  private static final int ATTEMPTS = 1000;
  private static final int THREADS = 64;

  private final Shop shop = new Shop();
  private final ApiClient visitor = shop.signedUp.visitor();

  @Test
  void shouldGiveASlotToOneOfAThousand() {
    Crowd crowd =
        Crowd.run(
            visitor, shop.cut, shop.ana, shop.at("10:00"), 5_511_970_000_000L, ATTEMPTS, THREADS);

    System.out.printf("Crowd: %s in %d ms%n", crowd.statuses(), crowd.took().toMillis());
    assertThat(crowd.serverErrors()).isZero();
    assertThat(crowd.count(201)).isEqualTo(1);
    assertThat(crowd.count(409)).isEqualTo(ATTEMPTS - 1);
    assertThat(shop.owner.get("/bookings").expect(200).path("items").size()).isEqualTo(1);
  }

  @Test
  void shouldGoOnToTheNextFreeOneWhenARaceIsLost() throws Exception {
    List<Reply> replies =
        atOnce(
            Stream.generate(() -> anybody(shop.at("10:00"), TestStack.phone())).limit(12).toList());

    assertThat(replies).extracting(Reply::status).containsOnly(201, 409);
    List<String> who =
        replies.stream()
            .filter(reply -> reply.status() == 201)
            .map(reply -> reply.json().path("resourceIds").path(0).asText())
            .toList();
    assertThat(who).containsExactlyInAnyOrder(shop.ana, shop.bruno);
  }

  @Test
  void shouldMakeOneClientForTwoFirstBookingsAtOnce() throws Exception {
    String phone = TestStack.phone();

    List<Reply> replies =
        atOnce(List.of(anybody(shop.at("10:00"), phone), anybody(shop.at("14:00"), phone)));

    assertThat(replies).extracting(Reply::status).containsOnly(201);
    assertThat(replies.stream().map(reply -> reply.json().path("clientId")).distinct()).hasSize(1);
  }

  @Test
  void shouldAnswerTheSameRequestSentManyTimesAtOnceWithOneBooking() throws Exception {
    Map<String, Object> draft = anybody(shop.at("10:00"), TestStack.phone());
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Reply>> sent =
          Stream.generate(
                  () ->
                      threads.submit(
                          () ->
                              visitor
                                  .with("Idempotency-Key", "again")
                                  .post("/public/bookings", draft)))
              .limit(8)
              .toList();
      for (Future<Reply> reply : sent) {
        replies.add(reply.get());
      }
    }

    assertThat(replies).extracting(Reply::status).containsOnly(201);
    assertThat(replies.stream().map(Shop::id).distinct()).hasSize(1);
    assertThat(shop.owner.get("/bookings").expect(200).path("items").size()).isEqualTo(1);
  }

  @Test
  void shouldAcceptWhateverIsOfferedUntilNothingIs() {
    String wash =
        shop.owner
            .post(
                "/services",
                Map.of(
                    "name", "Lavagem",
                    "durationMinutes", 25,
                    "bufferBeforeMinutes", 10,
                    "bufferAfterMinutes", 15,
                    "resourceIds", List.of(shop.ana, shop.bruno)))
            .expect(201)
            .path("serviceId")
            .asText();
    Random random = new Random(7);
    int booked = 0;
    while (true) {
      JsonNode slots =
          visitor
              .get(
                  "/services/%s/availability?from=%s&to=%s"
                      .formatted(wash, shop.monday, shop.monday))
              .expect(200)
              .path("slots");
      if (slots.isEmpty()) {
        break;
      }
      JsonNode slot = slots.path(random.nextInt(slots.size()));
      Map<String, Object> draft = anybody(slot.path("start").asText(), TestStack.phone());
      draft.put("serviceId", wash);
      if (random.nextBoolean()) {
        draft.put("resourceId", slot.path("resourceIds").path(0).asText());
      }
      visitor.post("/public/bookings", draft).expect(201);
      booked++;
    }
    assertThat(booked).isBetween(14, 20);
  }

  private Map<String, Object> anybody(String start, String phone) {
    Map<String, Object> draft = shop.draft(shop.cut, start);
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    return draft;
  }

  private List<Reply> atOnce(List<Map<String, Object>> drafts)
      throws ExecutionException, InterruptedException {
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(drafts.size())) {
      List<Future<Reply>> sent =
          drafts.stream()
              .map(draft -> threads.submit(() -> visitor.post("/public/bookings", draft)))
              .toList();
      for (Future<Reply> reply : sent) {
        replies.add(reply.get());
      }
    }
    return replies;
  }
}
