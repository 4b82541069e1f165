package io.marcado.identity.accounts.sessions;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what people recognise a device of theirs in the list of their sessions. Clients write it
 * themselves, so it is shortened, and nothing is left of it that means something to a page or a
 * log.
 */
final class UserAgents {
  /** Most characters that are kept. */
  static final int LONGEST = 120;

  private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9 ._;:/(),+-]");

  private UserAgents() {}

  /** What is kept of a User-Agent header; empty when nothing is. */
  static Optional<String> cleaned(Optional<String> header) {
    return header
        .map(text -> text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text)
        .map(text -> FORBIDDEN.matcher(text).replaceAll("").strip())
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST).strip() : text)
        .filter(text -> !text.isEmpty());
  }
}
