package io.marcado.platform.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers when it did what was asked.
 *
 * @param status 200 to 299
 * @param body written as JSON, or as it is when it is {@link Content} or {@link Picture}; null for
 *     none
 * @param headers besides those that the kernel sets
 * @param tagged true when the kernel adds an {@link EntityTag} of the body, and answers 304 without
 *     a body to a caller who has it already
 */
public record Answer<O>(int status, @Nullable O body, Map<String, String> headers, boolean tagged) {

  public Answer(int status, @Nullable O body, Map<String, String> headers) {
    this(status, body, headers, false);
  }

  public static <O> Answer<O> ok(O body) {
    return new Answer<>(200, body, Map.of());
  }

  /**
   * 200 with what all callers get alike, so that browsers and caches may keep it.
   *
   * @param kept how long it may be used without asking again
   */
  public static <O> Answer<O> cacheable(O body, Duration kept) {
    return new Answer<>(
        200, body, Map.of("Cache-Control", "public, max-age=" + kept.toSeconds()), true);
  }

  /** 200 with what a browser may keep for its user, but must ask about before each use. */
  public static <O> Answer<O> revalidated(O body) {
    return new Answer<>(200, body, Map.of("Cache-Control", "private, no-cache"), true);
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
    return new Answer<>(status, body, more, tagged);
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
