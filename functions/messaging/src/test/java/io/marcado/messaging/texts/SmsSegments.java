package io.marcado.messaging.texts;

/** How many parts a text is sent and paid in. */
final class SmsSegments {
  private static final String GSM_7 =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private SmsSegments() {}

  static int of(String text) {
    boolean plain = text.chars().allMatch(character -> GSM_7.indexOf(character) >= 0);
    int alone = plain ? 160 : 70;
    int joined = plain ? 153 : 67;
    return text.length() <= alone ? 1 : Math.ceilDiv(text.length(), joined);
  }
}
