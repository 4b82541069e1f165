package io.marcado.local.app;

import io.marcado.local.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code ./marcado operator …} against a stack of a test. */
public final class OperatorTerminal {
  private final Map<String, String> environment;

  public OperatorTerminal(LocalStack stack) {
    environment =
        Map.of(
            QueuesCommand.ORIGIN, stack.origin().toString(),
            QueuesCommand.KEY, stack.operatorKey());
  }

  /** Its exit code, and what it prints. */
  public String run(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int status =
        QueuesCommand.run(
            List.of(arguments),
            environment,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    return status + " " + printed.toString(StandardCharsets.UTF_8);
  }
}
