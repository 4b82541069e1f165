package io.marcado.senders.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.senders.sms.SmsSender.Outcome;
import io.marcado.senders.sms.SmsSender.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every sender of text messages does, the fake as well as the real one. */
abstract class SmsSenderContract {
  static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));
  private static final PhoneNumber ANA = PhoneNumber.parse("+5511999990001").orElseThrow();
  private static final PhoneNumber ABROAD = PhoneNumber.parse("+4915112345678").orElseThrow();

  /** A sender to Brazil only. */
  abstract SmsSender sender();

  /** What it has handed over: number, space, text. */
  abstract List<String> handedOver();

  @Test
  void shouldHandAMessageOverOnce() {
    assertThat(sender().send(ANA, "Olá & até já"))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.messageId()).isNotBlank());

    assertThat(handedOver()).containsExactly("+5511999990001 Olá & até já");
  }

  @Test
  void shouldSendNothingToOtherCountries() {
    assertThat(sender().send(ABROAD, "Hallo"))
        .isEqualTo(new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED));

    assertThat(handedOver()).isEmpty();
  }

  @Test
  void shouldSendNothingToAFixedLine() {
    PhoneNumber shop = PhoneNumber.parse("+551133335555").orElseThrow();

    assertThat(sender().send(shop, "Olá")).isEqualTo(new Outcome.Refused(Reason.NOT_DELIVERABLE));
    assertThat(sender().send(shop, "Olá", "id"))
        .isEqualTo(new Outcome.Refused(Reason.NOT_DELIVERABLE));

    assertThat(handedOver()).isEmpty();
  }

  @Test
  void shouldRefuseTextsThatAreNone() {
    assertThatThrownBy(() -> sender().send(ANA, " ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sender().send(ANA, "x".repeat(SmsSender.LONGEST_TEXT + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(sender().send(ANA, "x".repeat(SmsSender.LONGEST_TEXT)))
        .isInstanceOf(Outcome.Accepted.class);
  }
}
