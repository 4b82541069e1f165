package io.marcado.messaging.sending;

import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.texts.SmsText;
import io.marcado.senders.email.Invitation;
import java.util.Locale;
import java.util.Optional;

/** A message with its text and its address. There is one type for each channel. */
public sealed interface Outgoing {

  /**
   * By SMS.
   *
   * @param id of the message, the same for each retry; empty for messages without retries
   */
  record Sms(PhoneNumber to, SmsText text, Optional<String> id) implements Outgoing {
    /** Hides the text, which may hold a code. */
    @Override
    public String toString() {
      return "Sms";
    }
  }

  /**
   * A code by WhatsApp, with SMS as the fallback.
   *
   * @param language the language of the WhatsApp template
   * @param otherwise the fallback by SMS
   */
  record WhatsAppCode(String code, Locale language, Sms otherwise) implements Outgoing {
    /** Hides the code. */
    @Override
    public String toString() {
      return "WhatsAppCode";
    }
  }

  /**
   * By e-mail.
   *
   * @param id as for {@link Sms}
   * @param invitation for the reader's calendar, in a message with an id; empty for none
   * @param otherwise the fallback by SMS; empty where the e-mail goes out or nothing does
   */
  record Email(
      String to,
      String subject,
      String text,
      Optional<String> id,
      Optional<Invitation> invitation,
      Optional<Sms> otherwise)
      implements Outgoing {
    /** An e-mail of text alone, without a fallback. */
    public Email(String to, String subject, String text, Optional<String> id) {
      this(to, subject, text, id, Optional.empty(), Optional.empty());
    }

    /** Hides the address and the text. */
    @Override
    public String toString() {
      return "Email";
    }
  }
}
