package io.marcado.identity.credentials;

import io.marcado.platform.json.FieldReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A password as a person typed it: any Unicode, normalised to NFC, since the same letters come
 * composed from one keyboard and decomposed from another. Nothing is trimmed and no kinds of
 * characters are demanded (NIST SP 800-63B-4).
 *
 * @param text {@value #SHORTEST} to {@value #LONGEST} code points
 */
public record Password(String text) {
  /** Fewest code points. */
  public static final int SHORTEST = 8;

  /** Most code points. */
  public static final int LONGEST = 128;

  public Password {
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Reads a password that is to be set: of the right length, and not one of the commonest. */
  public static FieldReader<Password> chosen() {
    FieldReader<Password> given = given();
    return (value, pointer, faults) -> {
      Password password = given.read(value, pointer, faults);
      if (password != null && password.isCommon()) {
        faults.add(pointer, "is one of the commonest passwords; choose another");
        return null;
      }
      return password;
    };
  }

  /** Reads a password that is to be compared with the one that was set. */
  public static FieldReader<Password> given() {
    return (value, pointer, faults) -> {
      if (!value.isTextual()) {
        faults.add(pointer, "must be a string");
        return null;
      }
      if (value.textValue().codePoints().anyMatch(Password::isHalfOfAPair)) {
        faults.add(pointer, "must not have broken Unicode");
        return null;
      }
      Password password = new Password(value.textValue());
      int length = password.text.codePointCount(0, password.text.length());
      if (length < SHORTEST || length > LONGEST) {
        faults.add(pointer, "must have %d to %d characters".formatted(SHORTEST, LONGEST));
        return null;
      }
      return password;
    };
  }

  /** True when it is one that guessers try first, in upper or lower case. */
  boolean isCommon() {
    return Common.PASSWORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "Password";
  }

  private static boolean isHalfOfAPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Read at the first use, by those functions only that set passwords. */
  private static final class Common {
    static final Set<String> PASSWORDS = load();

    private static Set<String> load() {
      try (InputStream list = Password.class.getResourceAsStream("common-passwords.txt")) {
        return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toUnmodifiableSet());
      } catch (IOException e) {
        throw new IllegalStateException("the list of common passwords cannot be read", e);
      }
    }
  }
}
