package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.tenant.SettingsReader;
import java.util.List;

/**
 * An endpoint on a tenant's stage. A subclass states who may call it, reads its input, and answers;
 * everything else happens here and in {@link HttpKernel}. It holds no state of a request.
 *
 * @param <I> what it reads from the request
 * @param <O> what it answers, written as JSON
 */
public abstract class TenantEndpoint<I, O> extends HttpEndpoint {

  /** Who may call; nobody, unless the endpoint says otherwise. */
  @Override
  protected Access access() {
    return Access.nobody();
  }

  /** Reads the input. Faults are collected and answered together; nothing is looked up here. */
  protected abstract I read(RequestReader request);

  /**
   * The faults of an input that only what is stored can show. Asked when reading found others, so
   * that the sender hears of all at once; {@link #answer} finds the same by itself.
   *
   * @param input with blanks for what could not be read
   */
  protected List<Fault> faults(Call call, I input) {
    return List.of();
  }

  /** Does what was asked. Called only for allowed callers and sound input. */
  protected abstract Answer<O> answer(Call call, I input);

  @Override
  final List<Class<?>> needed() {
    return switch (access()) {
      case Access.Anyone _, Access.People _, Access.SignedIn _, Access.May _ ->
          List.of(HttpKernel.class, SettingsReader.class, Authentication.class);
      case Access.Open _, Access.Nobody _, Access.Operator _ ->
          List.of(HttpKernel.class, SettingsReader.class);
    };
  }

  @Override
  final void describe(RequestReader reader) {
    read(reader);
  }

  @Override
  final Answer<?> respond(HttpKernel kernel, APIGatewayV2HTTPEvent event, Exchange exchange) {
    TenantId tenant = exchange.requiredTenant();
    Actor caller = kernel.authenticate(tenant, access(), exchange);
    RequestReader reader = new RequestReader(event, exchange, getClass());
    I input = read(reader);
    Call call = new Call(caller, kernel.now(), exchange.traceId(), reader.query().cursors());
    reader.finish(() -> faults(call, input));
    return answer(call, input);
  }
}
