package io.marcado.messaging.texts;

import java.util.List;

/** Shortens names that others chose: long names would push a text beyond two segments. */
final class Names {
  private static final int LONGEST_BUSINESS = 40;
  private static final int LONGEST_SERVICE = 40;
  private static final int LONGEST_RESOURCE = 30;
  private static final int LONGEST_RESOURCES = 80;

  /** Stands before the name of a business that anybody may have signed up. */
  private static final String MARK = "Marcado / ";

  private Names() {}

  static String business(String name, boolean unknown) {
    return (unknown ? MARK : "") + plain(name, LONGEST_BUSINESS, unknown);
  }

  static String service(String name, boolean unknown) {
    return plain(name, LONGEST_SERVICE, unknown);
  }

  // Cuts the list as a whole, so that no text gets longer than providers accept.
  static String resources(List<String> names, boolean unknown) {
    String joined =
        String.join(
            ", ", names.stream().map(name -> plain(name, LONGEST_RESOURCE, unknown)).toList());
    return PlainName.of(joined, LONGEST_RESOURCES);
  }

  private static String plain(String name, int longest, boolean unknown) {
    return PlainName.of(unknown ? PlainName.withoutNumbers(name) : name, longest);
  }
}
