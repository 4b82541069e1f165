package io.marcado.local.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.TenantId;
import io.marcado.platform.limits.PlanThrottle;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.PlanReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanThrottleTest {
  /** Of FREE in a window of ten seconds. */
  private static final int MOST = 240;

  private static final int BATCH = 12;

  private final TenancyFixture fixture = new TenancyFixture();
  private final TenantId tenant = fixture.business("FREE");
  private Instant now = Instant.parse("2026-11-28T12:00:03Z");

  @Test
  void shouldSayWhenTheNextWindowBegins() {
    PlanThrottle throttle = instance();
    passed(throttle, 1_000);

    assertThat(throttle.refuse(tenant)).contains(Duration.ofSeconds(7));
  }

  @Test
  void shouldLetAnInstanceHaveLessThanOneBatchUncounted() {
    assertThat(passed(instance(), 1_000)).isEqualTo(MOST + BATCH - 1);
  }

  @Test
  void shouldRefuseInEveryInstanceOnceTheWindowIsFull() {
    passed(instance(), 1_000);

    assertThat(passed(instance(), 1_000)).isEqualTo(BATCH - 1);
  }

  @Test
  void shouldLetThroughAgainInANewWindow() {
    PlanThrottle throttle = instance();
    passed(throttle, 1_000);
    now = now.plusSeconds(10);

    assertThat(throttle.refuse(tenant)).isEmpty();
  }

  @Test
  void shouldLetThroughTheUncountedOfEachInstanceOnceAndNotInEveryWindow() {
    List<PlanThrottle> instances = Stream.generate(this::instance).limit(8).toList();

    for (int window = 0; window < 5; window++) {
      fixture.failed.clear();
      int passed = window(instances);
      // Uncounted requests pass: a batch for each write that the emulator did not do.
      assertThat(passed - BATCH * fixture.failed.size())
          .isEqualTo(window == 0 ? MOST + 8 * (BATCH - 1) : MOST);
    }
  }

  @Test
  void shouldCountWhatAnInstanceSawInEarlierWindows() {
    PlanThrottle throttle = instance();
    fixture.requests.clear();
    for (int window = 0; window < BATCH; window++) {
      passed(throttle, 1);
      now = now.plusSeconds(10);
    }

    assertThat(fixture.requests).filteredOn("updateItem"::equals).hasSize(1);
  }

  @Test
  void shouldWriteOnceABatchAndOnceMoreWhenTheWindowIsFull() {
    passed(instance(), 1_000);

    assertThat(fixture.requests).filteredOn("updateItem"::equals).hasSize(MOST / BATCH + 1);
  }

  @Test
  void shouldHoldEachBusinessToItsOwnPlan() {
    PlanThrottle throttle = instance();
    passed(throttle, 1_000);

    assertThat(passed(throttle, fixture.business("FREE"), 100)).isEqualTo(100);
    assertThat(passed(throttle, fixture.business("STARTER"), 1_000)).isEqualTo(600 + 30 - 1);
    assertThat(passed(throttle, fixture.business("OF_A_LATER_RELEASE"), 1_000))
        .isEqualTo(MOST + BATCH - 1);
  }

  @Test
  void shouldLetRequestsPassWhileTheCounterCannotBeWritten() {
    PlanThrottle throttle = instance();
    passed(throttle, 1);
    fixture.cutOff = true;

    assertThat(passed(throttle, 1_000)).isEqualTo(1_000);
    assertThat(passed(instance(), 1_000)).isEqualTo(1_000);

    fixture.cutOff = false;
    assertThat(passed(throttle, 1_000)).isLessThanOrEqualTo(MOST + BATCH - 1);
  }

  /** What all instances let through in this window, each asked in turn until all refuse. */
  private int window(List<PlanThrottle> instances) {
    int passed = 0;
    for (int round = 0; round < 100; round++) {
      for (PlanThrottle instance : instances) {
        passed += passed(instance, 1);
      }
    }
    now = now.plusSeconds(10);
    return passed;
  }

  private int passed(PlanThrottle throttle, int requests) {
    return passed(throttle, tenant, requests);
  }

  private static int passed(PlanThrottle throttle, TenantId tenant, int requests) {
    return (int)
        IntStream.range(0, requests).filter(_ -> throttle.refuse(tenant).isEmpty()).count();
  }

  /** As each instance of a function has one. */
  private PlanThrottle instance() {
    return new PlanThrottle(
        fixture.table,
        new PlanReader(fixture.table, new ConfigurationCache(() -> now, Duration.ofHours(1))),
        () -> now);
  }
}
