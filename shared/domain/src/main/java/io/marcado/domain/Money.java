package io.marcado.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in one currency, with exactly as many decimals as the currency has.
 *
 * @param amount zero or more
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, Currency currency) {
  /** The largest amount that may be asked for one booking, in whole units of its currency. */
  public static final BigDecimal MAXIMUM = new BigDecimal("99999999");

  public Money {
    if (amount.signum() < 0 || isTooLarge(amount)) {
      throw new IllegalArgumentException("amount out of range");
    }
    // Fails on more decimals than the currency has, instead of rounding somebody's price.
    amount = amount.setScale(Math.max(0, currency.getDefaultFractionDigits()));
  }

  /** True for more than there can be; what follows the whole units does not count. */
  public static boolean isTooLarge(BigDecimal amount) {
    return amount.setScale(0, RoundingMode.DOWN).compareTo(MAXIMUM) > 0;
  }

  /** Its part for so many of all, rounded. */
  public Money part(int some, int all) {
    return new Money(
        amount
            .multiply(BigDecimal.valueOf(some))
            .divide(BigDecimal.valueOf(all), amount.scale(), RoundingMode.HALF_UP),
        currency);
  }

  /** As {@code new Money}, from text such as {@code "50.00"} and {@code "BRL"}. */
  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), Currency.getInstance(currency));
  }
}
