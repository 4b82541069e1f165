package io.marcado.senders.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.senders.email.EmailSender.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sender of e-mails does, the fake as well as the real one. */
abstract class EmailSenderContract {
  static final String ANA = "ana+marcado@example.com";

  abstract EmailSender sender();

  /** What it has handed over: address, subject and text, separated by bars. */
  abstract List<String> handedOver();

  /** What it has handed over with an invitation, as MIME. */
  abstract List<byte[]> invitations();

  static final Invitation INVITATION =
      new Invitation(
          "b7",
          1,
          false,
          "Salão da Rita: Corte (Ana)",
          "Salão da Rita",
          Optional.of("rita@example.com"),
          Interval.ofMinutes(Instant.parse("2026-11-23T12:00:00Z"), 60),
          new LocalTimeline(Zone.of("America/Sao_Paulo")),
          Instant.parse("2026-11-20T12:00:00Z"));

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

  @Test
  void shouldHandAnInvitationOverOnce() {
    assertThat(sender().send(ANA, "A sua reserva", "até já", "a1", INVITATION))
        .isInstanceOf(Outcome.Accepted.class);

    assertThat(invitations())
        .containsExactly(
            RawEmail.of("no-reply@example.com", ANA, "A sua reserva", "até já", "a1", INVITATION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "two\r\nBcc: eve@example.com"})
  void shouldRefuseNamesThatAreNone(String name) {
    Invitation invitation =
        new Invitation(
            "b7",
            1,
            false,
            "Corte",
            name,
            Optional.empty(),
            INVITATION.time(),
            INVITATION.timeline(),
            INVITATION.writtenAt());

    assertThatThrownBy(() -> sender().send(ANA, "Subject", "text", "a1", invitation))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sender().send(ANA, name, "text", "a1", INVITATION))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(invitations()).isEmpty();
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
