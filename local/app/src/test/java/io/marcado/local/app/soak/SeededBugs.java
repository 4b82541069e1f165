package io.marcado.local.app.soak;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A bug of each kind, drawn anew for every run: to look for all of them takes longer than all other
 * tests. {@code -Dmarcado.bugs=all} does.
 */
final class SeededBugs implements ArgumentsProvider {
  private static final boolean ALL = "all".equals(System.getProperty("marcado.bugs"));

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    Object[] bugs = parameters.getFirst().orElseThrow().getParameterType().getEnumConstants();
    Stream<Object> drawn =
        ALL ? Stream.of(bugs) : Stream.of(bugs[new Random().nextInt(bugs.length)]);
    return drawn.map(Arguments::of);
  }
}
