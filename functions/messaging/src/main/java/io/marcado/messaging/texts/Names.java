package io.marcado.messaging.texts;

import java.util.List;
import java.util.stream.Collectors;

/** Shortens names that others chose: long names would push a text beyond two segments. */
final class Names {
  private static final int LONGEST_BUSINESS = 40;
  private static final int LONGEST_SERVICE = 40;
  private static final int LONGEST_RESOURCE = 30;
  private static final int LONGEST_RESOURCES = 80;
  private static final int LONGEST_PERSON = 30;
  private static final int LONGEST_REASON = 80;

  /** Instead of the name of a business of which nothing is left. */
  static final String PLATFORM = "Marcado";

  /** Stands for a name of which nothing is left. */
  static final String NOTHING = "...";

  private Names() {}

  /** The name of a business in a text that has no other names that it chose. */
  static String business(String name, boolean unknown) {
    return marked(unknown ? PlainName.withoutNumbers(name) : name, unknown);
  }

  /**
   * The name of a business. Our mark stands before the name of one that anybody may have signed up,
   * and instead of a name of which nothing is left.
   */
  static String marked(String name, boolean unknown) {
    String plain = PlainName.of(name, LONGEST_BUSINESS);
    if (!unknown) {
      return plain;
    }
    return plain.isEmpty() ? PLATFORM : PLATFORM + " / " + plain;
  }

  /**
   * The name of who comes, as somebody typed it. Anybody can book under any name, so it has no
   * phone numbers either.
   *
   * @return at most 30 characters, also where one is two in Java
   */
  static String person(String name) {
    String words = PlainName.withoutNumbers(name);
    String plain = PlainName.of(words, LONGEST_PERSON);
    return plain.length() <= LONGEST_PERSON ? plain : PlainName.of(words, LONGEST_PERSON / 2);
  }

  static String service(String name) {
    String plain = PlainName.of(name, LONGEST_SERVICE);
    return plain.isEmpty() ? NOTHING : plain;
  }

  /** Why something was done, without a full stop of its own: it stands within a sentence. */
  static String reason(String reason) {
    String plain = PlainName.words(reason, LONGEST_REASON);
    return plain.endsWith("...") ? plain : plain.replaceAll("[\\s.]+$", "");
  }

  // Cuts the list as a whole, so that no text gets longer than providers accept.
  static String resources(List<String> names) {
    String joined =
        names.stream()
            .map(name -> PlainName.of(name, LONGEST_RESOURCE))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? NOTHING : PlainName.of(joined, LONGEST_RESOURCES);
  }
}
