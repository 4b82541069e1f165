package io.marcado.identity.accounts.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.keys.VerificationKeys;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.config.Variables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A rotation as docs/operations.md tells it, minute by minute: several instances sign and several
 * verify, deployments reach one after the other, and every token is used until it expires.
 */
class KeyRotationTest {
  private static final String ISSUER = "https://api.example.com";
  private static final TenantId TENANT = new TenantId("t3nant5aaaaaaaaa");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SigningKeys old = SigningKeys.generate();
  private final SigningKeys fresh = SigningKeys.generate();
  private final String onlyOld = old.publicJwks();
  private final String both = new VerificationKeys(onlyOld).with(fresh).jwks();
  private final String onlyFresh = new VerificationKeys(both).without(old.keyId()).jwks();

  private final StoredSecret secret = new StoredSecret();
  private final List<Instance> instances = new ArrayList<>();
  private final List<Issued> issued = new ArrayList<>();
  private final Map<String, Set<String>> accepted = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> signers = new HashSet<>();

  /** Signs and verifies with the variables of the deployment that made it. */
  private record Instance(
      String verificationKeys, SecretSigningKey key, AccessTokens tokens, TokenVerifier verifier) {}

  private record Issued(String token, Instant expiresAt) {}

  KeyRotationTest() {
    secret.put(old.privateJwk());
    for (int i = 0; i < 3; i++) {
      instances.add(instance(onlyOld));
    }
  }

  @Test
  void shouldRefuseNoTokenInAnyPhase() {
    minutes(20);
    assertThat(signers).containsExactly(old.keyId());

    // 1. The new public key beside the old one. A deployment takes its time.
    deploy(both);
    minutes(5);
    assertThat(signers).containsExactly(old.keyId());

    // 2. The secret is switched. No deployment: signers notice within five minutes.
    secret.put(fresh.privateJwk());
    minutes(6);
    signers.clear();
    minutes(20 - 6);
    assertThat(signers).containsExactly(fresh.keyId());

    // 3. The old public key goes, 15 minutes and the signers' five later.
    deploy(onlyFresh);
    minutes(20);

    assertThat(refused).isEmpty();
    assertThat(signers).containsExactly(fresh.keyId());
  }

  @Test
  void shouldRefuseNoTokenWhenTheSecretIsSwitchedBeforeTheNewPublicKeyIsOut() {
    minutes(3);
    secret.put(fresh.privateJwk());
    minutes(6);

    // One that has never read the secret before.
    instances.add(instance(onlyOld));
    minutes(6);

    assertThat(refused).isEmpty();
    assertThat(signers).containsExactly(old.keyId());
  }

  /** Replaces the instances one by one, two minutes apart, while all of them go on working. */
  private void deploy(String verificationKeys) {
    for (int i = 0; i < instances.size(); i++) {
      instances.set(i, instance(verificationKeys));
      minutes(2);
    }
  }

  private void minutes(int count) {
    for (int i = 0; i < count; i++) {
      secret.advance(MINUTE);
      Instant now = secret.now();
      issued.removeIf(token -> !token.expiresAt().isAfter(now));
      for (Instance instance : instances) {
        signers.add(instance.key().get().getKeyId());
        issued.add(
            new Issued(
                instance.tokens().sign(TENANT, session(now), now),
                now.plus(AccessTokens.LIFETIME)));
      }
      // Between its issue and its end only the keys decide, so each set is asked once.
      for (Instance instance : instances) {
        Set<String> known =
            accepted.computeIfAbsent(instance.verificationKeys(), _ -> new HashSet<>());
        issued.stream()
            .map(Issued::token)
            .filter(token -> !known.contains(token))
            .forEach(
                token ->
                    (instance.verifier().verify(token).isPresent() ? known : refused).add(token));
      }
    }
  }

  private static Session session(Instant now) {
    return new Session(
        new SessionId("session"), new PersonId("user"), 1, now.plus(Session.LIFETIME));
  }

  private Instance instance(String verificationKeys) {
    SecretSigningKey key = secret.signingKey(verificationKeys);
    return new Instance(
        verificationKeys,
        key,
        new AccessTokens(
            key, new Ids(new SecureRandom()), new Variables(Map.of("TOKEN_ISSUER", ISSUER))),
        new TokenVerifier(verificationKeys, ISSUER, secret::now));
  }
}
