package io.marcado.platform.http;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer of an endpoint that does not do what was asked: an RFC 9457 problem. Thrown from
 * wherever it is found; one place turns it into HTTP.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemCode code;
  private final transient ProblemCode.Kind kind;
  private final transient List<Fault> faults;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  /**
   * @param detail for the person who reads it: what is wrong and what to do; no personal data
   */
  public Problem(ProblemCode code, String detail) {
    this(code, detail, List.of());
  }

  private Problem(ProblemCode code, String detail, List<Fault> faults) {
    // An answer, not a defect: nobody reads its stack trace, and filling one is slow.
    super(detail, null, false, false);
    this.code = code;
    this.kind = code.kind();
    this.faults = List.copyOf(faults);
  }

  /** 400 with everything that is wrong. */
  public static Problem invalid(List<Fault> faults) {
    return new Problem(
        CommonProblem.VALIDATION_FAILED,
        faults.size() == 1
            ? "One value is wrong."
            : "%d values are wrong.".formatted(faults.size()),
        faults);
  }

  /** 400 with one thing that is wrong in the body. */
  public static Problem invalid(String pointer, FaultCode code, String detail) {
    return invalid(new Fault(pointer, code, detail));
  }

  /** 400 with one thing that is wrong, wherever it is. */
  public static Problem invalid(Fault fault) {
    return invalid(List.of(fault));
  }

  /** 400 with several broken rules: the first one's code, each one in {@code errors}. */
  public static Problem invalid(ProblemCode code, String detail, List<Fault> faults) {
    return new Problem(code, detail, faults);
  }

  /** 404 for what is not there or not the caller's. */
  public static Problem notFound(String what) {
    return new Problem(CommonProblem.NOT_FOUND, "There is no such " + what + ".");
  }

  /** 404 for an address that no business has. */
  public static Problem noSuchBusiness() {
    return new Problem(CommonProblem.NO_SUCH_BUSINESS, "There is no such business.");
  }

  /**
   * 412 for a change that was meant for another version.
   *
   * @param version the present one
   */
  public static Problem stale(long version) {
    return new Problem(
        CommonProblem.STALE_VERSION,
        "The version is \"%d\" by now. Read it again, then decide.".formatted(version));
  }

  /** 422 for an Idempotency-Key that came before with another request. */
  public static Problem keyReused() {
    return new Problem(
        CommonProblem.IDEMPOTENCY_KEY_REUSED,
        "Send another Idempotency-Key, or the same body as before.");
  }

  /** 429 with the time after which to try again. */
  public static Problem tooManyRequests(Duration retryAfter) {
    return new Problem(
            CommonProblem.TOO_MANY_REQUESTS, "You have done this too often. Try again later.")
        .retryAfter(retryAfter);
  }

  /** 503 for what was surely not done, with the time after which to try again. */
  public static Problem unavailable() {
    return new Problem(
            CommonProblem.UNAVAILABLE, "Nothing was changed. Send the same request again shortly.")
        .retryAfter(Duration.ofSeconds(1));
  }

  /** 503 for what may have been done, with the time after which to find out. */
  public static Problem outcomeUnknown() {
    return new Problem(
            CommonProblem.OUTCOME_UNKNOWN,
            "It is not known whether this was done. Send the same request again with the same"
                + " Idempotency-Key, or look.")
        .retryAfter(Duration.ofSeconds(1));
  }

  /** Adds a member to the problem document. */
  public Problem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /** Adds a Retry-After header, in whole seconds, at least one. */
  public Problem retryAfter(Duration duration) {
    headers.put("Retry-After", Long.toString(Math.max(1, duration.toSeconds())));
    return this;
  }

  public ProblemCode code() {
    return code;
  }

  /** The parts that are the same for every problem of this code. */
  ProblemCode.Kind kind() {
    return kind;
  }

  public List<Fault> faults() {
    return faults;
  }

  Map<String, Object> members() {
    return members;
  }

  Map<String, String> headers() {
    return headers;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
