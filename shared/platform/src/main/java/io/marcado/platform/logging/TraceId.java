package io.marcado.platform.logging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that all log lines of one request share, over all functions that it passes. */
public final class TraceId {
  private static final Pattern ROOT = Pattern.compile("Root=([0-9a-f-]{10,60})");

  private TraceId() {}

  /**
   * The id in an X-Ray header ({@code X-Amzn-Trace-Id}, or a message's {@code AWSTraceHeader}).
   *
   * @param otherwise what serves when there is none, or none of that form
   */
  public static String of(@Nullable String header, String otherwise) {
    Matcher matcher = ROOT.matcher(header == null ? "" : header);
    return matcher.find() ? matcher.group(1) : otherwise;
  }
}
