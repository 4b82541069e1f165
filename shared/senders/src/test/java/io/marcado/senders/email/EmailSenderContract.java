package io.marcado.senders.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.senders.email.EmailSender.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sender of e-mails does, the fake as well as the real one. */
abstract class EmailSenderContract {
  static final String ANA = "ana+marcado@example.com";

  abstract EmailSender sender();

  /** What it has handed over: address, subject and text, separated by bars. */
  abstract List<String> handedOver();

  @Test
  void shouldHandAnEmailOverOnce() {
    assertThat(sender().send(ANA, "O seu código", "Olá & até já\n1 < 2 \"três\""))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.messageId()).isNotBlank());

    assertThat(handedOver())
        .containsExactly("ana+marcado@example.com|O seu código|Olá & até já\n1 < 2 \"três\"");
  }

  @Test
  void shouldTakeAMessageWithAnIdOfItsOwn() {
    assertThat(sender().send(ANA, "Subject", "text", "a1b2c3"))
        .isInstanceOf(Outcome.Accepted.class);

    assertThat(handedOver()).containsExactly("ana+marcado@example.com|Subject|text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "two\r\nBcc: eve@example.com", "a\u0000b"})
  void shouldRefuseSubjectsThatAreNone(String subject) {
    assertThatThrownBy(() -> sender().send(ANA, subject, "text"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sender().send(ANA, subject, "text", "a1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(handedOver()).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsTooLongOrNothing() {
    String longestSubject = "x".repeat(EmailSender.LONGEST_SUBJECT);
    String longestText = "x".repeat(EmailSender.LONGEST_TEXT);

    assertThatThrownBy(() -> sender().send(ANA, longestSubject + "x", "text"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sender().send(ANA, "Subject", longestText + "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sender().send(ANA, "Subject", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(sender().send(ANA, longestSubject, longestText))
        .isInstanceOf(Outcome.Accepted.class);
  }
}
