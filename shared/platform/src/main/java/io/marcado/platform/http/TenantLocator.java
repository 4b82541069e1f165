package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.PlanThrottle;
import io.marcado.platform.tenant.TenantDirectory;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whose request it is: the one place that reads the tenant from an event. The stage decides by
 * its variables, which only a deployment sets. Nothing else of a request can choose a tenant.
 *
 * <ul>
 *   <li>{@code tenant}: the stage is one business's own. The variable is its id.
 *   <li>{@code tenantBy=path}: businesses share the stage. The path parameter {@value
 *       #PATH_PARAMETER} is the slug.
 *   <li>{@code tenantBy=host}: businesses share the stage. The host name is the slug followed by
 *       the variable {@code hostSuffix}, for example {@code .book.example.com}.
 * </ul>
 *
 * A shared stage cannot be throttled for one business by API Gateway, so its plan is held here.
 */
@Singleton
final class TenantLocator {
  /** The first path segment of every route of a stage that businesses share by path. */
  static final String PATH_PARAMETER = "business";

  private final Provider<TenantDirectory> directory;
  private final Provider<PlanThrottle> throttle;

  TenantLocator(Provider<TenantDirectory> directory, Provider<PlanThrottle> throttle) {
    this.directory = directory;
    this.throttle = throttle;
  }

  /**
   * The tenant of a request; empty at the origin, and for an address without a slug.
   *
   * @throws Problem 404 when the address is of no business
   */
  Optional<TenantId> locate(APIGatewayV2HTTPEvent event) {
    Map<String, String> variables = orEmpty(event.getStageVariables());
    String own = variables.get("tenant");
    if (own != null) {
      return Optional.of(TenantId.find(own).orElseThrow(Problem::noSuchBusiness));
    }
    return slug(event, variables)
        .map(slug -> directory.get().find(slug).orElseThrow(Problem::noSuchBusiness));
  }

  /**
   * Counts a request of a business that shares its stage. A preflight asks nothing of it.
   *
   * @throws Problem 429 when the business has more requests than its plan lets through
   */
  void throttle(APIGatewayV2HTTPEvent event, TenantId tenant) {
    boolean shares = orEmpty(event.getStageVariables()).containsKey("tenantBy");
    boolean preflight = event.getRouteKey() != null && event.getRouteKey().startsWith("OPTIONS ");
    if (shares && !preflight) {
      throttle
          .get()
          .refuse(tenant)
          .ifPresent(
              wait -> {
                throw Problem.tooManyRequests(wait);
              });
    }
  }

  private static Optional<String> slug(APIGatewayV2HTTPEvent event, Map<String, String> variables) {
    return switch (variables.getOrDefault("tenantBy", "")) {
      case "path" -> Optional.ofNullable(orEmpty(event.getPathParameters()).get(PATH_PARAMETER));
      case "host" -> slugOf(host(event), variables.getOrDefault("hostSuffix", ""));
      default -> Optional.empty();
    };
  }

  private static Optional<String> slugOf(String host, String suffix) {
    return !suffix.isEmpty() && host.endsWith(suffix)
        ? Optional.of(host.substring(0, host.length() - suffix.length()))
        : Optional.empty();
  }

  private static String host(APIGatewayV2HTTPEvent event) {
    String host =
        event.getRequestContext() == null ? null : event.getRequestContext().getDomainName();
    // Names of hosts have no case.
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
