package io.marcado.identity.team.apikeys;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
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
import io.marcado.platform.replay.Earlier;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.OptimisticRetry;
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
  private static final IdentityRefusal MISSING = new IdentityRefusal.NotFound("API key");

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
   * Makes a key, or finds the one that the same request made before. Refused when the key would be
   * expired at once, for a wrong proof, when there are too many keys, and when the Idempotency-Key
   * came with another request.
   *
   * @param proof checks a fresh code; called once, and not for what was answered before
   */
  Result<Made, IdentityRefusal> create(
      Actor.Person me,
      ApiKeyDraft draft,
      Supplier<Result<List<Write>, IdentityRefusal>> proof,
      Instant now) {
    TenantId tenant = me.tenant();
    Repeatable request = repeatable(me, draft);
    return answered(request.earlier(id -> store.find(tenant, id), Stored::requestHash))
        .orElseGet(
            () ->
                draft.expiresAt().filter(end -> !now.isBefore(end)).isPresent()
                    ? Result.refused(
                        new IdentityRefusal.Invalid(
                            "/expiresAt", FaultCode.OUT_OF_RANGE, "must be in the future"))
                    : proof.get().then(proved -> create(me, draft, request, proved, now)));
  }

  private Result<Made, IdentityRefusal> create(
      Actor.Person me, ApiKeyDraft draft, Repeatable request, List<Write> proof, Instant now) {
    TenantId tenant = me.tenant();
    String keyId = request.id(ids::next);
    ApiKey.Presented secret = secret(keyId);
    ApiKey key =
        new ApiKey(
            keyId,
            draft.name(),
            draft.permissions(),
            secret.hash(),
            Optional.empty(),
            now,
            me.id().value(),
            draft.expiresAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Transaction<IdentityRefusal> writes =
        new Transaction<IdentityRefusal>()
            .add(ApiKeyStore.create(tenant, new Stored(key, request.hash())))
            .add(ApiKeyStore.enroll(tenant, keyId))
            .add(
                event(
                    me,
                    SecurityEvent.Type.API_KEY_CREATED,
                    keyId,
                    now,
                    Map.of("scopes", scopes(draft.permissions()))));
    addGuards(me, proof, AccountMessage.API_KEY_CREATED, now, writes);
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<Result<Made, IdentityRefusal>> written =
              store.commit(tenant, writes).result(() -> new Made(key, Optional.of(secret), false));
          // The same request came at the same time, or there is no place for one more.
          return written
              .or(() -> answered(request.judge(store.find(tenant, keyId), Stored::requestHash)))
              .or(() -> freePlaces(tenant, now) ? Optional.empty() : Optional.of(tooMany()));
        },
        ApiKeys::tooMany);
  }

  /**
   * Gives a key another secret. Refused for a wrong proof, when there is no such key, when it has
   * ended, and when the secret before the present one is still good and would end unasked.
   *
   * @param overlap how long the present secret stays good beside it; zero for not at all
   * @param proof checks a fresh code; called once, and not for a key that cannot be rotated
   */
  Result<Made, IdentityRefusal> rotate(
      Actor.Person me,
      String keyId,
      Duration overlap,
      Supplier<Result<List<Write>, IdentityRefusal>> proof,
      Instant now) {
    TenantId tenant = me.tenant();
    return rotatable(tenant, keyId, overlap, now)
        .then(_ -> proof.get())
        .then(
            proved ->
                OptimisticRetry.untilWritten(
                    () ->
                        switch (rotatable(tenant, keyId, overlap, now)) {
                          case Result.Refused<ApiKey, IdentityRefusal>(IdentityRefusal refusal) ->
                              Optional.of(Result.refused(refusal));
                          case Result.Done<ApiKey, IdentityRefusal>(ApiKey seen) ->
                              rotate(me, seen, overlap, proved, now);
                        }));
  }

  private Optional<Result<Made, IdentityRefusal>> rotate(
      Actor.Person me, ApiKey seen, Duration overlap, List<Write> proof, Instant now) {
    TenantId tenant = me.tenant();
    ApiKey.Presented secret = secret(seen.keyId());
    ApiKey next = rotated(seen, secret, now.plus(overlap), overlap.isZero());
    Transaction<IdentityRefusal> writes =
        new Transaction<IdentityRefusal>()
            .add(ApiKeyStore.rotate(tenant, seen, next))
            .add(
                event(
                    me,
                    SecurityEvent.Type.API_KEY_ROTATED,
                    seen.keyId(),
                    now,
                    Map.of("overlapMinutes", Long.toString(overlap.toMinutes()))));
    addGuards(me, proof, AccountMessage.API_KEY_ROTATED, now, writes);
    return store.commit(tenant, writes).result(() -> new Made(next, Optional.of(secret), false));
  }

  private Result<ApiKey, IdentityRefusal> rotatable(
      TenantId tenant, String keyId, Duration overlap, Instant now) {
    Optional<ApiKey> key = store.find(tenant, keyId).map(Stored::key);
    if (key.isEmpty()) {
      return Result.refused(MISSING);
    }
    if (Status.of(key.get(), now) != Status.ACTIVE) {
      return Result.refused(new IdentityRefusal.ApiKeyEnded());
    }
    // A repeated request, whose first answer was lost, would otherwise end the secret that servers
    // use, and leave one good beside the new one that nobody has ever seen.
    return Result.unless(
        key.get()
            .previous()
            .map(ApiKey.Previous::until)
            .filter(until -> !overlap.isZero() && now.isBefore(until))
            .map(IdentityRefusal.RotationUnderWay::new),
        key::get);
  }

  /**
   * Revokes a key at once and finally. Idempotent.
   *
   * @return the refusal when there is no such key
   */
  @CheckReturnValue
  Optional<IdentityRefusal> revoke(Actor.Person me, String keyId, Instant now) {
    TenantId tenant = me.tenant();
    boolean revoked =
        store
            .commit(
                tenant,
                new Transaction<IdentityRefusal>()
                    .add(ApiKeyStore.revoke(tenant, keyId, now))
                    .add(ApiKeyStore.release(tenant, List.of(keyId)))
                    .add(event(me, SecurityEvent.Type.API_KEY_REVOKED, keyId, now, Map.of())))
            .result(() -> keyId)
            .isPresent();
    // A key that is there was revoked before.
    return revoked || store.find(tenant, keyId).isPresent()
        ? Optional.empty()
        : Optional.of(MISSING);
  }

  // The caller's right is a condition of the transaction, which also tells every owner.
  private void addGuards(
      Actor.Person me,
      List<Write> proof,
      AccountMessage message,
      Instant now,
      Transaction<IdentityRefusal> writes) {
    Team.requireStill(me.tenant(), me.id(), Permission.API_KEYS_MANAGE.leastRole(), writes);
    writes.addAll(proof, StepUp.REFUSED);
    writes.addAll(owners.told(me.tenant(), message, now));
  }

  // An expiry writes nothing, so the place of an expired key is found only when it is needed.
  private boolean freePlaces(TenantId tenant, Instant now) {
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
    if (!dead.isEmpty()) {
      store.free(tenant, dead);
    }
    return !dead.isEmpty();
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

  /** The answer to a request that came before; empty for the first one. */
  private static Optional<Result<Made, IdentityRefusal>> answered(Earlier<Stored> earlier) {
    return switch (earlier) {
      case Earlier.None<Stored> _ -> Optional.empty();
      case Earlier.Replayed<Stored>(Stored made) ->
          Optional.of(Result.done(new Made(made.key(), Optional.empty(), true)));
      case Earlier.KeyReused<Stored> _ ->
          Optional.of(Result.refused(new IdentityRefusal.KeyReused()));
    };
  }

  private static Repeatable repeatable(Actor.Person me, ApiKeyDraft draft) {
    return Repeatable.of(
            me.tenant().value(),
            "create api key",
            me.id().value(),
            draft.idempotencyKey(),
            Repeatable.hash(
                List.of(
                    draft.name(),
                    scopes(draft.permissions()),
                    draft.expiresAt().map(Instant::toString).orElse(""))))
        .withShortId();
  }

  private ApiKey.Presented secret(String keyId) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new ApiKey.Presented(
        keyId, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private Write event(
      Actor.Person me,
      SecurityEvent.Type type,
      String keyId,
      Instant now,
      Map<String, String> facts) {
    return events.record(me.tenant(), SecurityEvent.by(type, me, keyId, now, facts));
  }

  private static String scopes(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::scope).collect(Collectors.joining(" "));
  }

  private static Result<Made, IdentityRefusal> tooMany() {
    return Result.refused(new IdentityRefusal.TooManyApiKeys(ApiKeyStore.MOST_LIVE));
  }
}
