package io.marcado.domain;

import java.util.regex.Pattern;

/**
 * The one form of a mobile number, where a country has two for the same phone. People, WhatsApp and
 * old address books write either; SMS and WhatsApp both reach the one that we keep. libphonenumber
 * takes the two for two numbers.
 *
 * <p>Each rule is of a national numbering plan, and changes no number that has its form already.
 */
enum MobileForm {
  /**
   * Mobiles of eight digits, which began with 6 to 9, have a 9 before them in all areas since 6
   * November 2016, and ring no more without it: Anatel, resolution 553/2010. Radio trunking (SME)
   * kept eight digits beginning with 7; its network is switched off. Fixed lines begin with 2 to 5.
   */
  BRAZIL(
      "\\+55(?<area>[1-9][1-9])(?<rest>[6-9][0-9]{7})",
      "\\+55(?<area>[1-9][1-9])(?<rest>[6-8][0-9]{0,7})", "+55${area}9${rest}"),

  /**
   * From abroad a mobile has a 9 before its area: ENACOM's plan, resolution SC 46/1997, as told to
   * the ITU. Areas begin with 1 to 3. A number of ten digits is of one subscriber, fixed or mobile;
   * from the digits nobody can tell which. So all have the 9: a message reaches no fixed line
   * anyway.
   */
  ARGENTINA("\\+54([1-3][0-9]{9})", "\\+54([1-3][0-9]{0,9})", "+549$1"),

  /**
   * Since 3 August 2019 fixed lines and mobiles have the same ten digits, without the 1 that
   * mobiles had before them: IFT, Plan Técnico Fundamental de Numeración of 2018. Areas begin with
   * 2 to 9.
   */
  MEXICO("\\+521([2-9][0-9]{9})", "\\+521(|[2-9][0-9]{0,9})", "+52$1");

  private final Pattern other;
  private final Pattern otherBeginning;
  private final String kept;

  MobileForm(String other, String otherBeginning, String kept) {
    this.other = Pattern.compile(other);
    this.otherBeginning = Pattern.compile(otherBeginning);
    this.kept = kept;
  }

  /** The number in the form that we keep. */
  static String of(String e164) {
    String number = e164;
    for (MobileForm form : values()) {
      number = form.changed(form.other, number);
    }
    return number;
  }

  /**
   * The beginning of a number, in the form that we keep, if it can be the beginning of no number of
   * that form.
   */
  static String ofBeginning(String e164Beginning) {
    String beginning = e164Beginning;
    for (MobileForm form : values()) {
      beginning = form.changed(form.otherBeginning, beginning);
    }
    return beginning;
  }

  private String changed(Pattern from, String number) {
    return from.matcher(number).matches() ? from.matcher(number).replaceFirst(kept) : number;
  }
}
