package io.marcado.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A telephone number in E.164 form, for example {@code +5511999990001}. One phone has one number,
 * also in countries that write it in two ways: with and without the ninth digit in Brazil, {@code
 * +54 9} and {@code +54}, {@code +52 1} and {@code +52}.
 *
 * @param e164 the normalised number
 * @param country ISO 3166-1 alpha-2 code of the numbering region, for example {@code BR}
 */
public record PhoneNumber(String e164, String country) {
  // The library forgives more: digits of other scripts, letters, extensions, control characters.
  private static final Pattern FORM = Pattern.compile(" *\\+[0-9 .()-]+");

  private static final List<PhoneNumberType> TYPES =
      List.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE);
  private static final Set<PhoneNumberType> WITHOUT_TEXTS =
      EnumSet.of(
          PhoneNumberType.FIXED_LINE,
          PhoneNumberType.TOLL_FREE,
          PhoneNumberType.PREMIUM_RATE,
          PhoneNumberType.SHARED_COST,
          PhoneNumberType.UAN,
          PhoneNumberType.VOICEMAIL,
          PhoneNumberType.PAGER);
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Pattern BRAZILIAN_MOBILE = Pattern.compile("\\+55(\\d\\d)9(\\d{8})");

  /**
   * Reads a number in international form; spaces, dots, dashes and brackets are forgiven.
   *
   * @return empty when it does not start with {@code +} or is no possible number of its country
   */
  public static Optional<PhoneNumber> parse(String text) {
    String trimmed = text.strip();
    if (!FORM.matcher(text).matches() || trimmed.length() > 32) {
      return Optional.empty();
    }
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber written = util.parse(trimmed, null);
      String complete = util.format(written, PhoneNumberFormat.E164);
      String e164 = MobileForm.of(complete);
      Phonenumber.PhoneNumber number = e164.equals(complete) ? written : util.parse(e164, null);
      String country = util.getRegionCodeForCountryCode(number.getCountryCode());
      // Possible, not valid: numbering plans grow faster than their copies. But it has to
      // be a person's, and what can be dialled within a town only is no international number.
      boolean possible =
          TYPES.stream()
              .map(type -> util.isPossibleNumberForTypeWithReason(number, type))
              .anyMatch(ValidationResult.IS_POSSIBLE::equals);
      if (!possible || country.equals("ZZ")) {
        return Optional.empty();
      }
      // A trunk zero, as in +44 (0)20, goes. A text that is no number with it is none without it.
      if (!complete.substring(1).equals(NO_DIGIT.matcher(trimmed).replaceAll(""))
          && !util.isValidNumber(number)) {
        return Optional.empty();
      }
      String region = util.getRegionCodeForNumber(number);
      return Optional.of(new PhoneNumber(e164, region == null ? country : region));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /**
   * False for a fixed line, and for a number that is no person's, such as one whose calls cost
   * more, as far as the numbers of its country tell: it gets no texts.
   */
  public boolean takesTexts() {
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    try {
      return !WITHOUT_TEXTS.contains(util.getNumberType(util.parse(e164, null)));
    } catch (NumberParseException e) {
      throw new IllegalStateException("a stored phone that is none", e);
    }
  }

  /**
   * The beginning of the numbers in E.164 form that somebody means by the digits of a beginning.
   *
   * @param digits of a number in international form, without {@code +}
   */
  public static String beginning(String digits) {
    return MobileForm.ofBeginning("+" + digits);
  }

  /**
   * The digits of the number as it was before its country gave it another one: a Brazilian mobile
   * without its ninth digit, as people still say it. Empty for all others.
   */
  public Optional<String> olderDigits() {
    Matcher mobile = BRAZILIAN_MOBILE.matcher(e164);
    return mobile.matches()
        ? Optional.of("55" + mobile.group(1) + mobile.group(2))
        : Optional.empty();
  }

  /** Hides the number: logs and error answers never show a whole one. */
  @Override
  public String toString() {
    return "+…" + e164.substring(Math.max(0, e164.length() - 2));
  }
}
