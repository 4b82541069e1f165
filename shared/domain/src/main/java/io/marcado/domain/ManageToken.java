package io.marcado.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token by which somebody who booked without a login sees, moves and cancels that one booking.
 * It is sent as an access token is, and only its hash is stored, in the booking.
 *
 * @param secret {@value Ids#DERIVED_LENGTH} characters of base32, 130 bits
 */
public record ManageToken(BookingId bookingId, String secret) {
  private static final String PREFIX = "mb_";

  private static final Pattern FORM = Pattern.compile("mb_([a-z2-7]{26})_([a-z2-7]{26})");

  /**
   * The token that belongs to a booking, a seed and a salt. So we can tell it again to a retry, who
   * has the seed, and keep no secret for that.
   *
   * @param seed known to the sender of the request that books, and not stored
   * @param salt random, stored with the booking, and told to nobody: without it a seed that can be
   *     guessed would be a token that can be guessed
   */
  public static ManageToken derived(BookingId bookingId, String seed, String salt) {
    return new ManageToken(
        bookingId, Ids.derived(List.of("manage-token", bookingId.value(), seed, salt)));
  }

  /** True when a token has the form of one of these, valid or not, and not of another kind. */
  public static boolean looksLikeOne(String text) {
    return text.startsWith(PREFIX);
  }

  /** The token in this text; empty when it cannot be one. */
  public static Optional<ManageToken> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new ManageToken(new BookingId(form.group(1)), form.group(2)))
        : Optional.empty();
  }

  /** The token as its owner sends it. */
  public String text() {
    return PREFIX + bookingId + "_" + secret;
  }

  /** The stored hash. A fast hash suffices, since nobody guesses 130 bits. */
  public String hash() {
    return Ids.derived(List.of("manage-token-hash", bookingId.value(), secret));
  }

  /** True when a stored hash is this token's. It takes as long for another one's. */
  public boolean hasHash(String stored) {
    return MessageDigest.isEqual(
        stored.getBytes(StandardCharsets.US_ASCII), hash().getBytes(StandardCharsets.US_ASCII));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "ManageToken of " + bookingId;
  }
}
