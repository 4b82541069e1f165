package io.marcado.domain.catalog;

import io.marcado.domain.Money;
import java.util.Optional;

/**
 * How long a booking lasts and what it costs.
 *
 * @param minutes how long, if nobody asks for another duration
 * @param durations how long it may last
 */
public record Terms(int minutes, Durations durations, Pricing pricing) {

  /** One duration and one price. */
  public static Terms fixed(int minutes, Optional<Money> price) {
    return new Terms(minutes, Durations.only(minutes), Pricing.fixed(price));
  }

  /** What a booking of these minutes costs. */
  public Optional<Money> price() {
    return pricing.of(minutes);
  }

  /** True when a booking may last so long. */
  public boolean isAllowed() {
    return durations.allow(minutes);
  }

  /** True when the client has no choice. */
  public boolean isFixed() {
    return pricing.isFixed() && durations.equals(Durations.only(minutes));
  }

  /**
   * The terms of one booking: its duration, allowed or not, and its price.
   *
   * @param asked empty for the usual duration
   */
  public Terms asked(Optional<Integer> asked) {
    int lasting = asked.orElse(minutes);
    return lasting == minutes && pricing.isFixed()
        ? this
        : new Terms(lasting, durations, Pricing.fixed(pricing.of(lasting)));
  }

  /** The same for another duration, which is the only one. */
  public Terms only(int lasting) {
    return new Terms(lasting, Durations.only(lasting), pricing);
  }
}
