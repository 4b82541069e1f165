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
  OPERATOR_REFUSALS(
      "an IP address",
      "requests to the operators' routes with a wrong key",
      30,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  OPERATOR_REFUSALS_ON_TRAIL(
      "all IP addresses",
      "wrong keys that the operators' trail has",
      100,
      Window.HOUR,
      Beyond.ONLY_LOGGED),
  OPERATOR_TESTS(
      "all operators", "test messages, of each channel", 20, Window.HOUR, Beyond.TOO_MANY_REQUESTS),
  SIGN_UP_REQUESTS(
      "an IP address",
      "requests for a sign-up, retries too",
      60,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  SIGN_UPS_OF_ADDRESS("an IP address", "sign-ups", 5, Window.DAY, Beyond.TOO_MANY_REQUESTS),
  SIGN_UPS_OF_PHONE("a proved phone", "sign-ups", 2, Window.DAY, Beyond.TOO_MANY_REQUESTS),
  SIGN_UPS_UNPROVED(
      "all owners without a proof of their phone",
      "sign-ups",
      20,
      Window.DAY,
      Beyond.TOO_MANY_REQUESTS),
  SIGN_UPS(
      "all owners with a proof of their phone",
      "sign-ups",
      80,
      Window.DAY,
      Beyond.TOO_MANY_REQUESTS),
  BUSINESSES_OF_PHONE(
      "a phone",
      "businesses whose owner has it; those signed up without a proof of it count apart",
      10,
      Window.NONE,
      Beyond.CONFLICT),
  LOGINS_UNDER_NAME(
      "a site, or the person's own network, at one business",
      "attempts to log in under one name of an account, its phone or its e-mail",
      10,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  LOGINS_UNDER_NAME_FROM_ALL(
      "all networks but the person's own, at one business",
      "attempts to log in under one name of an account, its phone or its e-mail",
      50,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  LOGINS_OF_ADDRESS(
      "an IP address, at all businesses",
      "attempts to log in",
      100,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  LOGINS_OF_OWN_ADDRESS(
      "the same, for a person whose network it is",
      "attempts to log in",
      500,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  REGISTRATIONS_OF_PHONE(
      "a phone, at one business", "registrations", 5, Window.HOUR, Beyond.TOO_MANY_REQUESTS),
  REGISTRATIONS_OF_ADDRESS(
      "an IP address, at all businesses",
      "registrations, less four for each first login",
      20,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  CODE_REQUESTS_FOR_CONTACT(
      "each kind of asker, at one business",
      "requests for a code to one phone or e-mail",
      5,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  CODE_REQUESTS_OF_NETWORK(
      "a network, for kind 10 a site, at one business, for each of the kinds 1, 2, 4, 9 and 10",
      "requests for a code, less four for each entered code",
      5,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  CODE_REQUESTS_OF_SITE(
      "a site, at all businesses, for each of the kinds 1, 2, 4 and 7 to 10",
      "requests for a code, for all but 7 and 8 less four for each entered code",
      20,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  CODE_REQUESTS_WITH_PROOF(
      "an IP address, at all businesses, for each of the kinds 3, 5 and 6",
      "requests for a code",
      100,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  CODES_TO_CONTACT(
      "a phone or e-mail, from all businesses", "codes", 12, Window.HOUR, Beyond.NOT_SENT),
  CODES_TO_CONTACT_WITH_PROOF(
      "the same, for the kinds 3, 5 and 6", "codes", 18, Window.HOUR, Beyond.NOT_SENT),
  CODES_TO_PREFIX(
      "phones that differ in their last four digits, from all businesses",
      "codes",
      90,
      Window.HOUR,
      Beyond.NOT_SENT),
  CODES_TO_PREFIX_WITH_PROOF(
      "the same, for the kinds 3, 5 and 6", "codes", 120, Window.HOUR, Beyond.NOT_SENT),
  CODES_ASKED_OPENLY(
      "a business, for each of the kinds 1 to 4 and 10",
      "codes, less one for each entered code",
      "a tenth of {CodesPerTenantPerDay}, at least 20",
      Window.HOUR,
      Beyond.NOT_SENT),
  CODES_OF_BUSINESS(
      "a business, for each of the kinds 5 to 8",
      "codes",
      "{CodesPerTenantPerDay}",
      Window.DAY,
      Beyond.NOT_SENT),
  CODES_NOT_ENTERED(
      "a business, for each of the kinds 1 to 8 and 10, and each country",
      "codes by phone, less four for each entered code and accepted invitation",
      50,
      Window.HOUR,
      Beyond.NOT_SENT),
  SIGN_UP_CODES(
      "all who sign up, for each country",
      "codes that prove the phone of a sign-up, less four for each entered code",
      200,
      Window.HOUR,
      Beyond.NOT_SENT),
  PUBLIC_BOOKINGS_OF_ADDRESS(
      "an IP address, at all businesses",
      "attempts to book without a login, and without a good proof of the phone; broken requests"
          + " too",
      60,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  PUBLIC_BOOKINGS_WITH_PROOF(
      "an IP address, at all businesses",
      "attempts to book without a login that bring a proof of the phone; where it is not good, they"
          + " count in the row above too",
      300,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  UNPROVED_BOOKINGS_OF_BUSINESS(
      "a business",
      "bookings without a login for phones that were never proved there",
      40,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  UNPROVED_BOOKINGS_OF_SITE(
      "a site, at one business", "the same", 10, Window.HOUR, Beyond.TOO_MANY_REQUESTS),
  LINKS_OF_ADDRESS(
      "an IP address, at all businesses",
      "times that the page behind the link of a message is opened or used",
      600,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  TEXTS_OF_PHONE(
      "a phone",
      "texts that it sends to the platform's number, but for those that stop or resume messages",
      30,
      Window.DAY,
      Beyond.NOT_READ),
  ANSWERS_TO_PHONE("a phone", "answers to these texts", 6, Window.DAY, Beyond.NOT_SENT),
  HOLDS_OF_ADDRESS(
      "an IP address, at all businesses",
      "attempts to hold a time without a login; broken requests too",
      60,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  OPEN_HOLDS_OF_CLIENT(
      "a client, by login, at a business",
      "times held at once",
      3,
      Window.NONE,
      Beyond.TOO_MANY_REQUESTS),
  OPEN_HOLDS_OF_ADDRESS(
      "an IP address, at a business",
      "times held at once without a login",
      5,
      Window.NONE,
      Beyond.TOO_MANY_REQUESTS),
  BOOKINGS_AHEAD_OF_CLIENT(
      "a client, by phone, at a business",
      "bookings ahead that the client made",
      10,
      Window.NONE,
      Beyond.CONFLICT),
  BOOKINGS_AHEAD_OF_PHONE(
      "a phone, at a business",
      "bookings ahead that were made for it without a login",
      5,
      Window.NONE,
      Beyond.CONFLICT_IF_PROVED),
  OVERLAPPING_BOOKINGS_OF_CLIENT(
      "a client, by phone, at a business",
      "bookings at the same time that the client made; those without a login count apart",
      1,
      Window.NONE,
      Beyond.CONFLICT_IF_PROVED),
  BOOKINGS_AND_MOVES_OF_CLIENT(
      "a client, by phone, at a business",
      "new bookings and moves by the client, cancelled ones too",
      10,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  BOOKINGS_AND_MOVES_OF_PHONE(
      "a phone, at a business",
      "new bookings for it and their moves without a login, cancelled ones too",
      5,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  BLOCKS_AHEAD_OF_BUSINESS(
      "a business", "blocks that are not over", 1000, Window.NONE, Beyond.CONFLICT),
  BLOCKS_OF_BUSINESS(
      "a business", "blocks made and moved", 300, Window.HOUR, Beyond.TOO_MANY_REQUESTS),
  WHATSAPP_FORGERIES(
      "an IP address",
      "calls of WhatsApp's webhook with a wrong signature or token",
      60,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  WHATSAPP_LINKS(
      "a business",
      "requests to link a WhatsApp number of its own",
      20,
      Window.HOUR,
      Beyond.TOO_MANY_REQUESTS),
  WEBHOOKS_ON_FREE("a business with the plan FREE", "webhooks", 2, Window.NONE, Beyond.CONFLICT),
  WEBHOOKS_OF_BUSINESS("another business", "webhooks", 20, Window.NONE, Beyond.CONFLICT),
  WEBHOOK_TESTS(
      "a business", "tests and replays of webhooks", 60, Window.HOUR, Beyond.TOO_MANY_REQUESTS),
  SMS_TO_PHONE_BY_ANYBODY(
      "a phone, from all businesses",
      "all codes and messages about bookings, where the next one is a code to somebody without"
          + " proof of the phone, a message about a booking beyond its business's reserve, or a"
          + " notice to the team of what a visitor did for a phone that was never proved there",
      10,
      Window.HOUR,
      Beyond.NOT_SENT),
  SMS_TO_PHONE_BY_FREE_BUSINESSES(
      "a phone, from all businesses",
      "the same, where the next one is a message about a booking within its business's reserve, of"
          + " a business with the plan FREE to a phone that was never proved there",
      13,
      Window.HOUR,
      Beyond.NOT_SENT),
  SMS_TO_PHONE_BY_BUSINESSES(
      "a phone, from all businesses",
      "the same, where the next one is another message about a booking within its business's"
          + " reserve",
      15,
      Window.HOUR,
      Beyond.NOT_SENT),
  SMS_TO_PHONE_BY_CHANGES(
      "a phone, from all businesses",
      "the same, where the next one tells a client who has proved the phone at the business what"
          + " became of a booking, where no visitor caused it, or is another notice of a booking to"
          + " the team",
      17,
      Window.HOUR,
      Beyond.NOT_SENT),
  SMS_TO_PHONE(
      "a phone, from all businesses",
      "the same, where the next one is a code to somebody with proof of the phone, or a digest to"
          + " one of the team",
      20,
      Window.HOUR,
      Beyond.NOT_SENT),
  NOTICES_TO_CONTACT(
      "a phone or e-mail, from one business where it was proved, for changes of the own account and"
          + " for what others may cause",
      "notices about an account",
      4,
      Window.HOUR,
      Beyond.NOT_SENT),
  MESSAGES_OF_BUSINESS_TO_PHONE(
      "a phone, from one business, for what visitors cause and for the rest",
      "messages about bookings that count for this business alone: its reserve",
      3,
      Window.DAY,
      Beyond.NEXT_ROW),
  MESSAGES_TO_PHONE(
      "a phone, from all businesses",
      "further messages about bookings, but for those in `sms-to-phone-by-changes`",
      20,
      Window.DAY,
      Beyond.NOT_SENT),
  MESSAGES_SENT_AGAIN(
      "a phone, from one business",
      "messages about bookings that the team sends again; they count in the rows above and below as"
          + " other messages of the business do",
      5,
      Window.DAY,
      Beyond.CONFLICT),
  MESSAGES_BY_VISITORS(
      "a business, for phones that were proved there and for others",
      "messages about bookings that visitors cause: by booking without a login, by a manage token;"
          + " to the others also what comes with time, such as a reminder or the end of a request,"
          + " less four for each client's phone first proved there by a code",
      40,
      Window.HOUR,
      Beyond.NOT_SENT),
  MESSAGES_BY_VISITORS_ON_FREE(
      "a business with the plan FREE",
      "the same, to phones that were never proved there, less four for each client's phone first"
          + " proved there by a code",
      10,
      Window.HOUR,
      Beyond.NOT_SENT),
  MESSAGES_TO_UNPROVED_ON_FREE(
      "a business with the plan FREE",
      "other messages about bookings to phones that were never proved there, less four for each"
          + " client's phone first proved there by a code",
      30,
      Window.DAY,
      Beyond.NOT_SENT),
  MESSAGES_OF_BUSINESS(
      "a business",
      "messages about bookings that the team, its servers and clients with a login cause, and what"
          + " comes with time to phones that were proved there",
      1000,
      Window.DAY,
      Beyond.NOT_SENT),
  NOTICES_TO_MEMBER(
      "somebody of the team, at one business, by each channel",
      "notices of bookings, but for those in the next row; by SMS they count in"
          + " `sms-to-phone-by-changes` too",
      30,
      Window.HOUR,
      Beyond.DIGEST),
  NOTICES_OF_VISITORS_TO_MEMBER(
      "somebody of the team, at one business, by each channel",
      "notices of what visitors did for phones that were never proved there; by SMS they count in"
          + " `sms-to-phone-by-anybody` too",
      5,
      Window.HOUR,
      Beyond.DIGEST);

  /** The consequence of exceeding the limit. */
  public enum Beyond {
    /** The answer is 429 {@code too-many-requests} with {@code Retry-After}. */
    TOO_MANY_REQUESTS("429"),
    /** The answer is 409 with a code of its own, since waiting does not help. */
    CONFLICT("409"),
    /** The same, but who may have typed the phone of somebody else is not told why. */
    CONFLICT_IF_PROVED("409; to visitors without a proof of the phone 403 `booking-not-taken`"),
    /** It counts in the next row of the table instead. */
    NEXT_ROW("it counts in the next row"),
    /** Nothing is done about it, and nothing of it is kept. */
    NOT_READ("the text is not read"),
    /** The answer is the same, and the log alone has it. */
    ONLY_LOGGED("the log alone has it"),
    /** The request succeeds as always, and the message is not sent. */
    NOT_SENT("the message is not sent"),
    /** The member gets it with others, in one message. */
    DIGEST("it is told with others, within half an hour");

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
    /** Things that exist count, and not attempts. */
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

  /** The counted thing, in words. */
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

  /** The consequence of exceeding it. */
  public Beyond beyond() {
    return beyond;
  }
}
