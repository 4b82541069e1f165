package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.marcado.platform.auth.Access;
import java.util.List;

/**
 * An endpoint of the platform itself, outside every tenant. Anyone may call it or nobody: there are
 * no people without a tenant.
 *
 * @param <I> what it reads from the request
 * @param <O> what it answers, written as JSON
 */
public abstract class OriginEndpoint<I, O> extends HttpEndpoint {

  /** Who may call; nobody, unless the endpoint says otherwise. */
  @Override
  protected Access access() {
    return Access.nobody();
  }

  /** Reads the input. Faults are collected and answered together; nothing is looked up here. */
  protected abstract I read(RequestReader request);

  /** Does what was asked. Called only for sound input. */
  protected abstract Answer<O> answer(OriginCall call, I input);

  @Override
  final void describe(RequestReader reader) {
    read(reader);
  }

  @Override
  final Answer<?> respond(HttpKernel kernel, APIGatewayV2HTTPEvent event, Exchange exchange) {
    switch (access()) {
      case Access.Anyone _, Access.Open _ -> {}
      case Access.Nobody _, Access.People _, Access.SignedIn _, Access.Operator _, Access.May _ ->
          throw new Problem(CommonProblem.FORBIDDEN, "You may not do this.");
    }
    RequestReader reader = new RequestReader(event, exchange, getClass());
    I input = read(reader);
    reader.finish(List::of);
    return answer(
        new OriginCall(kernel.now(), exchange.sourceAddress(), exchange.traceId()), input);
  }
}
