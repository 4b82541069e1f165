package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final Instant ZERO = Instant.parse("2026-11-20T00:00:00Z");

  @Test
  void shouldRefuseAnEmptyInterval() {
    assertThatThrownBy(() -> of(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(5, 4)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotOverlapWhenOneBeginsWhereTheOtherEnds() {
    assertThat(of(0, 60).overlaps(of(60, 120))).isFalse();
  }

  @Test
  void shouldWidenByBuffers() {
    assertThat(of(60, 90).widenedBy(10, 20)).isEqualTo(of(50, 110));
    assertThat(of(60, 90).minutes()).isEqualTo(30);
  }

  @Test
  void shouldLeaveTheTwoEndsWhenTheMiddleIsTakenAway() {
    assertThat(of(0, 60).minus(of(20, 40))).containsExactly(of(0, 20), of(40, 60));
    assertThat(of(0, 60).minus(of(0, 60))).isEmpty();
    assertThat(of(0, 60).minus(of(60, 70))).containsExactly(of(0, 60));
  }

  @Property(tries = 500)
  void shouldAgreeWithMinutesOneByOne(
      @ForAll @IntRange(max = 20) int aStart,
      @ForAll @IntRange(min = 1, max = 20) int aLength,
      @ForAll @IntRange(max = 20) int bStart,
      @ForAll @IntRange(min = 1, max = 20) int bLength) {
    Interval a = of(aStart, aStart + aLength);
    Interval b = of(bStart, bStart + bLength);
    List<Interval> minus = a.minus(b);
    boolean some = false;
    for (int minute = 0; minute < 45; minute++) {
      Instant at = ZERO.plusSeconds(60L * minute);
      some |= a.contains(at) && b.contains(at);
      assertThat(minus.stream().filter(rest -> rest.contains(at)).count())
          .isEqualTo(a.contains(at) && !b.contains(at) ? 1 : 0);
    }
    assertThat(a.overlaps(b)).isEqualTo(some).isEqualTo(b.overlaps(a));
    assertThat(minus)
        .doesNotContain(b)
        .isSortedAccordingTo((x, y) -> x.start().compareTo(y.start()));
  }

  private static Interval of(int startMinute, int endMinute) {
    return new Interval(ZERO.plusSeconds(60L * startMinute), ZERO.plusSeconds(60L * endMinute));
  }
}
