package io.marcado.messaging.texts;

import java.util.List;

/** Names that others chose, in few characters: longer ones would push a text beyond two parts. */
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

  // Long lists of names are cut as a whole, so that no text gets longer than providers take.
  static String resources(List<String> names) {
    String joined =
        String.join(
            ", ", names.stream().map(name -> PlainName.of(name, LONGEST_RESOURCE)).toList());
    return PlainName.of(joined, LONGEST_RESOURCES);
  }
}
