package io.marcado.local.app.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.functions.InvocationProbe;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.template.EventSource;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Stands between the functions and the bus, the provider of SMS, and the server of a business, and
 * does what each of them does on a bad day. All that passes is real: the functions send it, and the
 * local stack takes it.
 *
 * <p>The bus is down for a while, refuses, loses its answers, and delivers each event twice, much
 * later, and in any order. One event of twenty comes with one that nobody can read. Functions die
 * when their work is done. The provider and the receiver fail, are slow and lose answers, once for
 * each message or event, so that it is no matter of luck whether a message runs out of tries.
 */
final class Storm implements InvocationProbe, AutoCloseable {
  /** Of messages about bookings. Nobody could sign in without codes. */
  private static final String SERVICE = "Corte";

  private static final int POISON_EVERY = 20;
  private static final int FAILED_EVENTS = 6;
  private static final Set<String> MORTAL =
      Set.of(
          "RelayEvents",
          "RouteBookingMessages",
          "RouteReminders",
          "SendMessages",
          "RecordChanges",
          "RecordWebhookEvents");

  private final Random luck;
  private final HttpClient http = HttpClient.newHttpClient();
  private final CompletableFuture<URI> aws = new CompletableFuture<>();
  private final HttpServer bus = server(this::bus);
  private final HttpServer provider = server(this::provider);
  private final HttpServer receiver = server(this::receiver);

  /** Held by each consumer of a queue, so that no lease ends while it works under one. */
  private final ReadWriteLock working = new ReentrantReadWriteLock(true);

  private final List<ObjectNode> onTheWay = new ArrayList<>();
  private final List<String> poison = new CopyOnWriteArrayList<>();
  private final Set<String> died = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> tried = new ConcurrentHashMap<>();
  private final List<Sms> taken = new CopyOnWriteArrayList<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private int published;
  private volatile boolean busDown;
  private volatile boolean over;

  /**
   * A text that the provider has taken.
   *
   * @param lost whether its answer was
   */
  record Sms(String to, String text, boolean lost) {}

  /**
   * An event that the receiver got.
   *
   * @param taken whether it said so
   */
  record Told(String id, JsonNode body, boolean taken) {}

  Storm(Random luck) {
    this.luck = luck;
  }

