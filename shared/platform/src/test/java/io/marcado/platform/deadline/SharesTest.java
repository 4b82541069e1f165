package io.marcado.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final List<Duration> left = new ArrayList<>();

  @Test
  void shouldLeaveTimeToThoseBehindOneThatIsLong() {
    boolean done =
        Deadline.in(Duration.ofHours(4))
            .during(() -> Shares.each(List.of(this::notAll, this::all, this::all)));

    assertThat(done).isFalse();
    // A third of four hours, then half of what is left, then all of it.
    assertThat(left.get(0)).isBetween(Duration.ofMinutes(70), Duration.ofMinutes(80));
    assertThat(left.get(1)).isBetween(Duration.ofMinutes(110), Duration.ofMinutes(120));
    assertThat(left.get(2)).isBetween(Duration.ofMinutes(220), Duration.ofMinutes(240));
  }

  @Test
  void shouldDoTheOthersAfterOneFailsAndThenFail() {
    List<String> tried = new ArrayList<>();
    List<BooleanSupplier> tasks = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      tasks.add(
          () -> {
            tried.add(name);
            if (!name.equals("three")) {
              throw new IllegalStateException(name);
            }
            return true;
          });
    }

    assertThatThrownBy(() -> Shares.each(tasks))
        .hasMessage("one")
        .hasSuppressedException(new IllegalStateException("two"));
    assertThat(tried).containsExactly("one", "two", "three");
  }

  @Test
  void shouldSetNoTimeWhereNobodyWaits() {
    assertThat(Shares.each(List.of(() -> Deadline.current().isEmpty()))).isTrue();
  }

  private boolean all() {
    left.add(Deadline.current().orElseThrow().left());
    return true;
  }

  private boolean notAll() {
    return !all();
  }
}
