package io.marcado.local.app;

import io.marcado.local.app.packaging.PackageDocuments;
import io.marcado.local.app.packaging.PackagedFunctions;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.ProjectRoot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What {@code ./marcado} runs inside the JVM: one command, then its arguments. */
public final class Main {
  private Main() {}

  /**
   * Ends the JVM with 0, with 1 when the command failed, or with 2 when it was called wrongly.
   *
   * @param arguments a command and what belongs to it, see the script's usage
   */
  public static void main(String... arguments) {
    PrintStream terminal = System.out;
    int status;
    try {
      status = run(List.of(arguments), terminal);
    } catch (UsageException e) {
      System.err.println("marcado: " + e.getMessage());
      status = 2;
    } catch (Exception e) {
      System.err.println("marcado: " + e.getMessage());
      e.printStackTrace();
      status = 1;
    }
    System.exit(status);
  }

  private static int run(List<String> arguments, PrintStream terminal) throws Exception {
    if (arguments.isEmpty()) {
      throw new UsageException(
          "up, demo, invoke, keys, soak, redrive, operator, generate or package?");
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (arguments.getFirst()) {
      case "up" -> Up.run(rest, terminal);
      case "demo" -> DemoCommand.run(rest, terminal);
      case "invoke" -> Invoke.run(rest, terminal);
      case "keys" -> Keys.run(rest, terminal);
      case "soak" -> SoakCommand.run(rest, terminal);
      case "redrive" -> RedriveCommand.run(rest, terminal);
      case "operator" -> OperatorCommand.run(rest, terminal);
      case "generate" -> {
        none(rest);
        yield GenerateCommand.run(terminal);
      }
      case "package" -> {
        check(PackageDocuments.jars(ProjectRoot.find()));
        PackageDocuments.write(ProjectRoot.find(), salt(rest))
            .forEach((capability, id) -> terminal.println(capability + " " + id));
        yield 0;
      }
      default -> throw new UsageException("there is no command " + arguments.getFirst());
    };
  }

  private static void check(Map<Path, List<FunctionDeclaration>> jars) throws Exception {
    for (Map.Entry<Path, List<FunctionDeclaration>> jar : jars.entrySet()) {
      List<String> failures = PackagedFunctions.failures(jar.getValue(), jar.getKey().toString());
      if (!failures.isEmpty()) {
        throw new IllegalStateException(jar.getKey() + "\n" + String.join("\n", failures));
      }
    }
  }

  /** With {@code --all} every package is a new one, though nothing in it has changed. */
  private static String salt(List<String> arguments) {
    if (arguments.equals(List.of("--all"))) {
      return Instant.now().toString();
    }
    none(arguments);
    return "";
  }

  static void none(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new UsageException("too much: " + Arrays.toString(arguments.toArray()));
    }
  }
}
