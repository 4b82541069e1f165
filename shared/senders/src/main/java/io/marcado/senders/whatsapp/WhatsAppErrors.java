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

  /** The token: not valid, ended, or without the right to send. */
  private static final Set<Integer> OF_THE_TOKEN = Set.of(3, 10, 102, 190, 463, 467);

  /**
   * The account of the sender: what it sends from is not there, not registered or not approved; it
   * is locked, restricted, or does not pay.
   */
  private static final Set<Integer> OF_THE_ACCOUNT =
      Set.of(100, 368, 131005, 131031, 131037, 131042, 131045, 133010);

  private WhatsAppErrors() {}

  /** Why the message does not arrive. */
  public static Reason reason(int code) {
    if (code == RE_ENGAGEMENT) {
      return Reason.WINDOW_CLOSED;
    }
    return OF_THE_NUMBER.contains(code) ? Reason.NOT_DELIVERABLE : Reason.NOT_TAKEN;
  }

  /** The same for a message from a business's own number, whose owner has to mend much of it. */
  public static Reason reasonOfOwnNumber(int code) {
    Reason reason = reason(code);
    if (reason != Reason.NOT_TAKEN) {
      return reason;
    }
    if (isOfToken(code)) {
      return Reason.TOKEN_REFUSED;
    }
    if (isOfTemplate(code)) {
      return Reason.TEMPLATE_REFUSED;
    }
    return OF_THE_ACCOUNT.contains(code) ? Reason.ACCOUNT_REFUSED : Reason.NOT_TAKEN;
  }

  /** True when the token is refused; the codes from 200 to 299 are rights that it lacks. */
  static boolean isOfToken(int code) {
    return OF_THE_TOKEN.contains(code) || code >= 200 && code < 300;
  }

  /** True when the template is not there, not approved, paused, or has other parameters. */
  private static boolean isOfTemplate(int code) {
    return code >= 132_000 && code < 133_000;
  }

  /** True for what passes by itself, so that nobody has to do anything. */
  public static boolean passes(int code) {
    return OF_THE_MOMENT.contains(code);
  }
}
