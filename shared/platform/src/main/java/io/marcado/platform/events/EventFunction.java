package io.marcado.platform.events;

import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.Invocation;
import io.marcado.platform.lambda.Priming;
import io.marcado.platform.logging.RequestLog;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.util.List;

/**
 * What functions have in common that no client calls.
 *
 * @param <I> the event that Lambda hands over
 * @param <O> what Lambda is told
 */
abstract class EventFunction<I, O> extends MicronautRequestHandler<I, O> {
  private final Class<I> type;
  private final Invocation invocation;

  /** Held here, since the registry of the checkpoint holds it weakly. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Priming priming;

  EventFunction(Class<I> type) {
    super(new FunctionContext());
    this.type = type;
    this.invocation = getApplicationContext().getBean(Invocation.class);
    this.priming = Priming.register(this::prime);
  }

  @Override
  protected final Environment startEnvironment(ApplicationContext context) {
    Environment environment = super.startEnvironment(context);
    FunctionContext.inject(context, this, List.of(RequestLog.class));
    return environment;
  }

  /** Deals with the event, before the invocation's deadline. */
  abstract O handle(I event);

  @Override
  public final O execute(I event) {
    return invocation.deadline().during(() -> handle(event));
  }

  private void prime() {
    Priming.sampleEvent(getClass())
        .map(sample -> Json.readEvent(sample, type))
        .ifPresent(this::execute);
  }
}
