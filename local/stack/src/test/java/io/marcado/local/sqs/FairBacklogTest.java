package io.marcado.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.sqs.FairBacklog.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairBacklogTest {
  private final FairBacklog<String> backlog = new FairBacklog<>();

  @Test
  void shouldGiveEachGroupItsTurnHoweverMuchOfOneWaits() {
    for (int i = 0; i < 100; i++) {
      backlog.add("a", "a" + i);
    }
    backlog.add("b", "b0");
    backlog.add("c", "c0");

    assertThat(take(10)).isEqualTo(new Batch<>("a", tenOf(0)));
    assertThat(take(10)).isEqualTo(new Batch<>("b", List.of("b0")));
    assertThat(take(10)).isEqualTo(new Batch<>("c", List.of("c0")));
    assertThat(backlog.next(10)).as("one batch of a group at a time").isEmpty();

    backlog.done("a");
    assertThat(take(10)).isEqualTo(new Batch<>("a", tenOf(10)));
    assertThat(backlog.size()).isEqualTo(80);
  }

  @Test
  void shouldPutAGroupThatHadItsTurnBehindTheOthers() {
    List.of("a1", "a2").forEach(message -> backlog.add("a", message));
    backlog.add("b", "b1");

    assertThat(take(1).messages()).containsExactly("a1");
    backlog.done("a");
    assertThat(take(1).messages()).containsExactly("b1");
    assertThat(take(1).messages()).containsExactly("a2");
  }

  @Test
  void shouldDeliverSeveralBatchesAtOnceOfWhatHasNoGroup() {
    List.of("1", "2", "3").forEach(message -> backlog.add(FairBacklog.NO_GROUP, message));

    assertThat(take(1).messages()).containsExactly("1");
    assertThat(take(1).messages()).containsExactly("2");
    assertThat(take(1).messages()).containsExactly("3");
    assertThat(backlog.size()).isZero();
  }

  private Batch<String> take(int most) {
    return backlog.next(most).orElseThrow();
  }

  private static List<String> tenOf(int first) {
    return java.util.stream.IntStream.range(first, first + 10).mapToObj(i -> "a" + i).toList();
  }
}
