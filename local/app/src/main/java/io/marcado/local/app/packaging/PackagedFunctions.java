package io.marcado.local.app.packaging;

import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Primes functions from the jar that Lambda will run them from. A jar is shrunk after its classes
 * were tested, so it might lack what is found by name only.
 */
public final class PackagedFunctions {
  private PackagedFunctions() {}

  /**
   * Primes functions in a process of their own, as Lambda does before it takes their snapshots.
   *
   * @param classPath their jar
   * @return the lines that tell of failures; empty when all of them could be primed
   */
  public static List<String> failures(List<FunctionDeclaration> functions, String classPath)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("marcado-primed", ".log");
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  classPath + System.getProperty("path.separator") + ownClasses(),
                  PrimedFunctions.class.getName())
              .redirectOutput(output.toFile())
              .redirectErrorStream(true)
              .start();
      try (OutputStream declared = process.getOutputStream()) {
        properties(functions).store(declared, null);
      }
      boolean ended = process.waitFor() != 0;
      return Files.readAllLines(output).stream()
          .filter(line -> ended ? !line.startsWith("{") : isFailure(line))
          .toList();
    } finally {
      Files.delete(output);
    }
  }

  /** True for the line of a failure, as functions log it. */
  static boolean isFailure(String line) {
    return line.contains("\"message\":\"Priming ended early") || line.contains("\"status\":5");
  }

  /** The variables of each function, named after its handler. */
  private static Properties properties(List<FunctionDeclaration> functions) {
    Properties properties = new Properties();
    for (FunctionDeclaration function : functions) {
      String prefix = function.handlerClass() + " ";
      function.variables().forEach((name, value) -> properties.put(prefix + name, value));
      properties.put(prefix + "AWS_REGION", Surroundings.REGION);
      properties.put(prefix + "AWS_ACCESS_KEY_ID", function.logicalId());
      properties.put(prefix + "AWS_SECRET_ACCESS_KEY", "none");
    }
    return properties;
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          PackagedFunctions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
