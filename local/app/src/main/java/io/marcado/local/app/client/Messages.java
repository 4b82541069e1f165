package io.marcado.local.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The local stack's message outbox and clock, seen from outside. */
public final class Messages {
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
  private static final Pattern TOKEN = Pattern.compile("(?<![a-z2-7])[a-z2-7]{32}(?![a-z2-7])");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ApiClient origin;

  public Messages(ApiClient origin) {
    this.origin = origin;
  }

  /** Texts of the messages to a number, newest first. */
  public List<String> to(String phone) {
    JsonNode found =
        origin
            .get("/_local/messages?to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8))
            .expect(200)
            .path("messages");
    List<String> bodies = new ArrayList<>();
    found.forEach(message -> bodies.add(message.path("body").asText()));
    return bodies;
  }

  /**
   * Waits until the messages to a number are as expected.
   *
   * @throws IllegalStateException when they are not after three minutes
   */
  public List<String> await(String phone, String what, Predicate<List<String>> expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> bodies = to(phone);
      if (expected.test(bodies)) {
        return bodies;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("still waiting for " + what + "; there is " + bodies);
      }
      pause();
    }
  }

  /** The code in the newest message to a number that has one. */
  public String code(String phone) {
    return newCode(phone, 0);
  }

  /** How many messages to a number have a code. */
  public int codes(String phone) {
    return Math.toIntExact(to(phone).stream().filter(Messages::has).count());
  }

  /**
   * Waits for a further code. A code is sent after the answer to who asked for it.
   *
   * @param before how many there were before it was asked for
   */
  public String newCode(String phone, int before) {
    List<String> bodies =
        await(phone, "a code", found -> found.stream().filter(Messages::has).count() > before);
    return bodies.stream()
        .map(CODE::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst()
        .orElseThrow();
  }

  /** The token of an invitation or a reset in the newest message to a number that has one. */
  public String token(String phone) {
    for (String body :
        await(
            phone,
            "a token",
            bodies -> bodies.stream().anyMatch(one -> TOKEN.matcher(one).find()))) {
      Matcher matcher = TOKEN.matcher(body);
      if (matcher.find()) {
        return matcher.group();
      }
    }
    throw new IllegalStateException("a message lost its token");
  }

  /** Moves the clock of the local stack forward. */
  public void advanceClock(Duration duration) {
    origin.post("/_local/clock", Map.of("advance", duration.toString())).expect(200);
  }

  private static boolean has(String body) {
    return CODE.matcher(body).find();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
