package io.marcado.local.app.soak;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A crowd that wants one slot, over HTTP.
 *
 * @param statuses how often each HTTP status was answered
 * @param took until the last had its answer
 */
public record Crowd(Map<Integer, Integer> statuses, Duration took) {

  /** How often a status was answered. */
  public int count(int status) {
    return statuses.getOrDefault(status, 0);
  }

  /** How often the server was at fault. */
  public int serverErrors() {
    return statuses.entrySet().stream()
        .filter(entry -> entry.getKey() >= 500)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /**
   * Lets strangers book the same slot, each with a phone number and a key of its own.
   *
   * @param visitor at the base URL of a business
   * @param firstPhone the first of as many phone numbers in a row as there are attempts
   */
  public static Crowd run(
      ApiClient visitor,
      String serviceId,
      String resourceId,
      String start,
      long firstPhone,
      int attempts,
      int threads) {
    long started = System.nanoTime();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (ExecutorService crowd = Executors.newFixedThreadPool(threads)) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < attempts; i++) {
        String phone = "+" + (firstPhone + i);
        replies.add(
            crowd.submit(
                () ->
                    visitor
                        .with("Idempotency-Key", "crowd-" + phone)
                        .post(
                            "/public/bookings",
                            Map.of(
                                "serviceId",
                                serviceId,
                                "resourceId",
                                resourceId,
                                "start",
                                start,
                                "client",
                                Map.of("name", "Somebody", "phone", phone)))));
      }
      for (Future<Reply> reply : replies) {
        statuses.merge(reply.get().status(), 1, Integer::sum);
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Crowd(statuses, Duration.ofNanos(System.nanoTime() - started));
  }
}
