package io.marcado.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void shouldGoOnBehindItsLastItemWhenThereIsMore() {
    assertThat(Page.of(List.of(1, 2, 3), 2, number -> "at " + number))
        .isEqualTo(new Page<>(List.of(1, 2), Optional.of("at 2")));
    assertThat(Page.of(List.of(1, 2), 2, number -> "at " + number))
        .isEqualTo(new Page<>(List.of(1, 2), Optional.empty()));
  }

  @Test
  void shouldWorkThroughWhatIsLeftOfAllPages() {
    List<Integer> done = new ArrayList<>();
    boolean all =
        Paged.each(
            position ->
                position.isEmpty()
                    ? new Page<>(List.of(1, 2), Optional.of("2"))
                    : new Page<>(List.of(3, 4), Optional.empty()),
            number -> number != 2,
            done::add);

    assertThat(all).isTrue();
    assertThat(done).containsExactly(1, 3, 4);
  }
}
