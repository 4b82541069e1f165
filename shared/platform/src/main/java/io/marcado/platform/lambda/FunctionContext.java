package io.marcado.platform.lambda;

import io.marcado.platform.config.Variables;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The application context of a function: its own beans, lazily, from the variables and clock of its
 * host. No environment is deduced, no configuration file is looked for, nothing is eager.
 */
public final class FunctionContext extends DefaultApplicationContext {
  private final List<Class<?>> wanted;

  /** The context of a function on the current host, not yet started, with these beans besides. */
  public FunctionContext(Object... beans) {
    this(List.of(), beans);
  }

  private FunctionContext(List<Class<?>> wanted, Object... beans) {
    super(new Plain());
    this.wanted = wanted;
    FunctionHost host = FunctionHost.current();
    registerSingleton(host);
    registerSingleton(new Variables(host.variables()));
    for (Object bean : beans) {
      registerSingleton(bean);
    }
  }

  /**
   * The context of a function with its beans and what these are made of, but no others, if that can
   * be told.
   *
   * @param others what it needs besides those that are injected
   */
  public static FunctionContext of(Class<?> function, List<Class<?>> others) {
    List<Class<?>> wanted = new ArrayList<>(others);
    wanted.add(function);
    wanted.add(Invocation.class);
    return new FunctionContext(wanted);
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

  @Override
  protected List<BeanConfiguration> resolveBeanConfigurations() {
    return List.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // As the framework has it.
  protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
    Optional<List<BeanDefinitionReference>> needed =
        wanted.isEmpty()
            ? Optional.empty()
            : new NeededBeans(getClassLoader())
                .of(wanted, List.of(FunctionHost.class, Variables.class));
    return needed.orElseGet(super::resolveBeanDefinitionReferences);
  }

  private static final class Plain implements ApplicationContextConfiguration {
    @Override
    public List<String> getEnvironments() {
      return List.of();
    }

    @Override
    public Optional<Boolean> getDeduceEnvironments() {
      return Optional.of(false);
    }

    @Override
    public boolean isEnableDefaultPropertySources() {
      return false;
    }
  }
}
