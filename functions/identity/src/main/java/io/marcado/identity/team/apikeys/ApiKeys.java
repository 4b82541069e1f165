package io.marcado.identity.team.apikeys;

import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.Team;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.team.OwnerNotices;
import io.marcado.identity.team.apikeys.ApiKeyStore.Stored;
import io.marcado.identity.team.apikeys.ApiKeyView.Status;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.ApiKey;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes, rotates and revokes API keys. A secret is made here, answered once and forgotten: what is
 * kept is its hash, so no later answer, replay or backup can show it.
 */
@Singleton
final class ApiKeys {
  private static final int SECRET_BYTES = 32;

  private final ApiKeyStore store;
  private final OwnerNotices owners;
  private final SecurityEvents events;
  private final Ids ids;
  private final SecureRandom random;

  ApiKeys(
      ApiKeyStore store, OwnerNotices owners, SecurityEvents events, Ids ids, SecureRandom random) {
    this.store = store;
    this.owners = owners;
    this.events = events;
    this.ids = ids;
    this.random = random;
  }

  /**
   * A key that was made.
   *
   * @param secret empty for the repetition of an earlier request, whose answer showed it
   */
  record Made(ApiKey key, Optional<ApiKey.Presented> secret, boolean replayed) {}

  /**
   * Makes a key, or finds the one that the same request made before.
   *
   * @param proof of a fresh code, asked for once, and not for what was answered before
   * @throws Problem 400 when it would be expired at once; 401 for a code that was used meanwhile;
   *     409 when there are too many; 422 when the idempotency key was used with another body
   */
  Made create(Call call, ApiKeyDraft draft, Supplier<List<Write>> proof) {
    TenantId tenant = call.tenant();
    String requestHash = requestHash(draft);
    String keyId = draft.idempotencyKey().map(key -> derivedId(call, key)).orElseGet(ids::next);
    if (draft.idempotencyKey().isPresent()) {
      Optional<Stored> earlier = store.find(tenant, keyId);
      if (earlier.isPresent()) {
        return repeated(earlier.get(), requestHash);
      }
    }
    if (draft.expiresAt().filter(end -> !call.now().isBefore(end)).isPresent()) {
      throw Problem.invalid("/expiresAt", "must be in the future");
    }
    ApiKey.Presented secret = secret(keyId);
    ApiKey key =
        new ApiKey(
            keyId,
            draft.name(),
            draft.permissions(),
            secret.hash(),
            Optional.empty(),
            call.now(),
            call.callerId(),
            draft.expiresAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Transaction<IdentityRefusal> writes =
        new Transaction<IdentityRefusal>()
            .add(ApiKeyStore.create(tenant, new Stored(key, requestHash)))
            .add(ApiKeyStore.enroll(tenant, keyId))
            .add(
                event(
                    call,
                    SecurityEvent.Type.API_KEY_CREATED,
                    keyId,
                    Map.of("scopes", scopes(draft.permissions()))));
    addGuards(call, proof.get(), AccountMessage.API_KEY_CREATED, writes);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      if (IdentityProblems.isWritten(store.commit(tenant, writes))) {
        return new Made(key, Optional.of(secret), false);
      }
      // The same request came at the same time, or there is no place for one more.
      Optional<Stored> earlier = store.find(tenant, keyId);
      if (earlier.isPresent()) {
        return repeated(earlier.get(), requestHash);
      }
      freePlaces(tenant, call.now());
    }
    throw tooMany();
  }

  /**
   * Gives a key another secret.
   *
   * @param overlap how long the present secret stays good beside it; zero for not at all
   * @param proof of a fresh code, asked for once, and not for a key that cannot be rotated
   * @throws Problem 401 for a code that was used meanwhile; 404; 409 when the key is no longer
   *     good, or when the secret before the present one still is and would end without having been
   *     asked to
   */
  Made rotate(Call call, String keyId, Duration overlap, Supplier<List<Write>> proof) {
    TenantId tenant = call.tenant();
    rotatable(call, keyId, overlap);
    List<Write> proved = proof.get();
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      ApiKey seen = rotatable(call, keyId, overlap);
      ApiKey.Presented secret = secret(keyId);
      ApiKey next = rotated(seen, secret, call.now().plus(overlap), overlap.isZero());
      Transaction<IdentityRefusal> writes =
          new Transaction<IdentityRefusal>()
              .add(ApiKeyStore.rotate(tenant, seen, next))
              .add(
                  event(
                      call,
                      SecurityEvent.Type.API_KEY_ROTATED,
                      keyId,
                      Map.of("overlapMinutes", Long.toString(overlap.toMinutes()))));
      addGuards(call, proved, AccountMessage.API_KEY_ROTATED, writes);
      if (IdentityProblems.isWritten(store.commit(tenant, writes))) {
        return new Made(next, Optional.of(secret), false);
      }
      // The key was changed meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  private ApiKey rotatable(Call call, String keyId, Duration overlap) {
    ApiKey key = store.find(call.tenant(), keyId).map(Stored::key).orElseThrow(ApiKeys::missing);
    requireActive(key, call.now());
    if (!overlap.isZero()) {
      requireNoOverlap(key, call.now());
    }
    return key;
  }

