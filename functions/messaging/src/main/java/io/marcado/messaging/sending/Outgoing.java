package io.marcado.messaging.sending;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.texts.SmsText;
import io.marcado.senders.email.Invitation;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppMessage;
import java.util.Locale;
import java.util.Optional;

/**
 * A message with its text and its address. There is one type for each channel, and for codes by
 * WhatsApp.
 */
public sealed interface Outgoing {

  /** By what it is tried first. */
  default Channel channel() {
    return switch (this) {
      case Sms _ -> Channel.SMS;
      case WhatsApp _, WhatsAppCode _ -> Channel.WHATSAPP;
      case Email _ -> Channel.EMAIL;
    };
  }

  /** True when a business's own number sends it. */
  default boolean isFromOwnNumber() {
    return this instanceof WhatsApp chat && chat.from().isPresent();
  }

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
   * By WhatsApp, about a booking.
   *
   * @param reference comes back with what becomes of it
   * @param from the business's own number; empty for the platform's
   */
  record WhatsApp(
      PhoneNumber to, WhatsAppMessage message, String reference, Optional<OwnNumber> from)
      implements Outgoing {
    /** Hides the number and the text. */
    @Override
    public String toString() {
      return "WhatsApp";
    }
  }

  /**
   * By e-mail.
   *
   * @param id as for {@link Sms}
   * @param invitation for the reader's calendar, in a message with an id; empty for none
   */
  record Email(
      String to, String subject, String text, Optional<String> id, Optional<Invitation> invitation)
      implements Outgoing {
    /** An e-mail of text alone. */
    public Email(String to, String subject, String text, Optional<String> id) {
      this(to, subject, text, id, Optional.empty());
    }

    /** Hides the address and the text. */
    @Override
    public String toString() {
      return "Email";
    }
  }
}
