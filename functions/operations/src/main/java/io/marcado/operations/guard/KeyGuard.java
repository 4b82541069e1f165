package io.marcado.operations.guard;

import io.marcado.platform.auth.OperatorGuard;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Lets operators in by their keys. A wrong key counts by its address and is on the trail. A right
 * one is let in beyond that limit, too: nobody guesses 256 bits, and strangers behind the same
 * address must not keep the operators out.
 */
@Singleton
final class KeyGuard implements OperatorGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KeyGuard.class);
  private static final String SCHEME = "bearer ";

  /** Before a snapshot nobody calls, and the secret cannot be read. */
  private static final String SAMPLE = "sample";

  private final SecretOperatorKeys keys;
  private final OperatorTrailStore trail;
  private final Table table;
  private final RateLimiter limiter;
  private final Limits limits;

  KeyGuard(
      SecretOperatorKeys keys,
      OperatorTrailStore trail,
      Table table,
      RateLimiter limiter,
      Limits limits) {
    this.keys = keys;
    this.trail = trail;
    this.table = table;
    this.limiter = limiter;
    this.limits = limits;
  }

  @Override
  public Admission admit(Optional<String> authorization, String sourceAddress, Instant now) {
    if (SdkTransport.answersFromMemory()) {
      return new Admission.Operator(SAMPLE);
    }
    return authorization
        .flatMap(KeyGuard::key)
        .flatMap(key -> keys.operatorOf(key, now))
        .<Admission>map(Admission.Operator::new)
        .orElseGet(
            () -> authorization.isEmpty() ? new Admission.Refused() : refused(sourceAddress, now));
  }

  private static Optional<String> key(String authorization) {
    return Optional.of(authorization)
        .filter(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(text -> text.substring(SCHEME.length()).strip())
        .filter(text -> OperatorKeys.KEY.matcher(text).matches());
  }

  // Tries beyond a limit are not on the trail: strangers must not bury there what operators did.
  // The log has each, and its alarm counts them.
  private Admission refused(String sourceAddress, Instant now) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "operator-key-refused")) {
      LOG.warn("A wrong operator's key");
    }
    Optional<Duration> wait =
        limiter.count(
            table.platform(),
            limiter.ofPlatform(limits.of(LimitPolicy.OPERATOR_REFUSALS), sourceAddress));
    if (wait.isPresent()) {
      return new Admission.TooMany(wait.get());
    }
    boolean kept =
        limiter
            .count(
                table.platform(),
                limiter.ofPlatform(limits.of(LimitPolicy.OPERATOR_REFUSALS_ON_TRAIL), "all"))
            .isEmpty();
    if (kept) {
      trail.add(
          new OperatorTrailStore.Entry(Optional.empty(), "Refused", sourceAddress, now, Map.of()));
    }
    return new Admission.Refused();
  }

  @Override
  public void record(
      String operator,
      String action,
      Map<String, String> facts,
      String sourceAddress,
      Instant now) {
    trail.add(
        new OperatorTrailStore.Entry(Optional.of(operator), action, sourceAddress, now, facts));
  }
}
