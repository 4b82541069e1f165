package io.marcado.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.platform.deadline.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OptimisticRetryTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void shouldTryUntilItIsWritten() {
    assertThat(OptimisticRetry.untilWritten(() -> writtenAt(3))).isEqualTo("attempt 3");
    OptimisticRetry.untilTrue(() -> attempts.incrementAndGet() == 5);

    assertThat(attempts).hasValue(5);
  }

  @Test
  void shouldGiveUpAfterTenAttempts() {
    assertThat(OptimisticRetry.untilWritten(() -> writtenAt(11), () -> "busy")).isEqualTo("busy");

    assertThat(attempts).hasValue(10);
  }

  @Test
  void shouldNotPauseBeyondTheDeadline() {
    assertThatThrownBy(
            () ->
                Deadline.in(Duration.ofMillis(500))
                    .during(() -> OptimisticRetry.untilWritten(() -> writtenAt(2))))
        .isInstanceOf(TableUnavailableException.class);

    assertThat(attempts).hasValue(1);
  }

  private Optional<String> writtenAt(int attempt) {
    int number = attempts.incrementAndGet();
    return number == attempt ? Optional.of("attempt " + number) : Optional.empty();
  }
}