  private static HttpServer server(Function<Request, Reply> answer) {
    try {
      return HttpServer.start(HttpServer.LOOPBACK, 0, 1 << 20, Reply.json(413, "{}"), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stack on which it rages. */
  LocalStack stack() throws IOException {
    LocalStack stack =
        LocalStack.start(
            Options.inMemory()
                .withRetry(Duration.ofSeconds(1))
                .withVariable("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.address().toString())
                .withVariable("AWS_ENDPOINT_URL_SNS", provider.address().toString()));
    aws.complete(URI.create(String.valueOf(stack.variables().get("AWS_ENDPOINT_URL"))));
    stack.functions().measureBy(this);
    Thread.ofVirtual().name("storm").start(this::carry);
    return stack;
  }

  /** The server of the business. */
  String receiver() {
    return "http://127.0.0.1:%d/hook".formatted(receiver.address().getPort());
  }

  void busIsDown(boolean down) {
    busDown = down;
  }

  List<Sms> taken() {
    return taken;
  }

  List<Told> told() {
    return told;
  }

  /** Ids of the events that nobody can read. */
  List<String> poison() {
    return poison;
  }

  /** Moves the clock while no consumer of a queue works. */
  void pass(LocalStack stack, Duration time) {
    working.writeLock().lock();
    try {
      stack.clock().advance(time);
    } finally {
      working.writeLock().unlock();
    }
  }

  @Override
  public byte[] around(LocalFunction function, Callable<byte[]> invocation) throws Exception {
    if (function.declaration().sources().stream()
        .noneMatch(source -> source instanceof EventSource.Queue)) {
      return dying(function, invocation);
    }
    working.readLock().lock();
    try {
      return dying(function, invocation);
    } finally {
      working.readLock().unlock();
    }
  }

  private byte[] dying(LocalFunction function, Callable<byte[]> invocation) throws Exception {
    byte[] answer = invocation.call();
    String name = function.declaration().logicalId();
    if (!busDown && MORTAL.contains(name) && died.add(name)) {
      throw new IllegalStateException("died when its work was done");
    }
    return answer;
  }

  private Reply bus(Request request) {
    int fate = luck.nextInt(8);
    if (busDown || fate == 0) {
      return failure();
    }
    ObjectNode answer = Json.read("{\"FailedEntryCount\":0}", ObjectNode.class);
    JsonNode entries = Json.read(request.text(), JsonNode.class).path("Entries");
    synchronized (onTheWay) {
      for (JsonNode entry : entries) {
        answer.withArray("Entries").addObject().put("EventId", "e" + published);
        onTheWay.add((ObjectNode) entry);
        onTheWay.add((ObjectNode) entry);
        if (published++ % POISON_EVERY == 0) {
          onTheWay.add(unreadable((ObjectNode) entry));
        }
      }
    }
    return fate == 1 ? failure() : Reply.of(200, "application/x-amz-json-1.1", answer.toString());
  }

  private ObjectNode unreadable(ObjectNode entry) {
    String id = "poison-" + published;
    poison.add(id);
    ObjectNode unreadable = entry.deepCopy();
    JsonNode detail = Json.read(entry.path("Detail").asText(), JsonNode.class);
    return unreadable.put(
        "Detail", Json.write(Map.of("eventId", id, "tenantId", detail.path("tenantId").asText())));
  }

  /** Some of what is on the way arrives, in any order, and the rest later. */
  private void carry() {
    while (!over) {
      List<ObjectNode> arrives;
      synchronized (onTheWay) {
        Collections.shuffle(onTheWay, luck);
        List<ObjectNode> some = onTheWay.subList(0, (onTheWay.size() + 1) / 2);
        arrives = List.copyOf(some);
        some.clear();
      }
      for (ObjectNode entry : arrives) {
        ObjectNode alone = Json.read("{}", ObjectNode.class);
        alone.putArray("Entries").add(entry);
        HttpRequest.Builder request =
            HttpRequest.newBuilder(aws.join())
                .header("X-Amz-Target", "AWSEvents.PutEvents")
                .header("Authorization", "Credential=storm/20261120/any/events/aws4_request")
                .POST(BodyPublishers.ofString(alone.toString()));
        if (!send(request).body().contains("\"FailedEntryCount\":0")) {
          throw new IllegalStateException("the bus took an event of ours for none");
        }
      }
      pause(50);
    }
  }

  private Reply provider(Request request) {
    String to = field(request, "PhoneNumber");
    String text = field(request, "Message");
    boolean first = tried.merge(to + text, 1, Integer::sum) == 1;
    int fate = first && text.contains(SERVICE) ? luck.nextInt(6) : 5;
    switch (fate) {
      case 0 -> {
        return Reply.of(
            400,
            "text/xml",
            "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>");
      }
      case 1 -> {
        return failure();
      }
      case 2 -> pause(300);
      default -> {}
    }
    boolean lost = fate == 3;
    taken.add(new Sms(to, text, lost));
    HttpRequest.Builder same =
        HttpRequest.newBuilder(aws.join())
            .header("Content-Type", request.header("content-type").orElse(""))
            .header("Authorization", request.header("authorization").orElse(""))
            .POST(BodyPublishers.ofByteArray(request.body()));
    HttpResponse<String> answer = send(same);
    return lost ? failure() : Reply.of(answer.statusCode(), "text/xml", answer.body());
  }

  private static String field(Request request, String name) {
    return Arrays.stream(request.text().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private Reply receiver(Request request) {
    String id = request.header("webhook-id").orElse("");
    boolean fails =
        failed.size() < FAILED_EVENTS && luck.nextInt(3) == 0 && isFirst(id) && failed.add(id);
    told.add(new Told(id, Json.read(request.text(), JsonNode.class), !fails));
    if (luck.nextInt(4) == 0) {
      pause(300);
    }
    return fails ? failure() : Reply.json(200, "{}");
  }

  private boolean isFirst(String id) {
    return told.stream().noneMatch(earlier -> earlier.id().equals(id));
  }

  private static Reply failure() {
    return Reply.json(500, "{\"__type\":\"InternalFailure\"}");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    bus.close();
    provider.close();
    receiver.close();
    http.close();
  }
}
