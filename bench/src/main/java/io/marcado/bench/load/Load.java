package io.marcado.bench.load;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients who book for ten seconds, each one after the other, on a local stack in memory; and the
 * same clients at a small service with PostgreSQL.
 */
public final class Load implements Measurement {
  private static final int[] CLIENTS = {1, 8, 32};
  private static final int MOST_CLIENTS = 32;
  private static final int RESOURCES = 16;
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(5);
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(10);

  @Override
  public String title() {
    return "Bookings on loopback";
  }

  /** A request to be sent, which will be the only one for its time. */
  private record Wish(String serviceId, String resourceId, String start) {}

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table =
        new MarkdownTable(
            "service",
            "clients at once",
            "bookings a second",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "longest ms",
            "refused",
            "processor ms a booking",
            "of it in the store");
    List<Wish> all = new ArrayList<>();
    // As on AWS, services and settings are kept for five seconds.
    try (Shop shop = Shop.open(Options.inMemory().withVariable("CONFIG_CACHE_SECONDS", "5"))) {
      List<String> resources = new ArrayList<>();
      for (int i = 0; i < RESOURCES; i++) {
        resources.add(shop.resource("Cadeira " + i));
      }
      String service = shop.service("Corte", resources);
      for (String start : shop.starts(service, Shop.firstDay(), Shop.firstDay().plusDays(57))) {
        resources.forEach(resource -> all.add(new Wish(service, resource, start)));
      }
      List<ApiClient> clients = new ArrayList<>();
      for (int i = 0; i < MOST_CLIENTS; i++) {
        clients.add(shop.client(i));
      }
      measure(table, new Subject("Marcado", clients, Load::dynamoDbTime, () -> Duration.ZERO), all);
    }
    Optional<PostgresService> peer = PostgresService.start();
    if (peer.isPresent()) {
      try (PostgresService running = peer.get()) {
        ApiClient client = ApiClient.of(running.address().toString());
        List<ApiClient> clients = Collections.nCopies(MOST_CLIENTS, client);
        measure(
            table,
            new Subject("small, PostgreSQL", clients, running::storeTime, running::storeTime),
            anyTimes());
      }
    } else {
      table.note("PostgreSQL is not installed, so nothing was measured beside it.");
    }
    return table.note(
        "POST /bookings on a named resource, each for a time of its own. The clients run in the same"
            + " JVM. Marcado: signed-in clients, gateway, function, DynamoDB Local, stream, bus,"
            + " queues and messages. The small service: one endpoint, JDBC and an exclusion"
            + " constraint; nobody signs in and nothing follows. The store is DynamoDB Local's"
            + " threads there, PostgreSQL's processes here.");
  }

  /**
   * @param store processor time of the store so far
   * @param beside the same, where the store is no part of this process
   */
  private record Subject(
      String name, List<ApiClient> clients, Supplier<Duration> store, Supplier<Duration> beside) {
    Duration all() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().plus(beside.get());
    }
  }

  private static void measure(MarkdownTable table, Subject subject, List<Wish> all)
      throws Exception {
    Queue<Wish> wishes = new ConcurrentLinkedQueue<>(all);
    book(subject.clients(), wishes, WARM_UP);
    for (int count : CLIENTS) {
      Duration allBefore = subject.all();
      Duration storeBefore = subject.store().get();
      Result result = book(subject.clients().subList(0, count), wishes, MEASURED);
      Duration store = subject.store().get().minus(storeBefore);
      Duration whole = subject.all().minus(allBefore);
      double[] sorted = result.sortedMillis();
      table.row(
          subject.name(),
          count,
          Math.round(sorted.length / (MEASURED / 1e9)),
          millis(sorted, 0.50),
          millis(sorted, 0.95),
          millis(sorted, 0.99),
          millis(sorted, 1.0),
          result.refused(),
          each(whole, sorted.length),
          each(store, sorted.length));
    }
  }

  private static String each(Duration time, int bookings) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6 / bookings);
  }

  /** More than can be booked in the time; the small service has no opening hours. */
  private static List<Wish> anyTimes() {
    return IntStream.range(0, 400_000)
        .mapToObj(
            number ->
                new Wish(
                    "service",
                    "resource-" + number % RESOURCES,
                    Instant.EPOCH.plus(PostgresService.LENGTH.multipliedBy(number)).toString()))
        .toList();
  }

  /** Processor time of the threads of DynamoDB Local so far. */
  private static Duration dynamoDbTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("qtp") || thread.getName().startsWith("SQLiteQueue")) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.threadId()));
      }
    }
    return Duration.ofNanos(nanos);
  }

  private record Result(double[] sortedMillis, int refused) {}

  private static Result book(List<ApiClient> clients, Queue<Wish> wishes, long nanos)
      throws Exception {
    List<Double> millis = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Future<List<Double>>> all = new ArrayList<>();
      long end = System.nanoTime() + nanos;
      for (ApiClient client : clients) {
        all.add(threads.submit(() -> bookUntil(end, client, wishes)));
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
  private static List<Double> bookUntil(long end, ApiClient client, Queue<Wish> wishes) {
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
                      "serviceId", wish.serviceId(),
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
