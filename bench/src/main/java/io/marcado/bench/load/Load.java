package io.marcado.bench.load;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients who book for ten seconds, each one after the other, on a local stack in memory. */
public final class Load implements Measurement {
  private static final int[] CLIENTS = {1, 8, 32};
  private static final int RESOURCES = 16;
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(5);
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(10);

  @Override
  public String title() {
    return "Bookings on loopback, everything in one JVM";
  }

  /** A request to be sent, which will be the only one for its time. */
  private record Wish(String resourceId, String start) {}

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table =
        new MarkdownTable(
            "clients at once",
            "bookings a second",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "longest ms",
            "refused");
    // As on AWS, services and settings are kept for five seconds.
    try (Shop shop = Shop.open(Options.inMemory().withVariable("CONFIG_CACHE_SECONDS", "5"))) {
      List<String> resources = new ArrayList<>();
      for (int i = 0; i < RESOURCES; i++) {
        resources.add(shop.resource("Cadeira " + i));
      }
      String service = shop.service("Corte", resources);
      Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
      for (String start : shop.starts(service, Shop.firstDay(), Shop.firstDay().plusDays(57))) {
        resources.forEach(resource -> wishes.add(new Wish(resource, start)));
      }
      List<ApiClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS[CLIENTS.length - 1]; i++) {
        clients.add(shop.client(i));
      }
      book(clients, service, wishes, WARM_UP);
      for (int count : CLIENTS) {
        Result result = book(clients.subList(0, count), service, wishes, MEASURED);
        double[] sorted = result.sortedMillis();
        table.row(
            count,
            Math.round(sorted.length / (MEASURED / 1e9)),
            millis(sorted, 0.50),
            millis(sorted, 0.95),
            millis(sorted, 0.99),
            millis(sorted, 1.0),
            result.refused());
      }
    }
    return table.note(
        "POST /bookings by signed-in clients on a named resource, each for a time of its own:"
            + " gateway, function, DynamoDB Local, stream, bus, queues and messages share the"
            + " machine with the clients.");
  }

  private record Result(double[] sortedMillis, int refused) {}

  private static Result book(
      List<ApiClient> clients, String service, Queue<Wish> wishes, long nanos) throws Exception {
    List<Double> millis = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Future<List<Double>>> all = new ArrayList<>();
      long end = System.nanoTime() + nanos;
      for (ApiClient client : clients) {
        all.add(threads.submit(() -> bookUntil(end, client, service, wishes)));
      }
      for (Future<List<Double>> one : all) {
        for (double time : one.get()) {
          if (time < 0) {
            refused++;
          } else {
            millis.add(time);
          }
        }
      }
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Result(sorted, refused);
  }

  /** Milliseconds of each booking; negative for one that was refused. */
  private static List<Double> bookUntil(
      long end, ApiClient client, String service, Queue<Wish> wishes) {
    List<Double> millis = new ArrayList<>();
    while (System.nanoTime() < end) {
      Wish wish = wishes.poll();
      if (wish == null) {
        throw new IllegalStateException("all free times are booked; take more resources");
      }
      long start = System.nanoTime();
      int status =
          client
              .post(
                  "/bookings",
                  Map.of(
                      "serviceId", service,
                      "resourceId", wish.resourceId(),
                      "start", wish.start()))
              .status();
      double took = (System.nanoTime() - start) / 1e6;
      millis.add(status == 201 ? took : -1);
    }
    return millis;
  }

  private static String millis(double[] sorted, double share) {
    if (sorted.length == 0) {
      return "-";
    }
    int index = (int) Math.min(sorted.length - 1L, Math.round(share * sorted.length));
    return String.format(Locale.ROOT, "%.1f", sorted[index]);
  }
}
