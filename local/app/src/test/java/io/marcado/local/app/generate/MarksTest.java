package io.marcado.local.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarksTest {
  private static final String PAGE =
      """
      Before
      <!-- generated: first -->
      old
      <!-- end of generated -->
      between
      <!-- generated: second -->
      <!-- end of generated -->
      """;

  @Test
  void shouldReplaceWhatStandsBetweenTheMarksOfAName() {
    assertThat(Marks.fill(PAGE, "first", "new $1\n")).isEqualTo(PAGE.replace("old\n", "new $1\n"));
    assertThat(Marks.fill(PAGE, "second", "new\n"))
        .isEqualTo(PAGE.replace("second -->\n", "second -->\nnew\n"));
  }

  @Test
  void shouldSayThatAFileHasNoSuchMarks() {
    assertThatThrownBy(() -> Marks.fill(PAGE, "third", "new\n"))
        .hasMessage("no part is marked `generated: third`");
  }
}
