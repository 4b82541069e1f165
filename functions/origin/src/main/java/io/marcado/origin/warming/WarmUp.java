package io.marcado.origin.warming;

import io.marcado.platform.config.Variables;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls every function of the stack once. One after the other: a day has time enough, and so the
 * warm-up never takes the concurrency that requests need.
 */
@Singleton
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final FunctionInvoker invoker;
  private final List<String> functions;

  private record Configuration(String prefix, String names) {
    List<String> functions() {
      return Arrays.stream(names.split("[,\\s]+"))
          .filter(name -> !name.isEmpty())
          .map(name -> prefix + name)
          .toList();
    }
  }

  @Inject
  WarmUp(FunctionInvoker invoker, Variables variables) {
    this(
        invoker,
        variables
            .read(
                reader ->
                    new Configuration(
                        reader.text("FUNCTION_NAME_PREFIX"), reader.text("WARM_FUNCTIONS")))
            .functions());
  }

  WarmUp(FunctionInvoker invoker, List<String> functions) {
    this.invoker = invoker;
    this.functions = List.copyOf(functions);
  }

  /**
   * Calls all functions, also after one has failed.
   *
   * @throws IllegalStateException when some did not answer, so that the schedule tries again
   */
  public void callAll() {
    List<String> failed = new ArrayList<>();
    for (String function : functions) {
      Optional<String> failure = invoker.warmUp(function);
      if (failure.isPresent()) {
        failed.add(function);
        LOG.warn("{} did not answer its warm-up: {}", function, failure.get());
      }
    }
    if (!failed.isEmpty()) {
      throw new IllegalStateException(
          "%d of %d functions did not answer: %s"
              .formatted(failed.size(), functions.size(), String.join(", ", failed)));
    }
  }
}
