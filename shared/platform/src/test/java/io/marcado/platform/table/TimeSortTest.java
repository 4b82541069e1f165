package io.marcado.platform.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSortTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final String FIRST = "a".repeat(16);
  private static final String LAST = "z".repeat(16);

  @Test
  void shouldSortByTimeHoweverLongAgo() {
    assertThat(
            Stream.of(
                TimeSort.of(Instant.EPOCH, LAST),
                TimeSort.least(NOON),
                TimeSort.of(NOON, FIRST),
                TimeSort.of(NOON, LAST),
                TimeSort.most(NOON),
                TimeSort.of(NOON.plusMillis(1), FIRST)))
        .isSorted();
  }

  @Test
  void shouldReadWhatItWrote() {
    assertThat(TimeSort.of(NOON, FIRST)).isEqualTo("1795176000123#aaaaaaaaaaaaaaaa");
    assertThat(TimeSort.parse(TimeSort.of(NOON, FIRST))).contains(new TimeSort(NOON, FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1795176000123",
        "1795176000123#",
        "795176000123#aaaaaaaaaaaaaaaa",
        "1795176000123#aaaaaaaaaaaaaaa1",
        "1795176000123#aaaaaaaaaaaaaaaaa",
        "-795176000123#aaaaaaaaaaaaaaaa"
      })
  void shouldReadNothingElse(String text) {
    assertThat(TimeSort.parse(text)).isEmpty();
  }
}
