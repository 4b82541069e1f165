package io.marcado.messaging.texts;

import java.util.List;

/** Shortens names that others chose: long names would push a text beyond two segments. */
final class Names {
  private static final int LONGEST_BUSINESS = 40;
  private static final int LONGEST_SERVICE = 40;
  private static final int LONGEST_RESOURCE = 30;
  private static final int LONGEST_RESOURCES = 80;

  private Names() {}

  static String business(String name) {
    return PlainName.of(name, LONGEST_BUSINESS);
  }

  static String service(String name) {
    return PlainName.of(name, LONGEST_SERVICE);
  }

  // Cuts the list as a whole, so that no text gets longer than providers accept.
  static String resources(List<String> names) {
    String joined =
        String.join(
            ", ", names.stream().map(name -> PlainName.of(name, LONGEST_RESOURCE)).toList());
    return PlainName.of(joined, LONGEST_RESOURCES);
  }
}
