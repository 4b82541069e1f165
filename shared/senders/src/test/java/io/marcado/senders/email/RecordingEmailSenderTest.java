package io.marcado.senders.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingEmailSenderTest extends EmailSenderContract {
  private final RecordingEmailSender sender = new RecordingEmailSender();

  @Override
  EmailSender sender() {
    return sender;
  }

  @Override
  List<String> handedOver() {
    return sender.sent().stream()
        .map(email -> String.join("|", email.to(), email.subject(), email.text()))
        .toList();
  }

  @Override
  List<byte[]> invitations() {
    return sender.invitations();
  }

  @Test
  void shouldHideAddressAndText() {
    assertThat(new RecordingEmailSender.Email(ANA, "123456 is your code", "123456").toString())
        .doesNotContain("ana", "123456");
  }
}
