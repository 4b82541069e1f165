package io.marcado.domain.catalog;

import io.marcado.domain.Money;
import io.marcado.domain.time.Cells;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * What a booking costs.
 *
 * @param rate for one unit; empty when nothing is said
 * @param table prices of durations, by minutes; each comes before the rate
 */
public record Pricing(Optional<Money> rate, PriceUnit unit, Map<Integer, Money> table) {
  private static final int MINUTES_OF_HOUR = 60;

  public Pricing {
    table = Map.copyOf(table);
  }

  /** The same for every duration. */
  public static Pricing fixed(Optional<Money> price) {
    return new Pricing(price, PriceUnit.BOOKING, Map.of());
  }

  /** True when all durations cost the same. */
  public boolean isFixed() {
    return unit == PriceUnit.BOOKING && table.isEmpty();
  }

  /**
   * The price of a booking that lasts so long, in whole minor units of its currency: half a unit is
   * rounded up. It is rounded once, at the end.
   *
   * @throws ArithmeticException when it is more than {@link Money#MAXIMUM}
   */
  public Optional<Money> of(int minutes) {
    Money listed = table.get(minutes);
    return listed != null ? Optional.of(listed) : rate.map(money -> reckoned(money, minutes));
  }

  private Money reckoned(Money money, int minutes) {
    return switch (unit) {
      case BOOKING -> money;
      case HOUR -> reckoned(money, minutes, MINUTES_OF_HOUR);
      case DAY -> reckoned(money, minutes, Cells.MINUTES_OF_DAY);
    };
  }

  private static Money reckoned(Money money, int minutes, int unitMinutes) {
    BigDecimal amount =
        money
            .amount()
            .multiply(BigDecimal.valueOf(minutes))
            .divide(BigDecimal.valueOf(unitMinutes), money.amount().scale(), RoundingMode.HALF_UP);
    if (Money.isTooLarge(amount)) {
      throw new ArithmeticException("a price out of range");
    }
    return new Money(amount, money.currency());
  }
}
