package io.marcado.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.app.demo.Seed;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README and the guides tell a reader to run, run by bash as it stands. A guide shows
 * below its commands what the last one answers: that is compared.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the pages reckon dates with date of GNU")
class GuidesTest {
  private static final Path DOCS = Path.of(System.getProperty("marcado.root", "."));
  private static final Path GUIDES = DOCS.resolve("docs/guides");
  private static final Pattern BLOCK =
      Pattern.compile("^```(sh|http)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  /** Notes each answer in a line, and shows it as curl would. */
  private static final String NOTING_CURL =
      """
      curl() {
        local answer
        answer=$(command curl -sS -w '\\n%{http_code}\\t%{method}\\t%{url_effective}\\t%{content_type}' "$@")
        printf '%s\\t%s\\t%s\\n' "$STEP" "${answer##*$'\\n'}" "$(tr '\\r\\n' '  ' <<< "${answer%$'\\n'*}")" >> "$ANSWERS"
        printf '%s\\n' "${answer%$'\\n'*}"
      }
      """;

  private final Path folder;

  GuidesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @TestFactory
  List<DynamicTest> shouldDoWhatEveryGuideSays() throws IOException {
    return guides().stream()
        .map(
            guide -> DynamicTest.dynamicTest(guide.getFileName().toString(), () -> runGuide(guide)))
        .toList();
  }

  @Test
  void shouldLeadToEveryGuide() throws IOException {
    String readme = Files.readString(DOCS.resolve("README.md"));
    String list = Files.readString(GUIDES.resolve("README.md"));
    for (Path guide : guides()) {
      assertThat(readme).contains("(docs/guides/" + guide.getFileName() + ")");
      assertThat(list).contains("(" + guide.getFileName() + ")");
    }
  }

  @Test
  void shouldRunTheTourOfTheReadme() throws IOException, InterruptedException {
    try (LocalStack stack = TestStack.own()) {
      new Seed(ApiClient.of(stack.origin().toString())).plant();

      run(steps(DOCS.resolve("README.md")), stack);
    }
  }

  private static List<Path> guides() throws IOException {
    try (Stream<Path> pages = Files.list(GUIDES)) {
      return pages.filter(page -> !page.endsWith("README.md")).sorted().toList();
    }
  }

  /** Each guide signs up a business of its own, so that they do not meet in one stack. */
  private void runGuide(Path guide) throws IOException, InterruptedException {
    List<Step> ofGuide = steps(guide);
    assertThat(ofGuide).isNotEmpty();
    assertThat(ofGuide.stream().filter(step -> step.requests() > 0 && !step.hasAnswer()))
        .as("requests whose answer the guide does not show")
        .isEmpty();
    List<Answer> answers =
        run(
            Stream.concat(steps(GUIDES.resolve("README.md")).stream(), ofGuide.stream()).toList(),
            TestStack.shared());
    String base =
        answers.stream()
            .filter(answer -> answer.url().endsWith("/tenants"))
            .map(answer -> Json.read(answer.text(), JsonNode.class).path("baseUrl").asText())
            .findFirst()
            .orElseThrow();
    answers.stream()
        .filter(answer -> answer.url().startsWith(base))
        .forEach(answer -> answer.assertAgreed(base));
  }

  /** Commands of a page that stand together, and what the page shows as the last one's answer. */
  private record Step(String commands, Optional<Shown> shown) {
    int requests() {
      return commands.split("\\bcurl ", -1).length - 1;
    }

    boolean hasAnswer() {
      return shown.isPresent();
    }
  }

  private static List<Step> steps(Path page) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
      if (block.group(1).equals("http")) {
        steps.add(new Step(steps.removeLast().commands(), Optional.of(Shown.of(block.group(2)))));
      } else if (!block.group(2).startsWith("./marcado")) {
        // Those of the project itself start a stack, or all tests.
        steps.add(new Step(block.group(2), Optional.empty()));
      }
    }
    return steps;
  }

  /**
   * What a page shows as an answer: the status, and the fields that it names. Text with "…" stands
   * for any text, a date for any date, and a moment in UTC, such as a deadline, for any moment. A
   * local time of day is meant as it stands.
   */
  private record Shown(int status, JsonNode body) {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T.*)?");

    static Shown of(String block) {
      String[] parts = block.split("\n\n", 2);
      return new Shown(
          Integer.parseInt(parts[0].split(" ")[1]),
          Json.read(parts.length > 1 ? parts[1] : "{}", JsonNode.class));
    }

    void assertIn(Answer answer, String page) {
      assertThat(answer.status()).as("%s%n%s", page, answer).isEqualTo(status);
      // A page for people has no fields.
      boolean fields = !answer.text().isEmpty() && !answer.contentType().startsWith("text/html");
      JsonNode answered = Json.read(fields ? answer.text() : "{}", JsonNode.class);
      assertThat(differences("", body, answered)).as("%s%n%s", page, answer).isEmpty();
    }

    private static List<String> differences(String at, JsonNode shown, JsonNode answered) {
      List<String> found = new ArrayList<>();
      if (shown.isObject() && answered.isObject()) {
        shown
            .properties()
            .forEach(
                field ->
                    found.addAll(
                        differences(
                            at + "/" + field.getKey(),
                            field.getValue(),
                            answered.path(field.getKey()))));
      } else if (shown.isArray() && answered.isArray() && !shown.isEmpty()) {
        // Those of the page, in their order; others may stand between them.
        Iterator<JsonNode> rest = answered.iterator();
        for (int i = 0; i < shown.size(); i++) {
          boolean met = false;
          while (!met && rest.hasNext()) {
            met = differences("", shown.get(i), rest.next()).isEmpty();
          }
          if (!met) {
            found.add(at + "/" + i + " is not there");
          }
        }
      } else if (!isLike(shown, answered)) {
        found.add("%s is %s, and not %s".formatted(at, answered, shown));
      }
      return found;
    }

    private static boolean isLike(JsonNode shown, JsonNode answered) {
      if (!shown.isTextual() || !answered.isTextual()) {
        return shown.equals(answered);
      }
      String text = shown.textValue();
      String other = answered.textValue();
      if (DATE.matcher(text).matches()) {
        return form(text).equals(form(other));
      }
      return text.contains("…") ? !other.isEmpty() : text.equals(other);
    }

    private static String form(String text) {
      return text.replaceAll("^[-\\d]+", "date").replaceAll("T[.:\\d]+Z$", "moment");
    }
  }

  /** An answer that the page's reader got. */
  private record Answer(
      int step, int status, String method, String url, String contentType, String text) {
    static Answer of(String line) {
      String[] parts = line.split("\t", 6);
      return new Answer(
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          parts[2],
          parts[3],
          parts[4],
          parts[5].strip());
    }

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    void assertAgreed(String base) {
      CheckedClient.assertAgreed(method, url.substring(base.length()), status, contentType, text);
    }
  }

  private List<Answer> run(List<Step> steps, LocalStack stack)
      throws IOException, InterruptedException {
    Path noted = Files.createTempFile(folder, "answers", "");
    Path output = Files.createTempFile(folder, "output", "");
    Path script = Files.createTempFile(folder, "page", ".sh");
    StringBuilder commands = new StringBuilder(NOTING_CURL);
    for (int i = 0; i < steps.size(); i++) {
      commands.append("STEP=").append(i).append('\n').append(steps.get(i).commands());
    }
    Files.writeString(
        script, commands.toString().replace("http://localhost:3000", stack.origin().toString()));
    // A variable that no command has set is a fault of the page.
    ProcessBuilder bash = new ProcessBuilder("bash", "-eu", script.toString());
    bash.environment().put("ANSWERS", noted.toString());
    Process reader = bash.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!reader.waitFor(3, TimeUnit.MINUTES)) {
      reader.destroyForcibly().waitFor();
    }

    List<Answer> answers = Files.readAllLines(noted).stream().map(Answer::of).toList();
    for (int i = 0; i < steps.size(); i++) {
      int number = i;
      assertAnswered(
          steps.get(i), answers.stream().filter(answer -> answer.step() == number).toList());
    }
    assertThat(reader.exitValue()).as(Files.readString(output)).isZero();
    return answers;
  }

  private static void assertAnswered(Step step, List<Answer> answers) {
    assertThat(answers).as(step.commands()).hasSizeGreaterThanOrEqualTo(step.requests());
    int good = answers.size() - (step.hasAnswer() ? 1 : 0);
    assertThat(answers.subList(0, good)).as(step.commands()).allMatch(Answer::isGood);
    step.shown().ifPresent(shown -> shown.assertIn(answers.getLast(), step.commands()));
  }
}
