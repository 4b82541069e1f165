package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CellsTest {
  private static final Instant NIGHT = Instant.parse("2026-11-20T23:50:00Z");

  @Test
  void shouldNumberCellsFromTheEpoch() {
    assertThat(Cells.startingAt(Instant.EPOCH)).isZero();
    assertThat(Cells.startingAt(Instant.parse("1969-12-31T23:55:00Z"))).isEqualTo(-1);
    assertThat(Cells.start(Cells.startingAt(NIGHT))).isEqualTo(NIGHT);
    assertThat(Cells.dayOf(-1)).isEqualTo(LocalDate.of(1969, 12, 31));
    assertThat(Cells.indexOf(-1)).isEqualTo(287);
    assertThat(Cells.dayOf(Cells.startingAt(NIGHT))).isEqualTo(LocalDate.of(2026, 11, 20));
    assertThat(Cells.indexOf(Cells.startingAt(NIGHT))).isEqualTo(286);
    assertThat(Cells.firstOf(LocalDate.of(2026, 11, 21))).isEqualTo(Cells.startingAt(NIGHT) + 2);
  }

  @Test
  void shouldRefuseAnInstantInsideACell() {
    assertThatThrownBy(() -> Cells.startingAt(NIGHT.plusSeconds(60)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cells.startingAt(NIGHT.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Cells.containing(NIGHT.plusNanos(1))).isEqualTo(Cells.startingAt(NIGHT));
    assertThat(Cells.notBefore(NIGHT.plusNanos(1))).isEqualTo(Cells.startingAt(NIGHT) + 1);
    assertThat(Cells.notBefore(NIGHT)).isEqualTo(Cells.startingAt(NIGHT));
  }

  @Test
  void shouldCutARangeAtMidnight() {
    CellRange range = CellRange.of(Interval.ofMinutes(NIGHT, 20));

    assertThat(range.byDay())
        .containsExactly(
            new CellRange.OfDay(LocalDate.of(2026, 11, 20), 286, 288),
            new CellRange.OfDay(LocalDate.of(2026, 11, 21), 0, 2));
    assertThat(range.days())
        .containsExactly(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 21));
    assertThat(range.interval()).isEqualTo(Interval.ofMinutes(NIGHT, 20));
    assertThat(CellRange.ofDay(LocalDate.of(2026, 11, 20)).count()).isEqualTo(288);
  }

  @Test
  void shouldLeaveThePartsThatOnlyOneRangeHas() {
    CellRange range = new CellRange(10, 20);

    assertThat(range.minus(new CellRange(12, 15)))
        .containsExactly(new CellRange(10, 12), new CellRange(15, 20));
    assertThat(range.minus(new CellRange(20, 30))).containsExactly(range);
    assertThat(range.minus(new CellRange(0, 30))).isEmpty();
  }

  @Test
  void shouldCoverCellsThatAreOnlyTouched() {
    Interval odd = new Interval(NIGHT.plusSeconds(60), NIGHT.plusSeconds(301));
    long first = Cells.startingAt(NIGHT);

    assertThat(CellRange.covering(odd)).isEqualTo(new CellRange(first, first + 2));
  }
}