  /**
   * Ends a key, at once and for good. A second time changes nothing.
   *
   * @throws Problem 404
   */
  void revoke(Call call, String keyId) {
    TenantId tenant = call.tenant();
    boolean revoked =
        IdentityProblems.isWritten(
            store.commit(
                tenant,
                new Transaction<IdentityRefusal>()
                    .add(ApiKeyStore.revoke(tenant, keyId, call.now()))
                    .add(ApiKeyStore.release(tenant, List.of(keyId)))
                    .add(event(call, SecurityEvent.Type.API_KEY_REVOKED, keyId, Map.of()))));
    // A key that is there was revoked before.
    if (!revoked && store.find(tenant, keyId).isEmpty()) {
      throw missing();
    }
  }

  // The right is looked at again where it is used, and every owner is told.
  private void addGuards(
      Call call, List<Write> proof, AccountMessage message, Transaction<IdentityRefusal> writes) {
    Team.requireStill(
        call.tenant(), call.person().id(), Permission.API_KEYS_MANAGE.leastRole(), writes);
    writes.addAll(proof, StepUp.REFUSED);
    writes.addAll(owners.told(call.tenant(), message, call.now()));
  }

  // Nobody is told when a key expires, so its place is found only when it is needed.
  private void freePlaces(TenantId tenant, Instant now) {
    Set<String> live = store.live(tenant);
    Map<String, ApiKey> keys = store.find(tenant, live);
    List<String> dead =
        live.stream()
            .filter(
                id -> {
                  ApiKey key = keys.get(id);
                  return key == null || Status.of(key, now) != Status.ACTIVE;
                })
            .toList();
    if (dead.isEmpty()) {
      throw tooMany();
    }
    store.free(tenant, dead);
  }

  private static ApiKey rotated(
      ApiKey seen, ApiKey.Presented secret, Instant until, boolean atOnce) {
    return new ApiKey(
        seen.keyId(),
        seen.name(),
        seen.permissions(),
        secret.hash(),
        atOnce ? Optional.empty() : Optional.of(new ApiKey.Previous(seen.secretHash(), until)),
        seen.createdAt(),
        seen.createdBy(),
        seen.expiresAt(),
        seen.revokedAt(),
        seen.lastUsedAt(),
        seen.lastUsedFrom());
  }

  private static void requireActive(ApiKey key, Instant now) {
    if (Status.of(key, now) != Status.ACTIVE) {
      throw new Problem(
          IdentityProblem.API_KEY_ENDED, "The key is revoked or has expired. Make another one.");
    }
  }

  // A repeated request, whose first answer was lost, would otherwise end the secret that servers
  // use, and leave one good beside the new one that nobody has ever seen.
  private static void requireNoOverlap(ApiKey key, Instant now) {
    key.previous()
        .filter(old -> now.isBefore(old.until()))
        .ifPresent(
            old -> {
              throw new Problem(
                  IdentityProblem.ROTATION_UNDER_WAY,
                  "Two secrets of the key are good until %s. Wait, make another key, or rotate"
                          .formatted(old.until())
                      + " with overlapMinutes 0, which ends both at once.");
            });
  }

  private static Made repeated(Stored earlier, String requestHash) {
    if (!earlier.requestHash().equals(requestHash)) {
      throw new Problem(
          CommonProblem.IDEMPOTENCY_KEY_REUSED,
          "Send another Idempotency-Key, or the same body as before.");
    }
    return new Made(earlier.key(), Optional.empty(), true);
  }

  private static String requestHash(ApiKeyDraft draft) {
    return Ids.base32(
        Ids.sha256(
            List.of(
                draft.name(),
                scopes(draft.permissions()),
                draft.expiresAt().map(Instant::toString).orElse(""))));
  }

  private static String derivedId(Call call, String idempotencyKey) {
    return Ids.derivedShort(
        List.of(call.tenant().value(), "create api key", call.callerId(), idempotencyKey));
  }

  private ApiKey.Presented secret(String keyId) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new ApiKey.Presented(
        keyId, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private Write event(Call call, SecurityEvent.Type type, String keyId, Map<String, String> facts) {
    return events.record(
        call.tenant(),
        SecurityEvent.by(type, call.callerId(), keyId, call.sourceAddress(), call.now(), facts));
  }

  private static String scopes(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::scope).collect(Collectors.joining(" "));
  }

  private static Problem missing() {
    return Problem.notFound("API key");
  }

  private static Problem tooMany() {
    return new Problem(
        IdentityProblem.TOO_MANY_API_KEYS,
        "A business may have %d live keys. Revoke one that is not used."
            .formatted(ApiKeyStore.MOST_LIVE));
  }
}
