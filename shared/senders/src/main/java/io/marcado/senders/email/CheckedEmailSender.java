package io.marcado.senders.email;

import java.util.stream.Stream;

/** Checks before it asks a provider that there is something to send. */
final class CheckedEmailSender implements EmailSender {
  private final EmailSender provider;

  CheckedEmailSender(EmailSender provider) {
    this.provider = provider;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when subject or text is blank or too long, or the subject has
   *     more than one line
   */
  @Override
  public Outcome send(String to, String subject, String text) {
    check(subject, text);
    return provider.send(to, subject, text);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when subject or text is blank or too long, or the subject has
   *     more than one line
   */
  @Override
  public Outcome send(String to, String subject, String text, String messageId) {
    check(subject, text);
    return provider.send(to, subject, text, messageId);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when subject or text is blank or too long, or the subject or a
   *     name has more than one line
   */
  @Override
  public Outcome send(
      String to, String subject, String text, String messageId, Invitation invitation) {
    check(subject, text);
    if (Stream.of(invitation.organizer(), invitation.summary())
        .anyMatch(name -> name.isBlank() || name.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException("an invitation with a name of no or several lines");
    }
    return provider.send(to, subject, text, messageId, invitation);
  }

  private static void check(String subject, String text) {
    if (subject.isBlank()
        || subject.length() > LONGEST_SUBJECT
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject of %d characters".formatted(subject.length()));
    }
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("an e-mail of %d characters".formatted(text.length()));
    }
  }
}
