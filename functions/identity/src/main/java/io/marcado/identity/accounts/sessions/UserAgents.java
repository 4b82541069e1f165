package io.marcado.identity.accounts.sessions;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cleans the User-Agent header, by which people recognise their devices in the list of sessions.
 * Clients write it themselves, so it keeps no character that means something to a page or a log.
 */
final class UserAgents {
  /** The most characters to keep. */
  static final int LONGEST = 120;

  private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9 ._;:/(),+-]");

  private UserAgents() {}

  /** The clean part of a User-Agent header; empty when nothing is left. */
  static Optional<String> cleaned(Optional<String> header) {
    return header
        .map(text -> text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text)
        .map(text -> FORBIDDEN.matcher(text).replaceAll("").strip())
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST).strip() : text)
        .filter(text -> !text.isEmpty());
  }
}
