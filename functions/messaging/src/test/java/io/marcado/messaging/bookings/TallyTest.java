package io.marcado.messaging.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableView;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several counters in one item, on DynamoDB Local. */
class TallyTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final MovableClock clock = new MovableClock("2026-11-20T12:30:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final RateLimiter limiter = new RateLimiter(clock);
  private final TableView table = tenant.table().of(tenant.id());

  @Test
  void shouldCountInAllOrInNone() {
    for (int i = 0; i < 2; i++) {
      assertThat(limiter.count(table, tally(5, 2))).isEmpty();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.count(table, tally(5, 2)))
          .containsExactly(LimitPolicy.MESSAGES_OF_BUSINESS);
    }

    // The refused ones have not counted in the other one.
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.count(table, tally(5, 100))).isEmpty();
    }
    assertThat(limiter.count(table, tally(5, 5)))
        .containsExactly(LimitPolicy.MESSAGES_BY_VISITORS, LimitPolicy.MESSAGES_OF_BUSINESS);
  }

  @Test
  void shouldBeginEachWindowAtZeroAndKeepLongerOnes() {
    assertThat(limiter.count(table, tally(1, 2))).isEmpty();
    assertThat(limiter.count(table, tally(1, 2))).containsExactly(LimitPolicy.MESSAGES_BY_VISITORS);

    clock.advance(HOUR);
    assertThat(limiter.count(table, tally(1, 2))).isEmpty();
    clock.advance(HOUR);
    assertThat(limiter.count(table, tally(1, 2))).containsExactly(LimitPolicy.MESSAGES_OF_BUSINESS);

    clock.advance(DAY);
    assertThat(limiter.count(table, tally(1, 2))).isEmpty();
  }

  @Test
  void shouldTakeBackAndGiveCredit() {
    Tally tally = tally(1, 1);
    assertThat(limiter.count(table, tally)).isEmpty();
    limiter.takeBack(table, tally);
    assertThat(limiter.count(table, tally)).isEmpty();

    assertThat(table.write(tally.credit(2))).isInstanceOf(Outcome.Written.class);
    assertThat(limiter.count(table, tally)).isEmpty();
    assertThat(limiter.count(table, tally)).isEmpty();
    assertThat(limiter.count(table, tally)).isNotEmpty();
  }

  @Test
  void shouldAllowNothingAtALimitOfZero() {
    assertThat(limiter.count(table, tally(1, 0))).containsExactly(LimitPolicy.MESSAGES_OF_BUSINESS);
  }

  @Test
  void shouldCountApartWhatBelongsToSeveral() {
    Tally none = limiter.tallyOfTenant(tenant.id(), Tally.MESSAGES);
    Limit one = new Limit("messages-of-business-to-phone", 1, DAY);
    LimitPolicy row = LimitPolicy.MESSAGES_OF_BUSINESS_TO_PHONE;

    assertThat(limiter.count(table, none.with(row, one, "shop"))).isEmpty();
    assertThat(limiter.count(table, none.with(row, one, "other"))).isEmpty();
    assertThat(limiter.count(table, none.with(row, one, "shop"))).containsExactly(row);
  }

  @Test
  void shouldStayWithinTheKilobyteOfOneUnitInABusyDay() {
    for (int hour = 0; hour < 24; hour++) {
      assertThat(limiter.count(table, tally(1000, 1000))).isEmpty();
      clock.advance(HOUR);
    }
    clock.advance(HOUR.negated());

    int bytes =
        table.get(tally(1, 1).key()).orElseThrow().attributes().entrySet().stream()
            .mapToInt(field -> field.getKey().length() + 21)
            .sum();
    assertThat(bytes).isLessThan(1024);
  }

  @Test
  void shouldRefuseAWindowThatIsNoPartOfADay() {
    Tally none = limiter.tallyOfTenant(tenant.id(), Tally.MESSAGES);

    assertThatThrownBy(
            () -> none.with(LimitPolicy.SIGN_UPS, new Limit("x", 1, Duration.ofHours(7))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Two rows with the same initials would share a counter. */
  @Test
  void shouldNameTheCounterOfEachRowDifferently() {
    List<LimitPolicy> rows =
        Arrays.stream(LimitPolicy.values())
            .filter(row -> row.name().matches("(MESSAGES|NOTICES|SMS)_.*"))
            .toList();
    Tally all = limiter.tallyOfTenant(tenant.id(), Tally.MESSAGES);
    for (LimitPolicy row : rows) {
      all = all.with(row, new Limit(row.text(), 1, row.window()));
    }

    assertThat(all.counters()).hasSizeGreaterThan(8);
    assertThat(all.counters()).extracting(Tally.Counter::attribute).doesNotHaveDuplicates();
  }

  private Tally tally(int hourly, int daily) {
    return limiter
        .tallyOfTenant(tenant.id(), Tally.MESSAGES)
        .with(LimitPolicy.MESSAGES_BY_VISITORS, new Limit("messages-by-visitors", hourly, HOUR))
        .with(LimitPolicy.MESSAGES_OF_BUSINESS, new Limit("messages-of-business", daily, DAY));
  }
}
