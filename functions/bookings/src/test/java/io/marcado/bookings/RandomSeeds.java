package io.marcado.bookings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A property that is tried with random seeds, each of which names a failure. jqwik runs its
 * properties one by one when all other tests are done; these run beside them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(RandomSeeds.Provider.class)
public @interface RandomSeeds {
  /** How many. */
  int value();

  /** Draws the seeds. */
  final class Provider implements ArgumentsProvider, AnnotationConsumer<RandomSeeds> {
    private int count;

    @Override
    public void accept(RandomSeeds seeds) {
      count = seeds.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return LongStream.generate(() -> ThreadLocalRandom.current().nextLong())
          .limit(count)
          .mapToObj(Arguments::of);
    }
  }
}
