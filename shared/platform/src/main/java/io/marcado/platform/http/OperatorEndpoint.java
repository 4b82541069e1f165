package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.marcado.platform.auth.Access;
import io.marcado.platform.auth.OperatorGuard;
import io.marcado.platform.auth.OperatorGuard.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An endpoint of the platform for those who run it. Each sound request of an operator is on the
 * operators' trail before anything is done.
 *
 * @param <I> what it reads from the request
 * @param <O> what it answers, written as JSON
 */
public abstract class OperatorEndpoint<I, O> extends HttpEndpoint {

  @Override
  protected final Access access() {
    return Access.operator();
  }

  /** Reads the input. Faults are collected and answered together; nothing is looked up here. */
  protected abstract I read(RequestReader request);

  /** What the trail says of the request beside its operation; no personal data. */
  protected abstract Map<String, String> facts(I input);

  /** Throws for sound input that cannot be done; that is not on the trail. Nothing by default. */
  protected void check(I input) {}

  /** Does what was asked. Called only for operators and sound input. */
  protected abstract Answer<O> answer(OperatorCall call, I input);

  @Override
  final List<Class<?>> needed() {
    return List.of(HttpKernel.class, OperatorGuard.class);
  }

  @Override
  final void describe(RequestReader reader) {
    read(reader);
  }

  @Override
  final Answer<?> respond(HttpKernel kernel, APIGatewayV2HTTPEvent event, Exchange exchange) {
    OperatorGuard guard = getApplicationContext().getBean(OperatorGuard.class);
    String operator = operator(guard, kernel, exchange);
    RequestReader reader = new RequestReader(event, exchange, getClass());
    I input = read(reader);
    reader.finish(List::of);
    check(input);
    OperatorCall call =
        new OperatorCall(
            operator, kernel.now(), exchange.sourceAddress(), reader.query().cursors());
    guard.record(
        operator,
        getClass().getSimpleName().replaceFirst("Handler$", ""),
        facts(input),
        call.sourceAddress(),
        call.now());
    return answer(call, input);
  }

  private static String operator(OperatorGuard guard, HttpKernel kernel, Exchange exchange) {
    Optional<String> authorization = Optional.ofNullable(exchange.headers().get("authorization"));
    return switch (guard.admit(authorization, exchange.sourceAddress(), kernel.now())) {
      case Admission.Operator(String name) -> name;
      case Admission.Refused _ ->
          throw new Problem(
              CommonProblem.UNAUTHENTICATED, "Send an operator's key: Authorization: Bearer mo_….");
      case Admission.TooMany(Duration retryAfter) -> throw Problem.tooManyRequests(retryAfter);
    };
  }
}
