package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellSetTest {

  @Test
  void shouldRefuseToMixRanges() {
    CellSet set = CellSet.none(new CellRange(0, 10));

    assertThatThrownBy(() -> set.and(CellSet.none(new CellRange(1, 11))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldIgnoreWhatIsOutsideTheRange() {
    CellSet set = CellSet.none(new CellRange(100, 164));
    set.add(0, 1000);
    set.add(99);
    set.add(164);

    assertThat(set.count()).isEqualTo(64);
    assertThat(set.contains(99)).isFalse();
    assertThat(set.contains(164)).isFalse();
    set.remove(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(set.isEmpty()).isTrue();
    assertThat(set.next(0)).isEqualTo(164);
  }

  /** Every operation against a plain bit set, over sizes on both sides of a word's end. */
  @Property(tries = 400)
  void shouldAgreeWithAPlainBitSet(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll @IntRange(min = -500, max = 500) int first,
      @ForAll @IntRange(min = 1, max = 70) int length,
      @ForAll @IntRange(min = -130, max = 130) int shift,
      @ForAll long seed) {
    Random random = new Random(seed);
    CellRange range = new CellRange(first, first + size);
    CellSet set = CellSet.none(range);
    BitSet plain = new BitSet();
    for (int i = 0; i < 12; i++) {
      int from = random.nextInt(-10, size + 10);
      int to = from + random.nextInt(60);
      boolean add = random.nextInt(3) > 0;
      if (add) {
        set.add(first + from, first + to);
      } else {
        set.remove(first + from, first + to);
      }
      for (int bit = Math.max(0, from); bit < Math.min(size, to); bit++) {
        plain.set(bit, add);
      }
    }
    same(set, plain, range);
    assertThat(set.count()).isEqualTo(plain.cardinality());

    CellSet inverted = set.copy();
    inverted.invert();
    BitSet flipped = (BitSet) plain.clone();
    flipped.flip(0, size);
    same(inverted, flipped, range);
    CellSet both = set.copy();
    both.and(inverted);
    assertThat(both.isEmpty()).isTrue();
    both.or(set);
    both.or(inverted);
    assertThat(both.count()).isEqualTo(size);

    CellRange target = new CellRange(first - 40, first + size + 90);
    CellSet moved = set.moved(shift, target);
    BitSet shifted = new BitSet();
    plain.stream()
        .map(bit -> bit + shift + 40)
        .filter(bit -> bit >= 0 && bit < target.count())
        .forEach(shifted::set);
    same(moved, shifted, target);

    CellSet runs = set.copy();
    runs.keepRuns(length);
    BitSet begins = new BitSet();
    for (int bit = 0; bit + length <= size; bit++) {
      begins.set(bit, plain.nextClearBit(bit) >= bit + length);
    }
    same(runs, begins, range);
  }

  private static void same(CellSet set, BitSet plain, CellRange range) {
    BitSet seen = new BitSet();
    for (long cell = set.next(range.first()); cell < range.end(); cell = set.next(cell + 1)) {
      seen.set((int) (cell - range.first()));
    }
    assertThat(seen).isEqualTo(plain);
    for (long cell = range.first() - 2; cell < range.end() + 2; cell++) {
      int bit = (int) (cell - range.first());
      assertThat(set.contains(cell)).isEqualTo(bit >= 0 && plain.get(bit));
    }
  }
}
