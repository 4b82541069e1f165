package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.aws.SdkFailures;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.Priming;
import io.marcado.platform.logging.RequestLog;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns an API Gateway event into a call of an endpoint and its answer, or problem, into HTTP. The
 * only place that maps errors to statuses, sets headers and writes the request's log line.
 */
@Singleton
public final class HttpKernel {
  private final InstantSource clock;
  private final Provider<Authentication> authentication;
  private final TenantLocator tenants;
  private final Cors cors;
  private final RequestLog log;

  HttpKernel(
      InstantSource clock,
      TenantLocator tenants,
      Provider<Authentication> authentication,
      Cors cors,
      RequestLog log) {
    this.clock = clock;
    this.tenants = tenants;
    this.authentication = authentication;
    this.cors = cors;
    this.log = log;
  }

  /** The present instant, to the millisecond: what is stored and shown has no finer one. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Serves one request. Never throws; what nobody foresaw becomes a 500 that tells nothing. */
  APIGatewayV2HTTPResponse serve(HttpEndpoint endpoint, APIGatewayV2HTTPEvent event) {
    if (event.getRouteKey() == null && event.getRequestContext() == null) {
      return warm();
    }
    long started = System.nanoTime();
    Exchange exchange = Exchange.of(event);
    try (RequestLog.Scope scope =
        log.open(Optional.empty(), exchange.requestId(), exchange.traceId())) {
      APIGatewayV2HTTPResponse response = respond(endpoint, event, exchange, scope);
      scope.finished(endpoint.getClass(), response.getStatusCode(), System.nanoTime() - started);
      return response;
    }
  }

  /**
   * Finds out who calls, and whether that is allowed.
   *
   * @throws Problem 401 or 403
   */
  Actor authenticate(TenantId tenant, Access access, Exchange exchange) {
    Optional<String> authorization = Optional.ofNullable(exchange.headers().get("authorization"));
    if (SdkTransport.answersFromMemory() && !(access instanceof Access.Open)) {
      return primingCaller(tenant, access, authorization, exchange);
    }
    switch (access) {
      case Access.Nobody _, Access.Operator _ -> throw forbidden();
      case Access.Open _ -> {
        return new Actor.Visitor(tenant, exchange.sourceAddress());
      }
      case Access.Anyone _ -> {
        return authentication.get().caller(tenant, authorization, exchange.sourceAddress());
      }
      case Access.People _ -> {
        return person(authentication.get().caller(tenant, authorization, exchange.sourceAddress()));
      }
      case Access.SignedIn _ -> {
        return person(required(tenant, authorization, exchange));
      }
      case Access.May may -> {
        Actor caller = required(tenant, authorization, exchange);
        if (may.permissions().stream().anyMatch(caller::may)
            || (may.guest() && caller instanceof Actor.Guest)) {
          return caller;
        }
        noGuest(caller);
        throw new Problem(
            CommonProblem.FORBIDDEN, "This takes the permission %s.".formatted(may.scopes()));
      }
    }
  }

  private Actor required(TenantId tenant, Optional<String> authorization, Exchange exchange) {
    Actor caller = authentication.get().caller(tenant, authorization, exchange.sourceAddress());
    if (caller instanceof Actor.Visitor) {
      throw new Problem(
          CommonProblem.UNAUTHENTICATED, "Send an access token: Authorization: Bearer ….");
    }
    return caller;
  }

  private static Actor person(Actor caller) {
    if (caller instanceof Actor.ApiKey) {
      throw new Problem(CommonProblem.FORBIDDEN, "This is for people, not for API keys.");
    }
    return noGuest(caller);
  }

  private static Actor noGuest(Actor caller) {
    if (caller instanceof Actor.Guest) {
      throw new Problem(
          CommonProblem.FORBIDDEN, "A manage token is for its booking only. Sign in for this.");
    }
    return caller;
  }

  // Before a snapshot nobody calls: the verification is run for its classes, and its refusal of the
  // sample token must not end the path that is to be primed. Nothing can be read or written then.
  private Actor primingCaller(
      TenantId tenant, Access access, Optional<String> authorization, Exchange exchange) {
    try {
      authentication.get().caller(tenant, authorization, exchange.sourceAddress());
    } catch (Problem expected) {
      // No key signed the sample's token.
    }
    return new Actor.Person(
        tenant,
        new PersonId(Priming.SAMPLE_PERSON),
        leastRole(access),
        new SessionId(Priming.SAMPLE_SESSION),
        exchange.sourceAddress());
  }

  private static Role leastRole(Access access) {
    return access instanceof Access.May may
        ? may.permissions().stream()
            .map(Permission::leastRole)
            .min(Comparator.naturalOrder())
            .orElseThrow()
        : Role.CLIENT;
  }

