package io.marcado.identity.accounts.authenticators;

import io.marcado.identity.accounts.totp.TotpSetup;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The {@code otpauth} URI by which apps take a secret, as text and as a QR code.
 *
 * @param text in the form that all apps read (github.com/google/google-authenticator/wiki)
 */
record KeyUri(String text) {
  /** A longer issuer would not fit the screens of apps, nor a QR code that phones read well. */
  private static final int LONGEST_ISSUER = 40;

  private static final int QUIET_ZONE = 4;

  /**
   * @param issuer the business's name, any text
   * @param account the name by which the person knows this account
   * @param secret base32
   */
  static KeyUri of(String issuer, String account, String secret) {
    String name = encoded(shortened(issuer.replace(':', ' ')));
    return new KeyUri(
        "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
            .formatted(
                name, encoded(account), secret, name, TotpSetup.DIGITS, TotpSetup.STEP_SECONDS));
  }

  /** The QR code, as a picture for an {@code img} element. */
  String qrCode() {
    String svg = svg(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.US_ASCII));
  }

  private static String svg(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append(
              "M%d,%dh%dv1h-%dz".formatted(from + QUIET_ZONE, y + QUIET_ZONE, x - from, x - from));
        }
      }
    }
    int side = code.size + 2 * QUIET_ZONE;
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h%dv%dh-%dz\"/>"
            + "<path d=\"%s\"/></svg>")
        .formatted(side, side, side, side, side, path);
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_ISSUER
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_ISSUER));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text.strip(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "KeyUri";
  }
}
