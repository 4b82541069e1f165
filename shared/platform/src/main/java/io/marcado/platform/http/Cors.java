package io.marcado.platform.http;

import io.marcado.platform.config.Variables;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which web pages may read answers: those of the tenant's {@code corsOrigins}, at the origin those
 * of the environment, each compared whole and never by a pattern. Cookies are never used, so
 * credentials are never allowed.
 */
@Singleton
final class Cors {
  private static final Logger LOG = LoggerFactory.getLogger(Cors.class);
  private static final String EXPOSED =
      "ETag, Idempotent-Replayed, Location, Retry-After, WWW-Authenticate, X-Trace-Id";

  private final Provider<SettingsReader> settings;
  private final List<String> origins;

  Cors(Provider<SettingsReader> settings, Variables variables) {
    this.settings = settings;
    this.origins =
        variables
            .find("ORIGIN_CORS_ORIGINS")
            .map(list -> Arrays.asList(list.split(",")))
            .orElse(List.of());
  }

  Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>();
    // Also for who has none: a cache must not hand that answer to a page.
    headers.put("Vary", "Origin");
    String origin = exchange.headers().get("origin");
    if (origin != null && allowed(exchange).contains(origin)) {
      headers.put("Access-Control-Allow-Origin", origin);
      headers.put("Access-Control-Expose-Headers", EXPOSED);
      if (exchange.headers().containsKey("access-control-request-method")) {
        headers.put("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
        headers.put(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match");
        headers.put("Access-Control-Max-Age", "600");
      }
    }
    return headers;
  }

  // An answer is still an answer when the list of pages cannot be had; the browser then hides it.
  private List<String> allowed(Exchange exchange) {
    if (exchange.tenant().isEmpty()) {
      return origins;
    }
    try {
      return settings.get().get(exchange.tenant().get()).corsOrigins();
    } catch (RuntimeException e) {
      LOG.warn("The tenant's origins could not be read: {}", e.getClass().getSimpleName());
      return List.of();
    }
  }
}
