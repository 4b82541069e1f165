package io.marcado.identity.accounts.totp;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Codes that stand in for a lost app, each good once. A code has 120 random bits, which nobody can
 * guess, so a fast hash is enough to keep it (OWASP ASVS 5.0, 6.5.2).
 */
public final class RecoveryCodes {
  /** A person gets so many at once. */
  public static final int COUNT = 10;

  private static final int BYTES = 15;
  private static final Pattern GROUP = Pattern.compile("(?<=\\G.{4})(?=.)");
  private static final Pattern FORM = Pattern.compile("(?:[a-z2-7]{4}-){5}[a-z2-7]{4}");

  private RecoveryCodes() {}

  /** Ten fresh ones, such as {@code abcd-efgh-ijkl-mnop-qrst-uvwx}. */
  static List<String> next(RandomGenerator random) {
    List<String> codes = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      codes.add(String.join("-", GROUP.split(Ids.base32(bytes))));
    }
    return List.copyOf(codes);
  }

  /** True for a text of that form, in upper or lower case. */
  static boolean isOne(String text) {
    return FORM.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  /** The hash of a code, good for one person. */
  static String hash(TenantId tenant, PersonId personId, String code) {
    return Ids.base32(
        Ids.sha256(
            List.of("recovery", tenant.value(), personId.value(), code.toLowerCase(Locale.ROOT))));
  }
}
