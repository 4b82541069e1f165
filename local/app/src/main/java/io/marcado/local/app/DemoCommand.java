package io.marcado.local.app;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.demo.Demo;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** {@code demo}: tells the product's story on a stack of its own, and fails where it differs. */
final class DemoCommand {
  private DemoCommand() {}

  static int run(List<String> arguments, PrintStream terminal) throws IOException {
    Main.none(arguments);
    FunctionLogs.toFile(ProjectRoot.find().resolve(".marcado"));
    try (LocalStack stack = LocalStack.start(Options.inMemory())) {
      List<String> differences = new Demo(ApiClient.of(stack.origin().toString()), terminal).tell();
      differences.forEach(difference -> terminal.println("✗ " + difference));
      return differences.isEmpty() ? 0 : 1;
    }
  }
}
