package io.marcado.origin.warming;

import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.config.Variables;
import io.marcado.platform.deadline.Deadline;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls every function of the stack once. Few at a time, so that the warm-up never takes the
 * concurrency that requests need.
 *
 * <p>The names come from a file that the build writes: those of 250 functions would not fit into
 * the 4 KB of a function's variables, and the right to list functions is a right to read the
 * variables of all functions of the account.
 */
@Singleton
public final class WarmUp {
  /** The file with the function's names, one a line. */
  static final String NAMES = "/io/marcado/origin/functions.txt";

  /** Ten seconds is the longest call, so 250 functions take 500 seconds at worst. */
  static final int AT_A_TIME = 5;

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final FunctionInvoker invoker;
  private final List<String> functions;

  @Inject
  WarmUp(FunctionInvoker invoker, Variables variables) {
    this(invoker, functions(variables.read(reader -> reader.text("FUNCTION_NAME_PREFIX"))));
  }

  WarmUp(FunctionInvoker invoker, List<String> functions) {
    this.invoker = invoker;
    this.functions = List.copyOf(functions);
  }

  private static List<String> functions(String prefix) {
    try (InputStream names = Objects.requireNonNull(WarmUp.class.getResourceAsStream(NAMES))) {
      return new String(names.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(name -> prefix + name)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Calls all functions, also after one has failed.
   *
   * @throws IllegalStateException when some did not answer, so that the schedule tries again
   */
  public void callAll() {
    Map<String, Future<Optional<String>>> answers = new LinkedHashMap<>();
    // A thread of its own knows neither the deadline, nor that priming must call nothing.
    Optional<Deadline> deadline = Deadline.current();
    List<String> failed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (String function : functions) {
        Supplier<Optional<String>> call = () -> invoker.warmUp(function);
        answers.put(
            function,
            threads.submit(
                SdkTransport.carried(() -> deadline.map(it -> it.during(call)).orElseGet(call))));
      }
      answers.forEach(
          (function, answer) ->
              failure(answer)
                  .ifPresent(
                      failure -> {
                        failed.add(function);
                        LOG.warn("{} did not answer its warm-up: {}", function, failure);
                      }));
    }
    if (!failed.isEmpty()) {
      throw new IllegalStateException(
          "%d of %d functions did not answer: %s"
              .formatted(failed.size(), functions.size(), String.join(", ", failed)));
    }
  }

  private static Optional<String> failure(Future<Optional<String>> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
