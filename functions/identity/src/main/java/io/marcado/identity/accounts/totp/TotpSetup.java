package io.marcado.identity.accounts.totp;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets up authenticator apps, and takes them away. Gives writes for the caller's transaction. */
@Singleton
public final class TotpSetup {
  /** Digits of a code. */
  public static final int DIGITS = TotpSecret.DIGITS;

  /** How long an app shows one code. */
  public static final long STEP_SECONDS = TotpSecret.STEP.toSeconds();

  /** How long a new app may take until its first code. */
  public static final Duration TIME_TO_CONFIRM = Duration.ofMinutes(10);

  private final TotpStore store;
  private final Sealer sealer;
  private final SecureRandom random;
  private final Ids ids;

  TotpSetup(TotpStore store, Sealer sealer, SecureRandom random, Ids ids) {
    this.store = store;
    this.sealer = sealer;
    this.random = random;
    this.ids = ids;
  }

  /**
   * An app about to be set up.
   *
   * @param secret as apps take it, base32
   * @param write refused when an app is on already
   */
  public record Start(String secret, Write write) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Start";
    }
  }

  /**
   * Recovery codes that were just made, in place of all earlier ones.
   *
   * @param codes to be shown once
   * @param write refused when the app was changed meanwhile
   */
  public record Fresh(List<String> codes, Write write) {
    /** Hides the codes. */
    @Override
    public String toString() {
      return "Fresh";
    }
  }

  /** Prepares a new secret. An earlier one that was never confirmed is forgotten. */
  public Start start(TenantId tenant, String userId, Instant now) {
    TotpSecret secret = TotpSecret.next(random);
    String id = ids.next();
    Totp totp =
        new Totp(
            id,
            sealer.seal(tenant, userId, id, secret),
            Optional.of(now.plus(TIME_TO_CONFIRM)),
            0,
            Set.of());
    return new Start(secret.text(), TotpStore.start(tenant, userId, totp));
  }

  /**
   * Checks the first code of a new app, which turns it on. The try is counted before.
   *
   * @param wrong is run for a wrong code
   * @return empty for a wrong code, and when there is nothing to confirm, or no longer
   */
  public Optional<Fresh> confirm(
      TenantId tenant, String userId, String code, Instant now, Runnable wrong) {
    Optional<Totp> counted = store.countTry(tenant, userId, now);
    if (counted.isEmpty()) {
      return Optional.empty();
    }
    Totp totp = counted.get();
    OptionalLong step =
        sealer.open(tenant, userId, totp.id(), totp.sealed()).stepOf(code, now, totp.lastStep());
    if (step.isEmpty()) {
      wrong.run();
      return Optional.empty();
    }
    List<String> codes = RecoveryCodes.next(random);
    return Optional.of(
        new Fresh(
            codes,
            TotpStore.confirm(
                tenant, userId, totp, step.getAsLong(), hashes(tenant, userId, codes))));
  }

  /** Prepares ten new recovery codes for a right code, which is used up. */
  public Fresh renew(TenantId tenant, String userId, TotpFactor.Use use) {
    List<String> codes = RecoveryCodes.next(random);
    return new Fresh(codes, TotpStore.renew(use, hashes(tenant, userId, codes)));
  }

  private static Set<String> hashes(TenantId tenant, String userId, List<String> codes) {
    return codes.stream()
        .map(code -> RecoveryCodes.hash(tenant, userId, code))
        .collect(Collectors.toSet());
  }
}
