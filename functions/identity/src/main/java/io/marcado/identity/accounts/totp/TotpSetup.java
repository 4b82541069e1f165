package io.marcado.identity.accounts.totp;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
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

/** Sets up authenticator apps. It gives writes for the caller's transaction. */
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
   * @param secret in base32, as apps take it
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
   * New recovery codes, in place of all earlier ones.
   *
   * @param codes to be shown once
   * @param write refused when the app has changed meanwhile
   */
  public record Fresh(List<String> codes, Write write) {
    /** Hides the codes. */
    @Override
    public String toString() {
      return "Fresh";
    }
  }

  /** Prepares a new secret, in place of an earlier one that was never confirmed. */
  public Start start(TenantId tenant, PersonId personId, Instant now) {
    TotpSecret secret = TotpSecret.next(random);
    String id = ids.next();
    Totp totp =
        new Totp(
            id,
            sealer.seal(tenant, personId, id, secret),
            Optional.of(now.plus(TIME_TO_CONFIRM)),
            0,
            Set.of());
    return new Start(secret.text(), TotpStore.start(tenant, personId, totp));
  }

  /** The outcome of the first code of a new app. */
  public sealed interface Confirmation {
    /** It is right. */
    record Right(Fresh fresh) implements Confirmation {}

    /** It is wrong. */
    record Wrong(int attemptsLeft) implements Confirmation {}

    /** No app waits to be confirmed, or it was tried too often or too late. */
    record Nothing() implements Confirmation {}
  }

  /** Checks the first code of a new app, which turns it on. It counts the try before. */
  public Confirmation confirm(TenantId tenant, PersonId personId, String code, Instant now) {
    Optional<Item> counted = store.countTry(tenant, personId, now);
    if (counted.isEmpty()) {
      return new Confirmation.Nothing();
    }
    Totp totp = Totp.fromItem(counted.get());
    OptionalLong step =
        sealer.open(tenant, personId, totp.id(), totp.sealed()).stepOf(code, now, totp.lastStep());
    if (step.isEmpty()) {
      return new Confirmation.Wrong(
          TotpStore.MOST_TRIES - Math.toIntExact(counted.get().number("tries")));
    }
    List<String> codes = RecoveryCodes.next(random);
    return new Confirmation.Right(
        new Fresh(
            codes,
            TotpStore.confirm(
                tenant, personId, totp, step.getAsLong(), hashes(tenant, personId, codes))));
  }

  /** Prepares ten new recovery codes for a right code, and uses that up. */
  public Fresh renew(TenantId tenant, PersonId personId, TotpFactor.Use use) {
    List<String> codes = RecoveryCodes.next(random);
    return new Fresh(codes, TotpStore.renew(use, hashes(tenant, personId, codes)));
  }

  private static Set<String> hashes(TenantId tenant, PersonId personId, List<String> codes) {
    return codes.stream()
        .map(code -> RecoveryCodes.hash(tenant, personId, code))
        .collect(Collectors.toSet());
  }
}
