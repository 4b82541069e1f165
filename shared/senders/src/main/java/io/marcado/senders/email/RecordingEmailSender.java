package io.marcado.senders.email;

import java.util.ArrayList;
import java.util.List;

/** Keeps e-mails in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingEmailSender implements EmailSender {
  private final EmailSender checked = new CheckedEmailSender(this::keep);
  private final List<Email> sent = new ArrayList<>();

  /** An e-mail as it would have gone out. */
  public record Email(String to, String subject, String text) {
    /** Hides the address, and the text, which may hold a code. */
    @Override
    public String toString() {
      return "Email";
    }
  }

  @Override
  public synchronized Outcome send(String to, String subject, String text) {
    return checked.send(to, subject, text);
  }

  private Outcome keep(String to, String subject, String text) {
    sent.add(new Email(to, subject, text));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All e-mails, in the order in which they were sent. */
  public synchronized List<Email> sent() {
    return List.copyOf(sent);
  }
}
