package io.marcado.bench.money;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import io.marcado.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a million public bookings cost on AWS: each with ten looks at free times before it, a
 * confirmation, and two reminders planned and sent. The functions are the real ones with the limits
 * of a deployment, called through the gateway, the stream, the bus, queues and the scheduler.
 */
public final class Money implements Measurement {
  private static final int BOOKINGS = 8;
  private static final int LOOKS = 10;

  /** Looks at a week that the page has not seen, or that has changed. */
  private static final int NEW_LOOKS = 6;

  private static final int STAFF = 3;

  /** How long functions of a deployment keep the configuration. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  /** The ones of a new business, before the start. */
  private static final List<Duration> REMINDERS = List.of(Duration.ofDays(1), Duration.ofHours(1));

  /** From the first start to beyond the last one. */
  private static final Duration MOST_STARTS = Duration.ofHours(BOOKINGS / 2 + 1);

  private static final Duration STEP = Duration.ofMinutes(30);
  private static final Path LOG = Path.of("bench", "target", "bench.log");

  /** What CloudWatch counts for each line beside its text. */
  private static final int LINE_BYTES = 26;

  /** Functions that a booking causes. Others run by the hour, whether anybody books or not. */
  private static final Set<String> CAUSED =
      Set.of(
          "GetServiceAvailability",
          "CreatePublicBooking",
          "RelayEvents",
          "RouteBookingMessages",
          "RouteReminders",
          "SendMessages",
          "RecordChanges",
          "RecordWebhookEvents",
          "SendCodes");

  private final HttpClient http = HttpClient.newHttpClient();
  private long bytesOut;

  @Override
  public String title() {
    return "Money for a million bookings";
  }

  @Override
  public MarkdownTable measure() throws Exception {
    try (Shop shop = Shop.open(asDeployed())) {
      payingPlan(shop);
      UsageProbe probe = new UsageProbe(shop.stack().table().client());
      shop.stack().functions().measureBy(probe);
      List<String> staff = new ArrayList<>();
      for (int i = 0; i < STAFF; i++) {
        staff.add(shop.resource("Cadeira " + i));
      }
      String service = shop.service("Corte", staff);
      // The first calls load classes and fill caches; they also make the known clients.
      List<Instant> starts = new ArrayList<>();
      for (int number = 0; number < BOOKINGS / 2; number++) {
        starts.add(book(shop, service, number, number));
      }
      pass(shop, starts.getFirst());
      starts.clear();
      probe.take();
      bytesOut = 0;
      long logged = Files.size(LOG);
      for (int number = 0; number < BOOKINGS; number++) {
        // Every second one is of a client who has booked before.
        starts.add(book(shop, service, number % 2 == 0 ? number / 2 : 100 + number, 10 + number));
      }
      pass(shop, starts.getFirst());
      Map<String, Usage> usages = probe.take();
      usages.keySet().retainAll(CAUSED);
      return table(usages, logBytes(logged));
    }
  }

  private static Options asDeployed() {
    return Options.inMemory()
        .withDeployedLimits()
        .withVariable("CONFIG_CACHE_SECONDS", String.valueOf(KEPT.toSeconds()));
  }

  /**
   * Until all reminders are sent. While some are due it goes slowly: the local scheduler looks once
   * a second, and what comes after its booking's start is dropped.
   */
  private static void pass(Shop shop, Instant firstStart) throws InterruptedException {
    Instant end = firstStart.plus(MOST_STARTS);
    while (shop.stack().clock().instant().isBefore(end)) {
      shop.advance(STEP);
      Instant now = shop.stack().clock().instant();
      boolean due =
          REMINDERS.stream()
              .map(firstStart::minus)
              .anyMatch(
                  first -> now.isAfter(first.minus(STEP)) && now.isBefore(first.plus(MOST_STARTS)));
      if (due) {
        Thread.sleep(1_100);
      }
    }
    shop.stack().awaitQuiet();
  }

