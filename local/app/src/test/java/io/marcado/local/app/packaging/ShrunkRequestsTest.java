package io.marcado.local.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Jars lack the requests that pom.xml names as unused; a call of one fails on Lambda alone. */
class ShrunkRequestsTest {
  private static final Path ROOT = ProjectRoot.find();
  private static final Map<String, Class<?>> CLIENTS =
      Map.of(
          "dynamodb", DynamoDbClient.class,
          "scheduler", SchedulerClient.class,
          "secretsmanager", SecretsManagerClient.class,
          "sesv2", SesV2Client.class,
          "sns", SnsClient.class);

  private static final Pattern UNUSED =
      Pattern.compile("name=\"unused\\.(\\w+)\" value=\"([^\"]+)\"");

  @Test
  void shouldKeepTheRequestsThatFunctionsSend() throws IOException {
    List<String> sources = sources();
    Matcher unused = UNUSED.matcher(Files.readString(ROOT.resolve("pom.xml")));
    int services = 0;
    while (unused.find()) {
      services++;
      List<String> gone = operations(unused.group(1), unused.group(2));
      assertThat(gone).as(unused.group(1)).isNotEmpty();
      assertThat(gone)
          .as("called, and not in the jars of functions")
          .filteredOn(
              name -> sources.stream().anyMatch(source -> source.contains("." + name + "(")))
          .isEmpty();
    }
    assertThat(services).isEqualTo(CLIENTS.size());
  }

  /** The methods of a client whose requests are left out. */
  private static List<String> operations(String service, String leftOut) {
    List<Pattern> patterns =
        Arrays.stream(leftOut.split(","))
            .map(one -> one.substring(one.lastIndexOf('/') + 1).replace("*", ".*"))
            .map(Pattern::compile)
            .toList();
    return Arrays.stream(Objects.requireNonNull(CLIENTS.get(service)).getMethods())
        .filter(method -> sendsOneOf(method, patterns))
        .map(Method::getName)
        .distinct()
        .toList();
  }

  private static boolean sendsOneOf(Method method, List<Pattern> requests) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length == 1
        && requests.stream()
            .anyMatch(request -> request.matcher(parameters[0].getSimpleName()).matches());
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> functions = Files.walk(ROOT.resolve("functions"));
        Stream<Path> shared = Files.walk(ROOT.resolve("shared"))) {
      return Stream.concat(functions, shared)
          .filter(path -> path.toString().contains("src/main/java"))
          .filter(path -> path.toString().endsWith(".java"))
          .map(ShrunkRequestsTest::read)
          .toList();
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
