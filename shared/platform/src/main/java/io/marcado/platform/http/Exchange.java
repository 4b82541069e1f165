package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.marcado.domain.TenantId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern TRACE = Pattern.compile("Root=([0-9a-f-]{10,60})");

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
        trace(headers.get("x-amzn-trace-id"), requestId));
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
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TenantId(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // API Gateway replaces what a client sends here; the form is checked all the same, for the logs.
  private static String trace(@Nullable String header, String requestId) {
    Matcher matcher = TRACE.matcher(header == null ? "" : header);
    return matcher.find() ? matcher.group(1) : requestId;
  }

  private static String text(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
