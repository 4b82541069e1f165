package io.marcado.identity.accounts.codes;

import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.platform.table.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A question whose answer is a secret that was sent to somebody. All that it names must still be so
 * when it is answered.
 *
 * @param id 130 random bits; {@link LongToken#id} for what is answered by one
 * @param channel by which the secret goes
 * @param userId whose answer it is; empty for a decoy, which looks the same and which nothing
 *     answers
 * @param credentialsId the password when it was asked; empty where there was none, or none matters
 * @param userVersion of the person's access when it was asked: what ends sessions ends this too
 * @param sessionId the session it was asked in
 * @param target what is to be verified, for {@link Purpose#CONTACT}
 * @param sentTo the {@link Target#fingerprint} of where the secret goes, for it proves that and
 *     nothing else; empty for {@link Channel#TOTP}
 * @param secondId the challenge that must be answered together with this one
 * @param country of the phone it goes to, ISO 3166-1 alpha-2
 * @param secretHash see {@link SentSecrets}; empty until the secret was sent
 */
public record Challenge(
    TenantId tenant,
    String id,
    Purpose purpose,
    Channel channel,
    Asker asker,
    Optional<String> userId,
    Optional<String> credentialsId,
    Optional<Long> userVersion,
    Optional<String> sessionId,
    Optional<Target> target,
    Optional<String> sentTo,
    Optional<String> secondId,
    Optional<String> country,
    Instant expiresAt,
    Optional<String> secretHash) {
  /** How long an answer is good. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  /** How often one that six digits answer may be guessed. */
  public static final int MOST_TRIES = 5;

  /** What a secret is for; one that was sent for something else does not count. */
  public enum Purpose {
    /** The second half of a login by password. */
    LOGIN(Message.LOGIN_CODE, Asker.ANYBODY),
    /** A client's login by code alone. */
    OTP(Message.LOGIN_CODE, Asker.ANYBODY),
    /** A fresh proof, by somebody signed in, before something grave. */
    STEP_UP(Message.STEP_UP_CODE, Asker.CLIENT_TO_UNPROVED),
    /** Shows that a phone or e-mail is the person's own. */
    CONTACT(Message.CONTACT_CODE, Asker.CLIENT_TO_UNPROVED),
    /** Sets a new password; answered by a {@link LongToken}. */
    RESET(Message.RESET_TOKEN, Asker.FORGETFUL),
    /** The second channel of a reset, named by its {@link Challenge#secondId}. */
    RESET_SECOND(Message.RESET_CODE, Asker.FORGETFUL);

    private final Message message;
    private final Asker asker;

    Purpose(Message message, Asker asker) {
      this.message = message;
      this.asker = asker;
    }

    /** What is sent. */
    Message message() {
      return message;
    }

    /** Who asks for it, unless the draft says otherwise. */
    Asker asker() {
      return asker;
    }
  }

  /** True when this is the secret. A try must have been counted before. */
  public boolean isAnsweredBy(String secret) {
    return SentSecrets.matches(tenant, purpose.name(), id, secret, secretHash);
  }

  /**
   * True when its secret went to this. Whoever takes an answer checks that the person still has
   * what it went to: a phone that was somebody else's for a moment proves nothing.
   */
  public boolean wentTo(Target present) {
    return sentTo.equals(Optional.of(present.fingerprint(tenant)));
  }

  Item.Builder item() {
    Item.Builder item =
        Item.builder()
            .text("purpose", purpose.name())
            .text("channel", channel.name())
            .text("asker", asker.name())
            .text("userId", userId.orElse(null))
            .text("credentialsId", credentialsId.orElse(null))
            .text("sessionId", sessionId.orElse(null))
            .text("sentTo", sentTo.orElse(null))
            .text("secondId", secondId.orElse(null))
            .text("country", country.orElse(null))
            .number("tries", 0)
            .number("expiresAt", expiresAt.toEpochMilli())
            .expiresAfter(expiresAt);
    userVersion.ifPresent(version -> item.number("uv", version));
    target.ifPresent(
        verified -> {
          Item.Builder nested = Item.builder();
          verified.addTo(nested);
          item.item("target", nested.build());
        });
    return item;
  }

  static Challenge fromItem(TenantId tenant, String id, Item item) {
    return new Challenge(
        tenant,
        id,
        Purpose.valueOf(item.text("purpose")),
        Channel.valueOf(item.text("channel")),
        Asker.valueOf(item.text("asker")),
        item.optionalText("userId"),
        item.optionalText("credentialsId"),
        item.optionalNumber("uv"),
        item.optionalText("sessionId"),
        item.optionalItem("target").map(Target::of),
        item.optionalText("sentTo"),
        item.optionalText("secondId"),
        item.optionalText("country"),
        Instant.ofEpochMilli(item.number("expiresAt")),
        item.optionalText(SentSecrets.HASH));
  }

  /** Hides the hash, and where it goes. */
  @Override
  public String toString() {
    return "Challenge " + purpose;
  }
}
