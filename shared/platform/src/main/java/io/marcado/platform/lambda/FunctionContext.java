package io.marcado.platform.lambda;

import io.marcado.platform.config.Variables;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;

/**
 * Makes the application context of a function: its own beans, lazily, from the variables and clock
 * of its host. No environment is deduced, no configuration file is looked for, nothing is eager.
 */
public final class FunctionContext {
  private FunctionContext() {}

  /** A builder for the context of a function that runs on the current host. */
  public static ApplicationContextBuilder builder() {
    FunctionHost host = FunctionHost.current();
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .deduceCloudEnvironment(false)
        .bootstrapEnvironment(false)
        .enableDefaultPropertySources(false)
        .banner(false)
        .eagerInitSingletons(false)
        .eagerInitConfiguration(false)
        .singletons(host, new Variables(host.variables()));
  }
}
