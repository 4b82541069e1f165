package io.marcado.identity.accounts.codes;

import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A secret that carries the id of its item, and 80 random bits. People copy it from a message, so
 * the case of its letters does not matter.
 *
 * @param id {@value Ids#RANDOM_LENGTH} characters
 * @param secret as many
 */
public record LongToken(String id, String secret) {
  /** Length of the text, in characters. */
  public static final int LENGTH = 2 * Ids.RANDOM_LENGTH;

  /**
   * How many tries a token allows. Nobody guesses 80 bits, but its holder may need some requests to
   * get the rest of the form right.
   */
  public static final int MOST_TRIES = 20;

  private static final Pattern FORM = Pattern.compile("[a-z2-7]{" + LENGTH + "}");

  /** The token of this text; empty when the text is none. */
  public static Optional<LongToken> find(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return FORM.matcher(lower).matches()
        ? Optional.of(
            new LongToken(
                lower.substring(0, Ids.RANDOM_LENGTH), lower.substring(Ids.RANDOM_LENGTH)))
        : Optional.empty();
  }

  /** Reads one from a body. */
  public static FieldReader<LongToken> reader() {
    FieldReader<LongToken> reader =
        (value, pointer, faults) -> {
          Optional<LongToken> token =
              value.isTextual() ? find(value.textValue()) : Optional.empty();
          if (token.isEmpty()) {
            faults.add(
                pointer,
                FaultCode.PATTERN,
                "must be the %d letters and digits that were sent".formatted(LENGTH));
          }
          return token.orElse(null);
        };
    return reader.takes(
        new Schema(Map.of("type", "string"))
            .with("minLength", LENGTH)
            .with("maxLength", LENGTH)
            .with("pattern", "^[A-Za-z2-7]{" + LENGTH + "}$"));
  }

  /** A fresh secret. */
  static String secret(RandomGenerator random) {
    return new Ids(random).next();
  }

  /** The text of the message. */
  String text() {
    return id + secret;
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "LongToken";
  }
}
