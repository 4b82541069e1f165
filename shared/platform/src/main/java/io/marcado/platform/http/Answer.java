package io.marcado.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers when it did what was asked.
 *
 * @param status 200 to 299
 * @param body written as JSON, or as it is when it is {@link Content}; null for none
 * @param headers besides those that the kernel sets
 */
public record Answer<O>(int status, @Nullable O body, Map<String, String> headers) {

  public static <O> Answer<O> ok(O body) {
    return new Answer<>(200, body, Map.of());
  }

  public static <O> Answer<O> created(O body) {
    return new Answer<>(201, body, Map.of());
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
