package io.marcado.bookings;

import io.marcado.bookings.links.LinkPage;
import io.marcado.bookings.links.MoveTarget;
import io.marcado.bookings.links.Tapped;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Content;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the endpoints of a link have in common: no token is looked at, and the answer is a page.
 *
 * @param <I> what one reads from the request
 */
abstract class LinkEndpoint<I> extends TenantEndpoint<I, Content> {

  @Override
  protected final Access access() {
    return Access.open();
  }

  /** What the tap comes to. */
  abstract Tapped tapped(Actor.Visitor visitor, Call call, I input);

  @Override
  protected final Answer<Content> answer(Call call, I input) {
    Actor.Visitor visitor = new Actor.Visitor(call.tenant(), call.sourceAddress());
    LinkPage page = LinkPage.of(tapped(visitor, call, input));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", page.contentPolicy());
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    page.retryAfter()
        .ifPresent(wait -> headers.put("Retry-After", Long.toString(wait.toSeconds() + 1)));
    return new Answer<>(
        page.status(), new Content("text/html; charset=utf-8", page.html()), headers);
  }

  /** The secret of the path, whatever it is: one that cannot be one opens nothing. */
  static String secret(RequestReader request) {
    return request.path("linkSecret", (value, _, _) -> value.asText());
  }

  /** Where to move; empty where the request does not say it. */
  static Optional<MoveTarget> target(Query query) {
    Optional<Instant> start = query.optional("start", Readers.instant());
    Optional<ResourceId> resource = query.optional("resourceId", Readers.id(ResourceId::new));
    Optional<ClassSessionId> session = query.optional("sessionId", Readers.id(ClassSessionId::new));
    return Optional.of(new MoveTarget(start, resource, session))
        .filter(_ -> start.isPresent() || session.isPresent());
  }
}
