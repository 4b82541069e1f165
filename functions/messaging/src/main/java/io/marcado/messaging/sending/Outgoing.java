package io.marcado.messaging.sending;

import io.marcado.domain.PhoneNumber;
import java.util.Locale;
import java.util.Optional;

/** A message with its words and where it goes: one form for each channel. */
public sealed interface Outgoing {

  /**
   * By SMS.
   *
   * @param id of the message, the same whenever it is sent again; empty when it never is
   */
  record Sms(PhoneNumber to, String text, Optional<String> id) implements Outgoing {
    /** Hides the text, which may hold a code. */
    @Override
    public String toString() {
      return "Sms";
    }
  }

  /**
   * A code by WhatsApp, or by SMS when WhatsApp does not take it.
   *
   * @param language of the words that WhatsApp has for it
   * @param otherwise the same as an SMS
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
   */
  record Email(String to, String subject, String text, Optional<String> id) implements Outgoing {
    /** Hides where it goes, and the text. */
    @Override
    public String toString() {
      return "Email";
    }
  }
}
