package io.marcado.platform.limits;

import io.marcado.domain.Plan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every limit on how often something may be done, in one table: who asks, for what, how often at
 * most, and what comes of more. Code counts by these rows, and {@code docs/limits.md} is made of
 * them.
 *
 * <p>A row with a number has the value of a deployment. The parameter {@code Limits} of {@code
 * template.yaml} changes it by the row's name. A row with a text has its numbers elsewhere; {@code
 * {Parameter}} in the text stands for the value of a parameter of {@code template.yaml}.
 */
public enum LimitPolicy {
  PLAN_REQUESTS(
      "a business on a shared stage",
      "requests, by plan",
      Arrays.stream(Plan.values())
          .map(plan -> plan + " " + PlanThrottle.mostInWindow(plan))
          .collect(Collectors.joining(", ")),
      PlanThrottle.WINDOW,
      Beyond.TOO_MANY_REQUESTS),
  SIGN_UP_REQUESTS(
      "an IP address",
      "requests for a sign-up, retries too",
      60,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  SIGN_UPS_OF_ADDRESS("an IP address", "sign-ups", 5, Window.DAY, Beyond.TOO_MANY_REQUESTS),
  SIGN_UPS("everybody together", "sign-ups", 100, Window.DAY, Beyond.TOO_MANY_REQUESTS),
  PUBLIC_BOOKINGS_OF_ADDRESS(
      "an IP address, at all businesses",
      "attempts to book without a login",
      60,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  UNPROVED_BOOKINGS_OF_BUSINESS(
      "a business",
      "bookings without a login for phones that were never proved there",
      40,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  BOOKINGS_AHEAD_OF_CLIENT(
      "a client, by phone, at a business",
      "bookings ahead that the client made",
      10,
      Window.NONE,
      Beyond.CONFLICT),
  OVERLAPPING_BOOKINGS_OF_CLIENT(
      "a client, by phone, at a business",
      "bookings at the same time that the client made",
      1,
      Window.NONE,
      Beyond.CONFLICT),
  BOOKINGS_AND_MOVES_OF_CLIENT(
      "a client, by phone, at a business",
      "new bookings and moves by the client, cancelled ones too",
      10,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  MESSAGES_TO_PHONE(
      "a phone, from all businesses", "messages about bookings", 20, Window.DAY, Beyond.NOT_SENT),
  MESSAGES_OF_BUSINESS("a business", "messages about bookings", 1000, Window.DAY, Beyond.NOT_SENT);

  /** What comes of more than the limit. */
  public enum Beyond {
    /** The answer is 429 {@code too-many-requests} with {@code Retry-After}. */
    TOO_MANY_REQUESTS("429"),
    /** The answer is 409 with a code of its own, since waiting does not help. */
    CONFLICT("409"),
    /** The request succeeds as always, and the message is not sent. */
    NOT_SENT("the message is not sent");

    private final String text;

    Beyond(String text) {
      this.text = text;
    }

    /** As documents say it. */
    public String text() {
      return text;
    }
  }

  private static final class Window {
    /** What counts are things that there are, and not attempts. */
    static final Duration NONE = Duration.ZERO;

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
  }

  private final String who;
  private final String what;
  private final int most;
  private final String text;
  private final Duration window;
  private final Beyond beyond;

  LimitPolicy(String who, String what, int most, Duration window, Beyond beyond) {
    this(who, what, most, Integer.toString(most), window, beyond);
  }

  LimitPolicy(String who, String what, String most, Duration window, Beyond beyond) {
    this(who, what, -1, most, window, beyond);
  }

  LimitPolicy(String who, String what, int most, String text, Duration window, Beyond beyond) {
    this.who = who;
    this.what = what;
    this.most = most;
    this.text = text;
    this.window = window;
    this.beyond = beyond;
  }

  /** The name in counters, logs and the parameter {@code Limits}, such as {@code sign-ups}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whose attempts count together. */
  public String who() {
    return who;
  }

  /** What is counted. */
  public String what() {
    return what;
  }

  /** True when the row has the number itself, so that {@code Limits} can change it. */
  public boolean hasNumber() {
    return most >= 0;
  }

  /** The number of a deployment, for a row that has one. */
  int most() {
    return most;
  }

  /** The number as documents show it; {@code {Parameter}} stands for a parameter's value. */
  public String mostText() {
    return text;
  }

  /**
   * The length of the window in which attempts count; windows start at multiples of it in UTC. Zero
   * for a limit on what there is at once.
   */
  public Duration window() {
    return window;
  }

  /** What comes of more. */
  public Beyond beyond() {
    return beyond;
  }
}
