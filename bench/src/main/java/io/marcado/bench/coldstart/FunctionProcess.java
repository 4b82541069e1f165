package io.marcado.bench.coldstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that runs one function as Lambda does, from its Lambda jar. */
final class FunctionProcess {
  private FunctionProcess() {}

  /**
   * Runs a stopwatch of this module beside the function and gives what it printed.
   *
   * @param events one a line of the file that the stopwatch reads
   * @param stopwatch its main method gets the function's handler, a file with events, and {@code
   *     arguments}
   */
  static String run(
      Subject subject, Path folder, List<String> events, Class<?> stopwatch, String... arguments)
      throws IOException, InterruptedException {
    Path eventFile = folder.resolve("events.jsonl");
    Path output = folder.resolve("output");
    Files.write(eventFile, events);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-cp",
                classPath(subject),
                stopwatch.getName(),
                subject.handler(),
                eventFile.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(subject.variables());
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", subject.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(subject.name() + " does not answer");
    }
    return Files.readString(output);
  }

  /** Deletes what {@link #run} has written. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve("events.jsonl"));
    Files.deleteIfExists(folder.resolve("output"));
    Files.delete(folder);
  }

  /** The function's own jar, what Lambda puts beside it, and this module for the stopwatch. */
  private static String classPath(Subject subject) {
    List<String> path = new ArrayList<>();
    path.add(subject.jar().toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (name.startsWith("aws-lambda-java-runtime-interface-client")
          || name.startsWith("aws-lambda-java-serialization")
          || entry.endsWith(Path.of("bench", "target", "classes").toString())) {
        path.add(Path.of(entry).toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, path);
  }
}
