package io.marcado.identity.team.invitations;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.SentSecrets;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.table.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An invitation of a phone to a role. It says nothing of whether the phone is known.
 *
 * @param id the first half of its token
 * @param role STAFF or ADMIN
 * @param name 1 to 100 characters
 * @param invitedBy whose right to invite must last until it is accepted
 * @param requestHash of the request
 * @param attemptsLeft how often its token may still be tried
 * @param secretHash of the token's second half; empty until the token was sent
 */
record Invitation(
    String id,
    Role role,
    String name,
    PhoneNumber phone,
    String invitedBy,
    String requestHash,
    State state,
    Instant createdAt,
    Instant expiresAt,
    int attemptsLeft,
    Optional<String> secretHash) {
  /** How long one is good. */
  static final Duration LIFETIME = Duration.ofHours(72);

  /** The purpose of its secret. */
  static final String PURPOSE = "INVITATION";

  /** Its state. */
  enum State {
    PENDING,
    ACCEPTED,
    WITHDRAWN,
    /** The same phone was invited again. */
    REPLACED
  }

  boolean isPending(Instant now) {
    return state == State.PENDING && now.isBefore(expiresAt);
  }

  /** True when this is the second half of its token. A try must have been counted before. */
  boolean isAnsweredBy(TenantId tenant, String secret) {
    return SentSecrets.matches(tenant, PURPOSE, id, secret, secretHash);
  }

  Item.Builder item() {
    return Item.builder()
        .text("invitationId", id)
        .text("role", role.name())
        .text("name", name)
        .text("phone", phone.e164())
        .text("country", phone.country())
        .text("invitedBy", invitedBy)
        .text("requestHash", requestHash)
        .text("state", state.name())
        .text("purpose", PURPOSE)
        .number("tries", 0)
        .instant("createdAt", createdAt)
        .number("expiresAt", expiresAt.toEpochMilli())
        // Kept a little longer, so that a retry finds the outcome.
        .expiresAfter(expiresAt.plus(LIFETIME));
  }

  static Invitation fromItem(Item item) {
    return new Invitation(
        item.text("invitationId"),
        Role.valueOf(item.text("role")),
        item.text("name"),
        new PhoneNumber(item.text("phone"), item.text("country")),
        item.text("invitedBy"),
        item.text("requestHash"),
        State.valueOf(item.text("state")),
        item.instant("createdAt"),
        Instant.ofEpochMilli(item.number("expiresAt")),
        SentSecrets.attemptsLeft(item, AccountMessage.Secret.TOKEN),
        item.optionalText(SentSecrets.HASH));
  }

  /** Hides the personal data and the hash. */
  @Override
  public String toString() {
    return "Invitation " + id;
  }
}
