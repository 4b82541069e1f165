package io.marcado.local.app;

import io.marcado.local.app.soak.Soak;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** {@code soak}: the long proof that nothing is booked twice. */
final class SoakCommand {
  private SoakCommand() {}

  static int run(List<String> arguments, PrintStream terminal) throws IOException {
    Soak soak = Soak.full();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (i + 1 == arguments.size() || !arguments.get(i + 1).matches("\\d{1,9}")) {
        throw new UsageException(arguments.get(i) + " takes a number");
      }
      int number = Integer.parseInt(arguments.get(i + 1));
      soak =
          switch (arguments.get(i)) {
            case "--histories" -> new Soak(number, soak.operations(), soak.attempts(), soak.seed());
            case "--attempts" -> new Soak(soak.histories(), soak.operations(), number, soak.seed());
            case "--seed" -> new Soak(soak.histories(), soak.operations(), soak.attempts(), number);
            default -> throw new UsageException("soak has no option " + arguments.get(i));
          };
    }
    FunctionLogs.toFile(ProjectRoot.find().resolve(".marcado"));
    return soak.run(terminal) ? 0 : 1;
  }
}
