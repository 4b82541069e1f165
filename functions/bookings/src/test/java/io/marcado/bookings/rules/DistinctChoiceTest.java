package io.marcado.bookings.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistinctChoiceTest {

  @Test
  void shouldMoveOthersToMakeRoom() {
    assertThat(DistinctChoice.best(List.of(List.of("a", "b"), List.of("a", "c"), List.of("a"))))
        .contains(List.of("b", "c", "a"));
  }

  @Test
  void shouldFindNobodyForAnEmptyPart() {
    assertThat(DistinctChoice.best(List.of(List.of("a"), List.<String>of()))).isEmpty();
    assertThat(DistinctChoice.isPossible(List.of(List.of()))).isFalse();
    assertThat(DistinctChoice.isPossible(List.of())).isTrue();
  }

  /** The best choice is the first of all choices in the order of preference. */
  @Property(tries = 500)
  void shouldAgreeWithTryingEverything(
      @ForAll @Size(min = 1, max = 4)
          List<@Size(max = 4) List<@IntRange(min = 1, max = 5) Integer>> preferences) {
    Optional<List<Integer>> first = firstOf(preferences, List.of());

    assertThat(DistinctChoice.best(preferences)).isEqualTo(first);
    assertThat(DistinctChoice.isPossible(preferences)).isEqualTo(first.isPresent());
  }

  private static Optional<List<Integer>> firstOf(
      List<List<Integer>> preferences, List<Integer> chosen) {
    if (chosen.size() == preferences.size()) {
      return Optional.of(chosen);
    }
    for (Integer candidate : preferences.get(chosen.size())) {
      if (!chosen.contains(candidate)) {
        List<Integer> longer = new ArrayList<>(chosen);
        longer.add(candidate);
        Optional<List<Integer>> found = firstOf(preferences, longer);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
