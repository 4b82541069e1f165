package io.marcado.domain;

import java.util.Optional;
import java.util.Set;

/**
 * Who acts, for which business, and what that one may do there. A request makes an actor of its
 * caller; what runs without a request acts as {@link Automation}. Everything below the handlers
 * takes an actor and an instant, and knows nothing of HTTP.
 */
public sealed interface Actor {

  /** The business for which it acts. From the stage or the event, never from a client's input. */
  TenantId tenant();

  /** True when it has this permission at its business. */
  boolean may(Permission permission);

  /** The id by which the audit trail names it; empty for who is not signed in. */
  Optional<String> auditId();

  /** The IP address from which it acts; empty for an automation. */
  Optional<String> address();

  /** A caller without a token. */
  record Visitor(TenantId tenant, String sourceAddress) implements Actor {
    @Override
    public boolean may(Permission permission) {
      return false;
    }

    @Override
    public Optional<String> auditId() {
      return Optional.empty();
    }

    @Override
    public Optional<String> address() {
      return Optional.of(sourceAddress);
    }
  }

  /**
   * A guest: somebody who booked without a login, with the manage token of that booking. It has no
   * permission; what it may do shows only when the booking is there to compare the token with.
   *
   * @param token as it was sent, right or wrong
   */
  record Guest(TenantId tenant, ManageToken token, String sourceAddress) implements Actor {
    @Override
    public boolean may(Permission permission) {
      return false;
    }

    @Override
    public Optional<String> auditId() {
      return Optional.empty();
    }

    @Override
    public Optional<String> address() {
      return Optional.of(sourceAddress);
    }
  }

  /**
   * Somebody who answers a message about a booking, which was there then: by its link, or by a word
   * from the phone that got it. It has no permission, and reaches this booking alone.
   *
   * @param address empty for an answer by phone
   */
  record LinkHolder(TenantId tenant, BookingId bookingId, Optional<String> address)
      implements Actor {
    @Override
    public boolean may(Permission permission) {
      return false;
    }

    @Override
    public Optional<String> auditId() {
      return Optional.empty();
    }
  }

  /**
   * A person who is signed in.
   *
   * @param id the same as the client's id in bookings
   * @param role as it is stored now, not as the token says
   * @param session the session to which the token belongs
   */
  record Person(TenantId tenant, PersonId id, Role role, SessionId session, String sourceAddress)
      implements Actor {
    @Override
    public boolean may(Permission permission) {
      return role.atLeast(permission.leastRole());
    }

    @Override
    public Optional<String> auditId() {
      return Optional.of(id.value());
    }

    @Override
    public Optional<String> address() {
      return Optional.of(sourceAddress);
    }
  }

  /**
   * A server of the business, by its API key.
   *
   * @param permissions what the key may do, as it is stored now
   */
  record ApiKey(TenantId tenant, ApiKeyId id, Set<Permission> permissions, String sourceAddress)
      implements Actor {
    public ApiKey {
      permissions = Set.copyOf(permissions);
    }

    @Override
    public boolean may(Permission permission) {
      return permissions.contains(permission);
    }

    @Override
    public Optional<String> auditId() {
      return Optional.of(id.value());
    }

    @Override
    public Optional<String> address() {
      return Optional.of(sourceAddress);
    }
  }

  /**
   * Marcado itself: an expiry, a series, an import. It may do everything at its business.
   *
   * @param reason why it acts, in a few words, such as {@code hold-expired}; for logs and trails
   */
  record Automation(TenantId tenant, String reason) implements Actor {
    @Override
    public boolean may(Permission permission) {
      return true;
    }

    @Override
    public Optional<String> auditId() {
      return Optional.of("marcado:" + reason);
    }

    @Override
    public Optional<String> address() {
      return Optional.empty();
    }
  }
}