  private APIGatewayV2HTTPResponse respond(
      HttpEndpoint endpoint,
      APIGatewayV2HTTPEvent event,
      Exchange received,
      RequestLog.Scope scope) {
    Exchange exchange = received;
    try {
      exchange = received.ownedBy(tenants.locate(event));
      exchange.tenant().ifPresent(scope::tenant);
      exchange.tenant().ifPresent(tenant -> tenants.throttle(event, tenant));
      return write(endpoint.respond(this, event, exchange), exchange, event.getRouteKey());
    } catch (Problem problem) {
      return refuse(problem, exchange, scope);
    } catch (ForeignPositionException e) {
      return refuse(Problem.invalid(List.of(Query.FOREIGN_CURSOR)), exchange, scope);
    } catch (RuntimeException e) {
      scope.failed(e);
      return write(problemOf(e, event), exchange);
    }
  }

  private APIGatewayV2HTTPResponse refuse(
      Problem problem, Exchange exchange, RequestLog.Scope scope) {
    scope.problem(problem.kind().code());
    return write(problem, exchange);
  }

  private static Problem problemOf(RuntimeException failure, APIGatewayV2HTTPEvent event) {
    return switch (failure) {
      case TableUnavailableException _ -> Problem.unavailable();
      case SdkException e when SdkFailures.isOutage(e) ->
          changesNothing(event) ? Problem.unavailable() : Problem.outcomeUnknown();
      default ->
          new Problem(
              CommonProblem.INTERNAL, "We have been told. Quote the traceId if you ask about it.");
    };
  }

  private static boolean changesNothing(APIGatewayV2HTTPEvent event) {
    return event.getRouteKey() != null && event.getRouteKey().startsWith("GET ");
  }

  private APIGatewayV2HTTPResponse write(
      Answer<?> answer, Exchange exchange, @Nullable String routeKey) {
    Map<String, String> headers = headers(exchange);
    Object body = answer.body();
    String text = null;
    if (body instanceof Picture picture) {
      headers.put("Content-Type", picture.mediaType());
      headers.putAll(answer.headers());
      APIGatewayV2HTTPResponse response =
          response(answer.status(), headers, Base64.getEncoder().encodeToString(picture.bytes()));
      response.setIsBase64Encoded(true);
      return response;
    }
    if (body instanceof Content content) {
      headers.put("Content-Type", content.mediaType());
      text = content.text();
    } else if (body != null) {
      headers.put("Content-Type", "application/json");
      text = Json.write(body);
    }
    headers.putAll(answer.headers());
    if (text == null) {
      return response(answer.status(), headers, null);
    }
    boolean compressed = false;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (Compression.fits(routeKey, bytes)) {
      headers.merge("Vary", "Accept-Encoding", (some, more) -> some + ", " + more);
      compressed = Compression.isAccepted(exchange.headers());
    }
    if (answer.tagged()) {
      EntityTag tag = EntityTag.of(text);
      headers.put("ETag", (compressed ? tag.weak() : tag).value());
      if (tag.isIn(exchange.headers().get("if-none-match"))) {
        headers.remove("Content-Type");
        return response(304, headers, null);
      }
    }
    if (!compressed) {
      return response(answer.status(), headers, text);
    }
    headers.put("Content-Encoding", "gzip");
    APIGatewayV2HTTPResponse response =
        response(
            answer.status(), headers, Base64.getEncoder().encodeToString(Compression.gzip(bytes)));
    response.setIsBase64Encoded(true);
    return response;
  }

  private APIGatewayV2HTTPResponse write(Problem problem, Exchange exchange) {
    Map<String, String> headers = headers(exchange);
    headers.put("Content-Type", "application/problem+json");
    if (problem.kind().status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    headers.putAll(problem.headers());
    return response(
        problem.kind().status(), headers, Json.write(ProblemDocument.of(problem, exchange)));
  }

  private Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = SecurityHeaders.forAnswer();
    headers.put("X-Trace-Id", exchange.traceId());
    headers.putAll(cors.headers(exchange));
    return headers;
  }

  private static APIGatewayV2HTTPResponse response(
      int status, Map<String, String> headers, @Nullable String body) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(headers)
        .withBody(body)
        .withIsBase64Encoded(false)
        .build();
  }

  private static APIGatewayV2HTTPResponse warm() {
    return APIGatewayV2HTTPResponse.builder().withStatusCode(204).build();
  }

  private static Problem forbidden() {
    return new Problem(CommonProblem.FORBIDDEN, "You may not do this.");
  }
}
