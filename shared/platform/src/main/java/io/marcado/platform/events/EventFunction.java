package io.marcado.platform.events;

import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.Priming;
import io.micronaut.function.aws.MicronautRequestHandler;

/**
 * What functions have in common that no client calls.
 *
 * @param <I> the event that Lambda hands over
 * @param <O> what Lambda is told
 */
abstract class EventFunction<I, O> extends MicronautRequestHandler<I, O> {
  private final Class<I> type;

  /** Held here, since the registry of the checkpoint holds it weakly. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Priming priming;

  EventFunction(Class<I> type) {
    super(FunctionContext.builder());
    this.type = type;
    this.priming = Priming.register(this::prime);
  }

  private void prime() {
    Priming.sampleEvent(getClass()).map(sample -> Json.read(sample, type)).ifPresent(this::execute);
  }
}
