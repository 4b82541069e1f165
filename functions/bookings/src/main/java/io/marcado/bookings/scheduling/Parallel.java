package io.marcado.bookings.scheduling;

import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.deadline.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs several reads in parallel, each on its own virtual thread. */
public final class Parallel {
  private static final int AT_ONCE = 10;

  private Parallel() {}

  /** The results in the order of the keys. */
  public static <K, T> Map<K, T> ask(Collection<K> keys, Function<K, T> question) {
    Map<K, T> answers = new LinkedHashMap<>();
    // What answers from memory before a snapshot is bound to the present thread.
    if (keys.size() < 2 || SdkTransport.answersFromMemory()) {
      keys.forEach(key -> answers.put(key, question.apply(key)));
      return answers;
    }
    List<K> order = new ArrayList<>(keys);
    List<Future<T>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      order.forEach(key -> futures.add(threads.submit(within(() -> question.apply(key)))));
      for (int i = 0; i < futures.size(); i++) {
        answers.put(order.get(i), futures.get(i).get());
      }
      return answers;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same with so many at a time as a function has connections anyway. */
  static <K, T> Map<K, T> someAtOnce(List<K> keys, Function<K, T> question) {
    Map<K, T> answers = new LinkedHashMap<>();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      answers.putAll(ask(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), question));
    }
    return answers;
  }

  /** The result of two questions that are asked at once. */
  static <A, B, T> T both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, T> together) {
    List<Supplier<?>> questions = List.of(first, second);
    Map<Supplier<?>, ?> answers = ask(questions, Supplier::get);
    @SuppressWarnings("unchecked") // each answer is of its question's type
    T result = together.apply((A) answers.get(first), (B) answers.get(second));
    return result;
  }

  // A new thread does not inherit the deadline.
  private static <T> Callable<T> within(Supplier<T> question) {
    Optional<Deadline> deadline = Deadline.current();
    return () -> deadline.isPresent() ? deadline.get().during(question) : question.get();
  }
}
