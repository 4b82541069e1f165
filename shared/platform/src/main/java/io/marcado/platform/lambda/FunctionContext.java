package io.marcado.platform.lambda;

import io.marcado.platform.config.Variables;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * Gives a function its beans before the framework does, one by one, so that all variables that
   * any of them lacks are reported together.
   *
   * @param others what it needs besides those that are injected
   */
  public static void inject(ApplicationContext context, Object function, List<Class<?>> others) {
    List<Runnable> makings = new ArrayList<>();
    others.forEach(type -> makings.add(() -> context.getBean(type)));
    makings.add(() -> context.inject(function));
    context.getBean(Variables.class).readTogether(makings);
  }
}
