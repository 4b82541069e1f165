package io.marcado.local.app.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.contract.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comment names the one who acts: no sentence begins with "Whoever", or with "What is". */
class CommentsTest {
  private static final Pattern NAMELESS =
      Pattern.compile(
          "(?:/\\*\\*|//|<p>|\\.\\s)(?:\\s|\\*(?!/)|//)*"
              + "((?:Whoever|What(?:\\s|\\*|//)+(?:is|was|becomes))\\b[^?.]*)\\.");

  @Test
  void shouldFindSuchSentencesAndNoQuestions() {
    for (String start : List.of("/**\n   * ", "// Late. ", "// Late.\n  // ", "* <p>", "// ")) {
      assertThat(nameless(start + "Whoever waits.")).containsExactly("Whoever waits");
      assertThat(nameless(start + "What\n  // was late.")).hasSize(1);
      assertThat(nameless(start + "What is late?")).isEmpty();
      assertThat(nameless(start + "What a booking is.")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"functions", "shared", "local", "bench"})
  void shouldSayWhoDoesWhat(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> folders = Files.walk(Documents.ROOT.resolve(folder), 2)) {
      for (Path sources : folders.filter(path -> path.endsWith("src")).toList()) {
        try (Stream<Path> files = Files.walk(sources)) {
          for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
            nameless(Files.readString(file)).forEach(one -> found.add(file + ": " + one));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<String> nameless(String text) {
    return NAMELESS.matcher(text).results().map(one -> one.group(1)).toList();
  }
}
