package io.marcado.local.app;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.storage.Storage;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code invoke <Function> [event.json|-]}: runs one function with an event, by default its sample
 * from events/, as {@code sam local invoke} would. It sees the data of the last {@code up}, or an
 * empty stack while an {@code up} runs.
 */
final class Invoke {
  private Invoke() {}

  static int run(List<String> arguments, PrintStream terminal) throws IOException {
    if (arguments.isEmpty() || arguments.size() > 2) {
      throw new UsageException("invoke <Function> [event.json|-]");
    }
    String name = arguments.getFirst();
    Path root = ProjectRoot.find();
    byte[] event = event(arguments, root);
    FunctionLogs.toStandardError();
    try (LocalStack stack = start(root)) {
      LocalFunction function =
          stack
              .functions()
              .named(name)
              .orElseThrow(() -> new UsageException("no template has a function " + name));
      terminal.println(new String(function.invoke(event), StandardCharsets.UTF_8));
      return 0;
    } catch (FunctionFailed e) {
      e.printStackTrace();
      return 1;
    }
  }

  private static byte[] event(List<String> arguments, Path root) throws IOException {
    if (arguments.size() == 2 && arguments.get(1).equals("-")) {
      return System.in.readAllBytes();
    }
    Path file =
        arguments.size() == 2
            ? Path.of(arguments.get(1))
            : root.resolve("events").resolve(arguments.getFirst() + ".json");
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no event " + file);
    }
    return Files.readAllBytes(file);
  }

  /** The stack on the data of the last {@code up}, or an empty one while an {@code up} runs. */
  private static LocalStack start(Path root) throws IOException {
    Options onDisk = Options.onDisk(0, root);
    if (onDisk.storage().isInUse()) {
      System.err.println("Another marcado uses .marcado/, so this one starts empty.");
      return LocalStack.start(onDisk.withStorage(Storage.inMemory()));
    }
    return LocalStack.start(onDisk);
  }
}
