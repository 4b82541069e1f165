package io.marcado.local.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.storage.Storage;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final List<String> events = new ArrayList<>();

  @Test
  void shouldGoOnUntilAllBusinessesAreReached() {
    Deque<String> answers =
        new ArrayDeque<>(
            List.of(
                report("\"DONE\":1", line("DONE"), "\"t1\""),
                // Lambda writes a function's text as JSON.
                Json.write(report("\"CONFLICT\":1", line("CONFLICT"), "null"))));

    int status = OperatorCommand.realign(event -> answer(event, answers), true, terminal);

    assertThat(status).isEqualTo(1);
    assertThat(events)
        .containsExactly(
            "{\"realign\":{\"apply\":true}}", "{\"realign\":{\"apply\":true,\"after\":\"t1\"}}");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "t1 b1: 2026-11-28T15:00:00 America/Vancouver (2026a),"
                + " 2026-11-28T23:00:00Z -> 2026-11-28T22:00:00Z DONE",
            "CONFLICT",
            "{DONE=1, CONFLICT=1}");
  }

  @Test
  void shouldSayThatNothingIsDue() {
    Deque<String> answers = new ArrayDeque<>(List.of(report("", "", "null")));

    assertThat(OperatorCommand.realign(event -> answer(event, answers), false, terminal)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("Every booking begins", "Every block has its local time.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "realign --now", "realign a b", "align"})
  void shouldRefuseWhatItDoesNotKnow(String arguments) {
    assertThatThrownBy(() -> OperatorCommand.run(List.of(arguments.split(" ")), terminal))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void shouldNotCallAnEmptyStackWellAligned(@TempDir Path root) throws Exception {
    Options onDisk = Options.onDisk(0, ProjectRoot.find()).withStorage(Storage.inFolder(root));
    assertThatThrownBy(() -> OperatorCommand.locally(onDisk, false, terminal))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no data");

    Files.createDirectory(root.resolve("table"));
    try (AutoCloseable _ = onDisk.storage().take()) {
      assertThatThrownBy(() -> OperatorCommand.locally(onDisk, false, terminal))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("in use");
    }
    assertThat(printed.size()).isZero();
  }

  @Test
  void shouldSayHowToReachAStackThatRuns() {
    LocalStack stack = TestStack.shared();

    assertThat(OperatorCommand.howTo(stack))
        .contains("AWS_ENDPOINT_URL_DYNAMODB=" + stack.table().endpoint())
        .contains("operator stop-messages " + stack.table().tableName() + " demo")
        .doesNotContain("null");
  }

  private String answer(String event, Deque<String> answers) {
    events.add(event);
    return answers.removeFirst();
  }

  private static String report(String counts, String lines, String next) {
    return "{\"counts\":{%s},\"bookings\":[%s],\"next\":%s}".formatted(counts, lines, next);
  }

  private static String line(String outcome) {
    return """
    {"tenantId":"t1","booking":{"bookingId":"b1","from":"2026-11-28T23:00:00Z",
     "to":"2026-11-28T22:00:00Z","outcome":"%s","agreed":{"at":"2026-11-28T15:00:00",
     "zone":"America/Vancouver","tzRelease":"2026a"}}}\
    """
        .formatted(outcome);
  }
}
