package io.marcado.senders.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PhoneNumber;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingSmsSenderTest extends SmsSenderContract {
  private final RecordingSmsSender sender = new RecordingSmsSender(BRAZIL);

  @Override
  SmsSender sender() {
    return sender;
  }

  @Override
  List<String> handedOver() {
    return sender.sent().stream().map(sms -> sms.to().e164() + " " + sms.text()).toList();
  }

  @Test
  void shouldHideTexts() {
    PhoneNumber ana = PhoneNumber.parse("+5511999990001").orElseThrow();

    assertThat(new RecordingSmsSender.Sms(ana, "123456 is your code").toString())
        .doesNotContain("123456", "99999");
  }
}
