package io.marcado.origin.warming;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Functions in memory, of which some fail. */
final class FakeFunctionInvoker implements FunctionInvoker {
  private final Set<String> failing;
  private final List<String> called = Collections.synchronizedList(new ArrayList<>());

  FakeFunctionInvoker(Set<String> failing) {
    this.failing = Set.copyOf(failing);
  }

  @Override
  public Optional<String> warmUp(String function) {
    called.add(function);
    return failing.contains(function) ? Optional.of("told to fail") : Optional.empty();
  }

  List<String> called() {
    return called;
  }
}
