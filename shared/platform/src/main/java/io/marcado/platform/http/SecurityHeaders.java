package io.marcado.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every answer tells the browser that it must not do. An answer is data: it is never a page,
 * frames nothing, loads nothing, and no other site may embed it. Pages send a policy of their own
 * in place of this one.
 *
 * <p>{@code Cross-Origin-Resource-Policy} stops other sites from loading an answer as a picture or
 * a script; those that {@link Cors} allows read it as before.
 */
final class SecurityHeaders {
  private static final Map<String, String> ALL = all();

  private SecurityHeaders() {}

  /** A new map, to be added to. */
  static Map<String, String> forAnswer() {
    return new LinkedHashMap<>(ALL);
  }

  private static Map<String, String> all() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", "no-store");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put(
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    headers.put("X-Content-Type-Options", "nosniff");
    return headers;
  }
}