  private Instant book(Shop shop, String service, int client, int slot) throws Exception {
    LocalDate from =
        LocalDate.ofInstant(shop.stack().clock().instant(), ZoneOffset.UTC).plusDays(2);
    String week =
        shop.business().base()
            + "/services/%s/availability?from=%s&to=%s".formatted(service, from, from.plusDays(6));
    String tag = "none";
    String start = "";
    for (int look = 0; look < LOOKS; look++) {
      // So an instance has forgotten the configuration, as one that is called less often has.
      shop.advance(KEPT.multipliedBy(2));
      HttpResponse<byte[]> seen =
          send(
              HttpRequest.newBuilder(URI.create(week))
                  .header("If-None-Match", look < NEW_LOOKS ? "none" : tag));
      tag = seen.headers().firstValue("ETag").orElseThrow();
      if (look == 0) {
        start = start(seen.body(), slot);
      }
    }
    shop.advance(KEPT.multipliedBy(2));
    HttpResponse<byte[]> booked =
        send(
            HttpRequest.newBuilder(URI.create(shop.business().base() + "/public/bookings"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "money-" + slot)
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"serviceId": "%s", "start": "%s",
                         "client": {"name": "Lia Souza", "phone": "+55119%08d"}}
                        """
                            .formatted(service, start, 70_000_000 + client))));
    if (booked.statusCode() != 201) {
      throw new IllegalStateException(new String(booked.body(), StandardCharsets.UTF_8));
    }
    shop.stack().awaitQuiet();
    return OffsetDateTime.parse(start).toInstant();
  }

  /** The start of a free time, by its place. */
  private static String start(byte[] compressed, int slot) throws IOException {
    try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return Json.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8))
          .path("slots")
          .path(slot)
          .path("start")
          .asText();
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
    bytesOut += response.body().length;
    response
        .headers()
        .map()
        .forEach(
            (name, values) ->
                values.forEach(value -> bytesOut += name.length() + value.length() + 4));
    return response;
  }

  /** Most businesses with so many bookings pay; FREE ones get fewer messages out. */
  private static void payingPlan(Shop shop) {
    shop.stack()
        .table()
        .client()
        .updateItem(
            update ->
                update
                    .tableName(
                        shop.stack()
                            .functions()
                            .find("ListServices")
                            .orElseThrow()
                            .host()
                            .variables()
                            .get("TABLE_NAME"))
                    .key(
                        Map.of(
                            "pk",
                                AttributeValue.fromS("T#" + shop.business().tenantId() + "#TENANT"),
                            "sk", AttributeValue.fromS("TENANT")))
                    .updateExpression("SET #plan = :plan")
                    .expressionAttributeNames(Map.of("#plan", "plan"))
                    .expressionAttributeValues(Map.of(":plan", AttributeValue.fromS("PRO"))));
  }

  /** Bytes of the lines that functions have written since, as CloudWatch counts them. */
  private static long logBytes(long from) throws IOException {
    byte[] all = Files.readAllBytes(LOG);
    return new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("{"))
        .filter(line -> CAUSED.stream().anyMatch(name -> line.contains('"' + name + '"')))
        .mapToLong(line -> line.length() + LINE_BYTES)
        .sum();
  }

  private MarkdownTable table(Map<String, Usage> usages, long logBytes) {
    MarkdownTable table =
        new MarkdownTable(
            "what",
            "of a booking",
            "table requests, rounds",
            "CPU ms",
            "GB-s",
            "RRU",
            "WRU",
            "$ a million");
    double total = 0;
    for (Map.Entry<String, Usage> one : usages.entrySet()) {
      Usage usage = one.getValue();
      double dollars =
          usage.invocations() * Prices.INVOCATION
              + usage.gbSeconds() * Prices.GB_SECOND
              + usage.readUnits() * Prices.READ_UNIT
              + usage.writeUnits() * Prices.WRITE_UNIT;
      total += dollars;
      table.row(
          one.getKey(),
          each(usage.invocations()),
          each(usage.requests()) + ", " + each(usage.rounds()),
          each(usage.processorMillis()),
          String.format(Locale.ROOT, "%.3f", usage.gbSeconds() / BOOKINGS),
          each(usage.readUnits()),
          each(usage.writeUnits()),
          dollars(dollars));
    }
    double http = (LOOKS + 1.0) * BOOKINGS;
    int reminders = count(usages, "RouteReminders");
    double queued =
        Stream.of("RouteBookingMessages", "SendMessages", "RecordChanges", "RecordWebhookEvents")
                .mapToInt(function -> count(usages, function))
                .sum()
            + reminders;
    total += other(table, "HTTP API, requests", http, Prices.HTTP_API_REQUEST);
    total += other(table, "EventBridge, events", count(usages, "RelayEvents"), Prices.EVENT);
    total += other(table, "Scheduler, invocations", reminders, Prices.SCHEDULE);
    total +=
        other(table, "SQS, requests (sent, received, deleted)", queued * 3, Prices.QUEUE_REQUEST);
    total += other(table, "CloudWatch, KB of logs", logBytes / 1e3, Prices.LOG_GB / 1e6);
    total += other(table, "KB to the internet", bytesOut / 1e3, Prices.GB_OUT / 1e6);
    table.row("**all**", "", "", "", "", "", "", "**" + dollars(total) + "**");
    return table.note(
        "us-east-1, list prices without free tiers. "
            + BOOKINGS
            + " bookings were made, half of them for a new phone, half for a client who had booked"
            + " before; a service of three people; before each "
            + NEW_LOOKS
            + " looks at a week that are answered, compressed, and "
            + (LOOKS - NEW_LOOKS)
            + " that are a 304. Warm functions, one event at a time. Wall time is processor time"
            + " over the share of a processor that the memory gives, and 5 ms for each round of"
            + " requests to the table. WRU are those of indexes too. Prices of the messages"
            + " themselves, storage and what runs without bookings are not in it.");
  }

  private static double other(MarkdownTable table, String what, double count, double price) {
    table.row(what, each(count), "", "", "", "", "", dollars(count * price));
    return count * price;
  }

  private static int count(Map<String, Usage> usages, String function) {
    Usage usage = usages.get(function);
    return usage == null ? 0 : usage.invocations();
  }

  private static String each(double sum) {
    return String.format(Locale.ROOT, "%.1f", sum / BOOKINGS);
  }

  private static String dollars(double all) {
    return String.format(Locale.ROOT, "%.2f", all / BOOKINGS * 1e6);
  }
}
