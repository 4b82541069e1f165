package io.marcado.platform.auth;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates the caller: it checks the token, then reads the stored access of the person. Of a
 * guest's token it checks only the form: the booking that the token opens has its hash.
 */
public final class Authentication {
  private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

  private final TokenVerifier verifier;
  private final Table table;
  private final SecurityEvents events;
  private final InstantSource clock;

  public Authentication(
      TokenVerifier verifier, Table table, SecurityEvents events, InstantSource clock) {
    this.verifier = verifier;
    this.table = table;
    this.events = events;
    this.clock = clock;
  }

  /**
   * The caller of a request to a tenant's stage.
   *
   * @param authorization the Authorization header, if there is one
   * @param address where the request came from
   * @throws Problem 401 for an invalid token, 403 for a token of another tenant
   */
  public Actor caller(TenantId tenant, Optional<String> authorization, String address) {
    if (authorization.isEmpty()) {
      return new Actor.Visitor(tenant, address);
    }
    String header = authorization.get();
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw refused();
    }
    String token = header.substring(7).strip();
    if (ManageToken.looksLikeOne(token)) {
      return ManageToken.of(token)
          .map(sent -> new Actor.Guest(tenant, sent, address))
          .orElseThrow(
              () ->
                  new Problem(
                      CommonProblem.UNAUTHENTICATED,
                      "This is not a whole holdToken or manageToken. Send it as the hold or the"
                          + " booking answered it: mb_, its id, _ and a secret."));
    }
    return ApiKey.looksLikeOne(token)
        ? server(tenant, token, address)
        : person(tenant, token, address);
  }

  private Actor person(TenantId tenant, String token, String address) {
    TokenClaims claims = verifier.verify(token).orElseThrow(Authentication::refused);
    if (!claims.tenant().equals(tenant.value())) {
      throw new Problem(CommonProblem.FORBIDDEN, "This token belongs to another business.");
    }
    PersonId id = new PersonId(claims.userId());
    PersonAccess access =
        table
            .of(tenant)
            .get(PersonAccess.key(tenant, id))
            .map(PersonAccess::fromItem)
            .filter(present -> present.admits(claims))
            .orElseThrow(Authentication::refused);
    return new Actor.Person(tenant, id, access.role(), new SessionId(claims.sessionId()), address);
  }

  // Looks only among the keys of the stage's tenant, so another tenant's key is unknown here.
  private Actor server(TenantId tenant, String token, String address) {
    Instant now = clock.instant();
    ApiKey.Presented presented = ApiKey.Presented.of(token).orElseThrow(Authentication::refused);
    ApiKey key =
        table
            .of(tenant)
            .get(ApiKey.key(tenant, presented.keyId()))
            .map(ApiKey::fromItem)
            .filter(present -> present.admits(presented, now))
            .orElseThrow(Authentication::refused);
    if (key.isUseNews(SourceNetwork.of(address), now)) {
      noteUse(tenant, key, address, now);
    }
    return new Actor.ApiKey(tenant, new ApiKeyId(key.keyId()), key.permissions(), address);
  }

  // Of many parallel requests one records the use. If it cannot, the request goes on: the key is
  // valid, and no booking should fail for a timestamp.
  private void noteUse(TenantId tenant, ApiKey key, String address, Instant now) {
    String network = SourceNetwork.of(address);
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.update(
            ApiKey.key(tenant, key.keyId()),
            new Update().set("lastUsedAt", now).set("lastUsedFrom", network),
            key.lastUsedAt()
                .map(seen -> Condition.equal("lastUsedAt", seen))
                .orElse(Condition.ITEM_PRESENT.and(Condition.absent("lastUsedAt")))));
    boolean elsewhere = key.lastUsedFrom().filter(network::equals).isEmpty();
    if (elsewhere || key.lastUsedAt().map(Authentication::day).filter(day(now)::equals).isEmpty()) {
      writes.add(
          events.record(
              tenant,
              SecurityEvent.by(
                  SecurityEvent.Type.API_KEY_USED,
                  key.keyId(),
                  key.keyId(),
                  address,
                  now,
                  Map.of())));
    }
    try {
      table.of(tenant).transact(writes);
    } catch (RuntimeException e) {
      LOG.warn("The use of an API key could not be noted: {}", Failures.summary(e));
    }
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** 401 for an invalid token, whatever the reason. */
  public static Problem refused() {
    return new Problem(
        CommonProblem.UNAUTHENTICATED,
        "The token is not valid, or no longer. Renew it with POST /auth/refresh, or sign in"
            + " again.");
  }
}
