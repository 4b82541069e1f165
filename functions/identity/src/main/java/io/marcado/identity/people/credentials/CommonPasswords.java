package io.marcado.identity.people.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords that guessers try first: the list of zxcvbn, from passwords that leaked, and one of
 * our own for Portuguese and Spanish. Loaded at the first use, and so by those functions only that
 * set passwords.
 */
final class CommonPasswords {
  private static final String OF_ZXCVBN = "com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";
  private static final String OURS = "io/marcado/identity/people/credentials/common-passwords.txt";

  /** In lower case; those only that are long enough to be chosen at all. */
  static final Set<String> ALL =
      Stream.of(OF_ZXCVBN, OURS)
          .flatMap(CommonPasswords::lines)
          .filter(line -> line.codePointCount(0, line.length()) >= Password.SHORTEST)
          .collect(Collectors.toUnmodifiableSet());

  private CommonPasswords() {}

  private static Stream<String> lines(String resource) {
    try (InputStream list = CommonPasswords.class.getClassLoader().getResourceAsStream(resource)) {
      if (list == null) {
        throw new IllegalStateException("there is no list of common passwords " + resource);
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new IllegalStateException("the list of common passwords cannot be read", e);
    }
  }
}
