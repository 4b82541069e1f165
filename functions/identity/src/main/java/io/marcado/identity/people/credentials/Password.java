package io.marcado.identity.people.credentials;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /** So many digits at the end of a number are the subscriber's own in every country. */
  private static final int SUBSCRIBER_DIGITS = 8;

  public Password {
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Reads a password that is to be set: of the right length, and not one of the commonest. */
  public static FieldReader<Password> chosen() {
    FieldReader<Password> given = given();
    FieldReader<Password> reader =
        (value, pointer, faults) -> {
          Password password = given.read(value, pointer, faults);
          if (password != null && password.text.codePoints().allMatch(Password::isBlank)) {
            faults.add(
                pointer,
                FaultCode.PATTERN,
                "must not be of white space and control characters alone");
            return null;
          }
          if (password != null && password.isCommon()) {
            faults.add(
                pointer, FaultCode.GUESSABLE, "is one of the commonest passwords; choose another");
            return null;
          }
          return password;
        };
    return reader.takes(given.schema());
  }

  /** Reads a password that is to be compared with the one that was set. */
  public static FieldReader<Password> given() {
    FieldReader<Password> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual()) {
            faults.add(pointer, FaultCode.TYPE, "must be a string");
            return null;
          }
          if (value.textValue().codePoints().anyMatch(Password::isHalfOfAPair)) {
            faults.add(pointer, FaultCode.PATTERN, "must not have broken Unicode");
            return null;
          }
          Password password = new Password(value.textValue());
          int length = password.text.codePointCount(0, password.text.length());
          if (length < SHORTEST || length > LONGEST) {
            faults.add(
                pointer,
                length < SHORTEST ? FaultCode.TOO_SHORT : FaultCode.TOO_LONG,
                "must have %d to %d characters".formatted(SHORTEST, LONGEST));
            return null;
          }
          return password;
        };
    return reader.takes(
        new Schema(Map.of("type", "string"))
            .with("format", "password")
            .with("minLength", SHORTEST)
            .with("maxLength", LONGEST));
  }

  /**
   * The faults of this password for one person, since an attacker who knows the person or the
   * business would try it: the phone is in it, or it is the e-mail or the name of the business, in
   * upper or lower case. Empty when nothing is.
   *
   * @param pointer where the request has the password
   */
  public Optional<Fault> faultFor(
      String pointer, PhoneNumber phone, Optional<String> email, Optional<String> businessName) {
    return knownBy(phone, email, businessName)
        .map(detail -> new Fault(pointer, FaultCode.GUESSABLE, detail));
  }

  private Optional<String> knownBy(
      PhoneNumber phone, Optional<String> email, Optional<String> businessName) {
    String number = phone.e164();
    if (text.contains(number.substring(Math.max(1, number.length() - SUBSCRIBER_DIGITS)))) {
      return Optional.of("must not have the phone number in it");
    }
    if (email.filter(text::equalsIgnoreCase).isPresent()) {
      return Optional.of("must not be the e-mail address");
    }
    if (businessName.filter(text::equalsIgnoreCase).isPresent()) {
      return Optional.of("must not be the name of the business");
    }
    return Optional.empty();
  }

  /** True when it is one that guessers try first, in upper or lower case. */
  boolean isCommon() {
    return CommonPasswords.ALL.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "Password";
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }

  private static boolean isHalfOfAPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
