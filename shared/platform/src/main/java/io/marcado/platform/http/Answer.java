package io.marcado.platform.http;

import io.marcado.domain.Ids;
import io.marcado.platform.json.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers when it did what was asked.
 *
 * @param status 200 to 299, or 304 for what the caller has already
 * @param body written as JSON, or as it is when it is {@link Content}; null for none
 * @param headers besides those that the kernel sets
 */
public record Answer<O>(int status, @Nullable O body, Map<String, String> headers) {

  public static <O> Answer<O> ok(O body) {
    return new Answer<>(200, body, Map.of());
  }

  /**
   * 200 with what all callers get alike, so that browsers and caches may keep it; 304 without a
   * body when the caller has it already. The ETag is a hash of the body.
   *
   * @param kept how long it may be used without asking again
   * @param known the header If-None-Match, if there is one
   */
  public static <O> Answer<O> cacheable(O body, Duration kept, Optional<String> known) {
    String tag = "\"" + Ids.derived(List.of(Json.write(body))) + "\"";
    // A cache that compresses an answer makes its tag a weak one, W/"…".
    boolean same =
        known.stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    return new Answer<>(same ? 304 : 200, same ? null : body, Map.of())
        .header("ETag", tag)
        .header("Cache-Control", "public, max-age=" + kept.toSeconds());
  }

  public static <O> Answer<O> created(O body) {
    return new Answer<>(201, body, Map.of());
  }

  /** 202: what was asked for is on its way. */
  public static <O> Answer<O> accepted(O body) {
    return new Answer<>(202, body, Map.of());
  }

  /**
   * 200 with what was changed for a caller who may read it, 204 for one who may only write it.
   *
   * @param mayRead whether the caller could read the same by another operation
   */
  public static <O> Answer<O> okFor(boolean mayRead, O body) {
    return mayRead ? ok(body) : noContent();
  }

  public static <O> Answer<O> noContent() {
    return new Answer<>(204, null, Map.of());
  }

  /** The same answer with a header more. */
  public Answer<O> header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer<>(status, body, more);
  }

  /** The same answer with the version of what it shows, for a later If-Match. */
  public Answer<O> version(long version) {
    return header("ETag", "\"" + version + "\"");
  }

  /** The same answer, marked as the repetition of an earlier one. */
  public Answer<O> replayed(boolean replayed) {
    return replayed ? header("Idempotent-Replayed", "true") : this;
  }
}
