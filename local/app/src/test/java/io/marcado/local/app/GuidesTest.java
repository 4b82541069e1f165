package io.marcado.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.app.demo.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the guides tell a reader to run, run by bash as it stands. */
class GuidesTest {
  private static final Path DOCS = Path.of(System.getProperty("marcado.root", "."));
  private static final Path GUIDES = DOCS.resolve("docs/guides");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** Notes each answer in a line, and shows it as curl would. */
  private static final String NOTING_CURL =
      """
      curl() {
        local answer
        answer=$(command curl -sS -w '\\n%{http_code}\\t%{method}\\t%{url_effective}\\t%{content_type}' "$@")
        printf '%s\\t%s\\n' "${answer##*$'\\n'}" "$(tr '\\r\\n' '  ' <<< "${answer%$'\\n'*}")" >> "$ANSWERS"
        printf '%s\\n' "${answer%$'\\n'*}"
      }
      """;

  private final Path folder;

  GuidesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @TestFactory
  List<DynamicTest> shouldRunEveryGuide() throws IOException {
    try (Stream<Path> guides = Files.list(GUIDES)) {
      return guides
          .filter(guide -> !guide.endsWith("README.md"))
          .sorted()
          .map(
              guide ->
                  DynamicTest.dynamicTest(guide.getFileName().toString(), () -> runGuide(guide)))
          .toList();
    }
  }

  @Test
  void shouldKeepTheDaysOfHolidaysBesideHoursFromAText() throws IOException, InterruptedException {
    SignedUp shop = runGuide(GUIDES.resolve("hours.md"));

    assertThat(shop.owner().get("/settings").expect(200).path("holidays").path("days")).hasSize(3);
  }

  @Test
  void shouldRunTheTourOfTheReadme() throws IOException, InterruptedException {
    try (LocalStack stack = TestStack.own()) {
      new Seed(ApiClient.of(stack.origin().toString())).plant();

      run(commands(DOCS.resolve("README.md")), stack);
    }
  }

  /** Each guide has a business of its own, as if a reader read it first. */
  private SignedUp runGuide(Path guide) throws IOException, InterruptedException {
    SignedUp shop = TestStack.business();
    String base = shop.business().base();
    String ana = shop.business().resource(shop.owner(), "Ana", "PERSON");
    String bruno = shop.business().resource(shop.owner(), "Bruno", "PERSON");
    shop.business().service(shop.owner(), "Corte de cabelo", 30, "50.00", List.of(ana, bruno));
    String phone = shop.owner().get("/users/me").expect(200).path("phone").asText().substring(1);

    List<Answer> answers =
        run(
            (commands(GUIDES.resolve("README.md")) + commands(guide))
                .replace("$ORIGIN/demo", base)
                .replace("5511999990001", phone),
            TestStack.shared());

    answers.stream()
        .filter(answer -> answer.url().startsWith(base))
        .forEach(answer -> answer.assertAgreed(base));
    return shop;
  }

  /** An answer that the page's reader got. */
  private record Answer(int status, String method, String url, String contentType, String text) {
    static Answer of(String line) {
      String[] parts = line.split("\t", 5);
      return new Answer(Integer.parseInt(parts[0]), parts[1], parts[2], parts[3], parts[4].strip());
    }

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    void assertAgreed(String base) {
      CheckedClient.assertAgreed(method, url.substring(base.length()), status, contentType, text);
    }
  }

  /** All commands of a page but those of the project itself. */
  private static String commands(Path page) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1))
        .filter(block -> !block.startsWith("./marcado"))
        .collect(Collectors.joining());
  }

  private List<Answer> run(String commands, LocalStack stack)
      throws IOException, InterruptedException {
    Path noted = Files.createTempFile(folder, "answers", "");
    Path output = Files.createTempFile(folder, "output", "");
    Path script = Files.createTempFile(folder, "page", ".sh");
    Files.writeString(
        script, NOTING_CURL + commands.replace("http://localhost:3000", stack.origin().toString()));
    // A variable that no command has set is a fault of the page.
    ProcessBuilder bash = new ProcessBuilder("bash", "-eu", script.toString());
    bash.environment().put("ANSWERS", noted.toString());
    Process reader = bash.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!reader.waitFor(3, TimeUnit.MINUTES)) {
      reader.destroyForcibly().waitFor();
    }

    List<Answer> answers = Files.readAllLines(noted).stream().map(Answer::of).toList();
    assertThat(answers).allMatch(Answer::isGood);
    assertThat(reader.exitValue()).as(Files.readString(output)).isZero();
    assertThat(answers).hasSizeGreaterThanOrEqualTo(commands.split("\\bcurl ").length - 1);
    return answers;
  }
}
