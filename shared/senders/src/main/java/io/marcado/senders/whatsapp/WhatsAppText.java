package io.marcado.senders.whatsapp;

/**
 * A text in our own words. WhatsApp takes it for {@link WhatsAppSender#WINDOW} after the phone's
 * last message to us.
 *
 * @param body 1 to {@value #LONGEST} characters
 */
public record WhatsAppText(String body) implements WhatsAppMessage {
  /** Longest text, in characters. */
  public static final int LONGEST = 4_096;

  /**
   * @throws IllegalArgumentException when it is blank or too long
   */
  public WhatsAppText {
    if (body.isBlank() || body.length() > LONGEST) {
      throw new IllegalArgumentException("a text of %d characters".formatted(body.length()));
    }
  }

  /** Hides the text. */
  @Override
  public String toString() {
    return "WhatsAppText";
  }
}
