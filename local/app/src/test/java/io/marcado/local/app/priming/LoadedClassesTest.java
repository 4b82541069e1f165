package io.marcado.local.app.priming;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.ProjectRoot;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each class that a function loads is a part of a millisecond that somebody waits. The counts do
 * not depend on the machine; docs/performance.md says what they are from the jars of a deployment.
 * A developer who must raise a ceiling should know what for.
 */
class LoadedClassesTest {

  private static final Path TEST_CLASSES =
      ProjectRoot.find().resolve("local/app/target/test-classes");
  private static final Pattern CAPABILITY = Pattern.compile("/functions/([a-z]+)/target/");

  /**
   * @param capabilities those whose code is in its jar
   */
  @ParameterizedTest
  @CsvSource({
    "GetHealth, origin, 2000, 10",
    "ListServices, catalog identity, 4700, 40",
    "CreatePublicBooking, bookings catalog identity, 5800, 40",
    "Login, identity, 5250, 90"
  })
  void shouldStayUnderTheCeiling(
      String name,
      String capabilities,
      int untilFirstAnswer,
      int afterASnapshot,
      @TempDir Path folder)
      throws Exception {
    HttpServer table = emptyTable();
    try {
      List<Integer> loaded =
          loaded(name, Set.of(capabilities.split(" ")), table.getAddress().getPort(), folder);

      assertThat(loaded.get(0)).as("until the first answer").isLessThan(untilFirstAnswer);
      assertThat(loaded.get(1)).as("after a snapshot").isLessThan(afterASnapshot);
    } finally {
      table.stop(0);
    }
  }

  private static List<Integer> loaded(String name, Set<String> capabilities, int port, Path folder)
      throws Exception {
    FunctionDeclaration function =
        OfflineFunctions.all().stream()
            .filter(one -> one.logicalId().equals(name))
            .findFirst()
            .orElseThrow();
    Path event = Files.writeString(folder.resolve("event.json"), OfflineFunctions.sample(name));
    Path output = folder.resolve("output");
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(capabilities, deployed(folder.resolve("classes"))),
                LoadedClasses.class.getName(),
                function.handlerClass(),
                event.toString())
            .redirectOutput(output.toFile())
            .redirectErrorStream(true);
    java.environment().clear();
    java.environment().putAll(OfflineFunctions.variables(function));
    java.environment().put("AWS_ENDPOINT_URL", "http://localhost:" + port);
    Process process = java.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String line =
        Files.readString(output)
            .lines()
            .filter(one -> one.startsWith("LOADED "))
            .findFirst()
            .orElseGet(() -> "LOADED 0 0 nothing");
    assertThat(line).as(Files.readString(output)).contains("\"statusCode\"");
    return Arrays.stream(line.split(" ")).skip(1).limit(2).map(Integer::valueOf).toList();
  }

  /** A copy of the classes of these tests without what watches their requests. */
  private static Path deployed(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(TEST_CLASSES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = TEST_CLASSES.relativize(file);
        if (!relative.startsWith("software")) {
          Files.createDirectories(requireNonNull(copy.resolve(relative).getParent()));
          Files.copy(file, copy.resolve(relative));
        }
      }
    }
    return copy;
  }

  /** Without the capabilities that are not deployed with it. */
  private static String classPath(Set<String> capabilities, Path testClasses) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).equals(TEST_CLASSES) ? testClasses.toString() : entry)
        .filter(
            entry -> {
              Matcher capability = CAPABILITY.matcher(entry);
              return !capability.find() || capabilities.contains(capability.group(1));
            })
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A table over HTTP that finds nothing. */
  private static HttpServer emptyTable() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
          exchange.sendResponseHeaders(200, nothing.length);
          exchange.getResponseBody().write(nothing);
          exchange.close();
        });
    server.start();
    return server;
  }
}
