package io.marcado.senders.whatsapp;

import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import java.util.Set;

/**
 * What the numbers of Meta's errors say of a message. They come with an answer, or later by the
 * webhook.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Error
 *     codes</a>
 */
public final class WhatsAppErrors {
  /**
   * Errors that are about the number: not on WhatsApp, not on the list of a test account, our own,
   * part of an experiment, asked for no messages, in a country we may not send to.
   */
  private static final Set<Integer> OF_THE_NUMBER =
      Set.of(131026, 131030, 131021, 130472, 131049, 131050, 130497);

  /** Errors that pass by themselves: too many calls, too many messages, too many to one phone. */
  private static final Set<Integer> OF_THE_MOMENT =
      Set.of(4, 80007, 130429, 131048, 131056, 133016);

  /** More than a day has passed since the phone wrote to us. */
  private static final int RE_ENGAGEMENT = 131047;

  private WhatsAppErrors() {}

  /** Why the message does not arrive. */
  public static Reason reason(int code) {
    if (code == RE_ENGAGEMENT) {
      return Reason.WINDOW_CLOSED;
    }
    return OF_THE_NUMBER.contains(code) ? Reason.NOT_DELIVERABLE : Reason.NOT_TAKEN;
  }

  /** True for what passes by itself, so that nobody has to do anything. */
  public static boolean passes(int code) {
    return OF_THE_MOMENT.contains(code);
  }
}
