package io.marcado.origin.reference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as HTML. */
final class Html {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  private Html() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** One line of the contract's prose, which uses code and bold of CommonMark. */
  static String line(String text) {
    String html = CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    return STRONG.matcher(html).replaceAll("<strong>$1</strong>");
  }

  /** Paragraphs of the contract's prose. */
  static String prose(String text) {
    return Pattern.compile("\\n\\s*\\n")
        .splitAsStream(text.strip())
        .filter(paragraph -> !paragraph.isBlank())
        .map(paragraph -> "<p>" + line(paragraph.strip().replace('\n', ' ')) + "</p>")
        .collect(Collectors.joining("\n"));
  }

  /** Sets {@code <!-- name -->} in a page. */
  static String set(String page, String name, String html) {
    return page.replaceFirst("<!-- " + name + " -->", Matcher.quoteReplacement(html));
  }
}
