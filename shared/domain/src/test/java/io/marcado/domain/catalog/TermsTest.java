package io.marcado.domain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

  @ParameterizedTest
  @CsvSource({
    "50.00, BRL, 60, 50.00",
    "50.00, BRL, 80, 66.67",
    "50.00, BRL, 100, 83.33",
    // Half of the smallest unit goes up, and only once: ten minutes of 0.03 are half a cent.
    "0.03, BRL, 10, 0.01",
    "0.03, BRL, 5, 0.00",
    "0.03, BRL, 50, 0.03",
    "1000, JPY, 35, 583",
    "1, JPY, 30, 1",
    "1.001, KWD, 30, 0.501",
    "4166666.62, BRL, 1440, 99999998.88",
    "0.00, BRL, 90, 0.00"
  })
  void shouldPriceByTheHourInWholeUnitsOfTheCurrency(
      String rate, String currency, int minutes, String price) {
    Pricing hourly = new Pricing(Optional.of(Money.of(rate, currency)), PriceUnit.HOUR, Map.of());

    assertThat(hourly.of(minutes)).contains(Money.of(price, currency));
  }

  @ParameterizedTest
  @CsvSource({"200.00, 4320, 600.00", "200.00, 720, 100.00", "100.00, 475, 32.99"})
  void shouldPriceByTheDay(String rate, int minutes, String price) {
    Pricing daily = new Pricing(Optional.of(Money.of(rate, "BRL")), PriceUnit.DAY, Map.of());

    assertThat(daily.of(minutes)).contains(Money.of(price, "BRL"));
  }

  @Test
  void shouldTakeThePriceOfTheTableFirst() {
    Money fifty = Money.of("50.00", "BRL");
    Money seventy = Money.of("70.00", "BRL");
    Terms terms =
        new Terms(
            60,
            new Durations.Choices(List.of(30, 60, 90)),
            new Pricing(Optional.of(fifty), PriceUnit.BOOKING, Map.of(90, seventy)));

    assertThat(terms.asked(Optional.empty()).price()).contains(fifty);
    assertThat(terms.asked(Optional.of(90)).price()).contains(seventy);
    assertThat(terms.asked(Optional.of(90)).isAllowed()).isTrue();
    assertThat(terms.asked(Optional.of(75)).isAllowed()).isFalse();
    assertThat(terms.isFixed()).isFalse();
    assertThat(Terms.fixed(60, Optional.of(fifty)).isFixed()).isTrue();
    assertThat(terms.only(75).isAllowed()).isTrue();
  }

  @Test
  void shouldAllowTheDurationsOfARange() {
    Durations range = new Durations.Range(60, 180, 40);

    assertThat(List.of(60, 100, 140, 180)).allMatch(range::allow);
    assertThat(List.of(20, 55, 80, 160, 220)).noneMatch(range::allow);
    assertThat(range.words()).isEqualTo("60 to 180 minutes in steps of 40");
    assertThat(new Durations.Choices(List.of(30, 60, 90)).words())
        .isEqualTo("30, 60 or 90 minutes");
    assertThatThrownBy(() -> new Durations.Range(60, 180, 50))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Durations.Choices(List.of(62)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
