package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.marcado.domain.TenantId;
import io.marcado.platform.logging.TraceId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What API Gateway says of a request, apart from the request itself.
 *
 * @param tenant whose request it is; empty at the origin, and until that is found out
 * @param headers by lower-case name
 */
record Exchange(
    Optional<TenantId> tenant,
    Map<String, String> headers,
    String sourceAddress,
    String requestId,
    String traceId) {

  static Exchange of(APIGatewayV2HTTPEvent event) {
    Map<String, String> headers = new HashMap<>();
    if (event.getHeaders() != null) {
      event
          .getHeaders()
          .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    }
    APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
    String requestId = context == null ? "none" : text(context.getRequestId(), "none");
    String address =
        context == null || context.getHttp() == null
            ? "unknown"
            : text(context.getHttp().getSourceIp(), "unknown");
    return new Exchange(
        Optional.empty(),
        headers,
        address,
        requestId,
        // API Gateway replaces what a client sends here; the form is checked all the same.
        TraceId.of(headers.get("x-amzn-trace-id"), requestId));
  }

  /** The same, once it is known whose request it is. */
  Exchange ownedBy(Optional<TenantId> found) {
    return new Exchange(found, headers, sourceAddress, requestId, traceId);
  }

  /**
   * Whose request it is.
   *
   * @throws Problem 404 where the address is of no business
   */
  TenantId requiredTenant() {
    return tenant.orElseThrow(Problem::noSuchBusiness);
  }

  private static String text(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
