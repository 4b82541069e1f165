package io.marcado.local.app.floods;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A local stack with the limits of a deployment, and phones and addresses for people on it. */
public final class Town implements AutoCloseable {
  static final String PASSWORD = "tesoura-e-navalha";
  private static final LocalTimeline LOCAL = new LocalTimeline(Zone.of("America/Sao_Paulo"));
  private static final int THREADS = 8;

  private final LocalStack stack;
  private final ApiClient origin;
  private final Messages messages;
  private final AtomicInteger number = new AtomicInteger();

  private Town(LocalStack stack) {
    this.stack = stack;
    this.origin = ApiClient.of(stack.origin().toString());
    this.messages = new Messages(origin);
  }

  /** Starts a stack whose clock has just begun an hour, so that no window ends during a run. */
  public static Town open() throws IOException {
    Instant now = Instant.now();
    Instant begin = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(61));
    Duration ahead = Duration.between(now, begin);
    return new Town(
        LocalStack.start(
            Options.inMemory().withDeployedLimits().withClock(() -> Instant.now().plus(ahead))));
  }

  /** A client of the origin at an address that nobody had before. */
  ApiClient elsewhere() {
    int next = number.incrementAndGet();
    try {
      return origin.from(
          InetAddress.ofLiteral("127.%d.%d.1".formatted(10 + next / 250, 1 + next % 250)));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A phone that nobody had before, and a prefix of its own. */
  String phone() {
    int next = number.incrementAndGet();
    return "+55119%04d%04d".formatted(1000 + next % 9000, next % 10_000);
  }

  List<String> phones(int count) {
    List<String> phones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      phones.add(phone());
    }
    return phones;
  }

  /** The code that a phone got last. */
  String code(String phone) {
    return messages.code(phone);
  }

  /** Returns when nothing is under way. */
  void quiet() {
    stack.awaitQuiet();
  }

  /** Texts of all messages to a phone, once nothing is under way. */
  List<String> texts(String phone) {
    stack.awaitQuiet();
    return messages.to(phone);
  }

  /** How many messages all these phones have got, once nothing is under way. */
  int texts(List<String> phones) {
    stack.awaitQuiet();
    return phones.stream().mapToInt(phone -> messages.to(phone).size()).sum();
  }

  void advanceClock(Duration duration) {
    messages.advanceClock(duration);
  }

  /** Signs up a business on FREE, whose owner has proved the phone and is signed in. */
  Shop shop(String businessName) {
    ApiClient from = elsewhere();
    String phone = phone();
    Map<String, Object> request = signUp(businessName, phone);
    request.put("phoneProof", phoneProof(from, phone));
    Business business = Business.signUp(from, request);
    return new Shop(this, business, business.signIn(phone, PASSWORD), phone);
  }

  Map<String, String> phoneProof(ApiClient from, String phone) {
    JsonNode asked = from.post("/tenants/codes", Map.of("phone", phone)).expect(202);
    return Map.of("challengeId", asked.path("challengeId").asText(), "code", code(phone));
  }

  /** A request for a sign-up without a proof. */
  Map<String, Object> signUp(String businessName, String phone) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("slug", "shop-" + number.incrementAndGet());
    request.put("businessName", businessName);
    request.put("template", "CONSULTATION");
    request.put("timeZone", "America/Sao_Paulo");
    request.put("locale", "pt-BR");
    request.put("currency", "BRL");
    request.put(
        "owner", Map.of("name", "Zé", "phone", phone, "email", email(phone), "password", PASSWORD));
    return request;
  }

  static String email(String phone) {
    return "p" + phone.substring(1) + "@example.com";
  }

  /** The first day on which bookings are taken in any case. */
  LocalDate firstDay() {
    return LOCAL.dateOf(stack.clock().instant()).plusDays(3);
  }

  /** The answers to requests of several threads, in the order of the requests. */
  static List<Reply> atOnce(List<Callable<Reply>> requests) {
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Reply> reply : threads.invokeAll(requests)) {
        replies.add(reply.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return replies;
  }

  /** How many answers have a status. */
  static int count(List<Reply> replies, int status) {
    return (int) replies.stream().filter(reply -> reply.status() == status).count();
  }

  /** True when the server itself failed at none. */
  static boolean noneFailed(List<Reply> replies) {
    return replies.stream().allMatch(reply -> reply.status() < 500);
  }

  @Override
  public void close() {
    stack.close();
  }
}
