package io.marcado.identity.accounts.codes;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A challenge, which a person answers with a secret. All facts that the challenge names must still
 * hold when the answer comes.
 *
 * @param id 130 random bits; {@link LongToken#id} where a token answers it
 * @param factor the source of the answer
 * @param personId the person who may answer; empty for a decoy, which looks the same and has no
 *     right answer
 * @param credentialsId the person's password at the time; empty when there was none, or when it
 *     does not matter
 * @param userVersion the version of the person's access at the time: a rise ends sessions and
 *     challenges alike
 * @param sessionId the session that asked
 * @param target the contact to be verified, for {@link Purpose#CONTACT}
 * @param sentTo the {@link Target#fingerprint} of the contact to which the secret goes: it proves
 *     only that contact; empty for {@link Factor#TOTP}
 * @param secondId the challenge that must be answered together with this one
 * @param country of the phone to which it goes, ISO 3166-1 alpha-2
 * @param attemptsLeft how many tries are left, after the one that was counted last
 * @param secretHash see {@link SentSecrets}; empty until the secret was sent
 */
public record Challenge(
    TenantId tenant,
    String id,
    Purpose purpose,
    Factor factor,
    Asker asker,
    Optional<PersonId> personId,
    Optional<String> credentialsId,
    Optional<Long> userVersion,
    Optional<SessionId> sessionId,
    Optional<Target> target,
    Optional<String> sentTo,
    Optional<String> secondId,
    Optional<String> country,
    Instant expiresAt,
    int attemptsLeft,
    Optional<String> secretHash) {
  /** How long an answer is valid. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  /** Most tries for a challenge with a code of six digits. */
  public static final int MOST_TRIES = 5;

  /** The purpose of a secret. It answers no challenge of another purpose. */
  public enum Purpose {
    /** The second half of a login by password. */
    LOGIN(AccountMessage.LOGIN_CODE, Asker.ANYBODY),
    /** A client's login by a code alone. */
    OTP(AccountMessage.LOGIN_CODE, Asker.ANYBODY),
    /** A fresh proof of a person who is signed in, before a grave change. */
    STEP_UP(AccountMessage.STEP_UP_CODE, Asker.CLIENT_TO_UNPROVED),
    /** Shows that a phone or e-mail is the person's own. */
    CONTACT(AccountMessage.CONTACT_CODE, Asker.CLIENT_TO_UNPROVED),
    /** Shows that a phone belongs to somebody who books without a login. */
    BOOKING(AccountMessage.BOOKING_CODE, Asker.VISITOR),
    /** Shows that a phone belongs to the owner who signs a business up. */
    SIGN_UP(AccountMessage.CONTACT_CODE, Asker.FOUNDER),
    /** Sets a new password; a {@link LongToken} answers it. */
    RESET(AccountMessage.RESET_TOKEN, Asker.FORGETFUL),
    /** The second channel of a reset, which names it by {@link Challenge#secondId}. */
    RESET_SECOND(AccountMessage.RESET_CODE, Asker.FORGETFUL);

    private final AccountMessage message;
    private final Asker asker;

    Purpose(AccountMessage message, Asker asker) {
      this.message = message;
      this.asker = asker;
    }

    /** The message that brings the secret. */
    AccountMessage message() {
      return message;
    }

    /** The usual asker; a draft may name another one. */
    Asker asker() {
      return asker;
    }
  }

  /** True when this is the secret. The caller must count the try first. */
  public boolean isAnsweredBy(String secret) {
    return SentSecrets.matches(tenant, purpose.name(), id, secret, secretHash);
  }

  /**
   * True when its secret went to this contact. The caller must check that the person still has it:
   * a phone that belonged to another person meanwhile proves nothing.
   */
  public boolean wentTo(Target present) {
    return sentTo.equals(Optional.of(present.fingerprint(tenant)));
  }

  /** True when this person requested it in this session. */
  public boolean isOf(Actor.Person person) {
    return personId.equals(Optional.of(person.id()))
        && sessionId.equals(Optional.of(person.session()));
  }

  Item.Builder item() {
    Item.Builder item =
        Item.builder()
            .text("purpose", purpose.name())
            .text("channel", factor.name())
            .text("asker", asker.name())
            .text("userId", personId.map(PersonId::value).orElse(null))
            .text("credentialsId", credentialsId.orElse(null))
            .text("sessionId", sessionId.map(SessionId::value).orElse(null))
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
    Purpose purpose = Purpose.valueOf(item.text("purpose"));
    return new Challenge(
        tenant,
        id,
        purpose,
        Factor.valueOf(item.text("channel")),
        Asker.valueOf(item.text("asker")),
        item.optionalText("userId").map(PersonId::new),
        item.optionalText("credentialsId"),
        item.optionalNumber("uv"),
        item.optionalText("sessionId").map(SessionId::new),
        item.optionalItem("target").map(Target::of),
        item.optionalText("sentTo"),
        item.optionalText("secondId"),
        item.optionalText("country"),
        Instant.ofEpochMilli(item.number("expiresAt")),
        SentSecrets.attemptsLeft(item, purpose.message().secret()),
        item.optionalText(SentSecrets.HASH));
  }

  /** Hides the hash and the contact. */
  @Override
  public String toString() {
    return "Challenge " + purpose;
  }
}
