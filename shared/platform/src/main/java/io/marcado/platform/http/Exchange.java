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
 * @param tenant the stage's tenant; empty at the origin
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
        tenant(event.getStageVariables()),
        headers,
        address,
        requestId,
        // API Gateway replaces what a client sends here; the form is checked all the same.
        TraceId.of(headers.get("x-amzn-trace-id"), requestId));
  }

  /**
   * The stage's tenant.
   *
   * @throws Problem 404 on a stage that is nobody's
   */
  TenantId requiredTenant() {
    return tenant.orElseThrow(
        () ->
            new Problem(
                CommonProblem.NO_SUCH_ROUTE,
                "This route exists at the address of a business only."));
  }

  private static Optional<TenantId> tenant(@Nullable Map<String, String> variables) {
    String value = variables == null ? null : variables.get("tenant");
    return value == null ? Optional.empty() : TenantId.find(value);
  }

  private static String text(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
