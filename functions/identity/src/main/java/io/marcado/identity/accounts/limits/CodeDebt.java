package io.marcado.identity.accounts.limits;

import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The breaker on codes that nobody enters, which is what fraud looks like: each code sent to a
 * country for a business adds one to the debt of the hour, each one verified takes off four. At its
 * limit no more are sent, until codes come back or the hour ends.
 */
@Singleton
public final class CodeDebt {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What a verified code makes up for. One in five is what poor, but honest traffic reaches. */
  static final int WORTH_OF_VERIFIED = 4;

  private final RateLimiter limiter;

  public CodeDebt(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /**
   * Counts a code that is about to be sent.
   *
   * @param country ISO 3166-1 alpha-2
   */
  Count increase(TenantId tenant, String country, Asker asker, int most) {
    return limiter.prepare(
        partition -> PartitionKey.of(tenant, partition),
        new Limit(asker.ofBusiness("unverified"), most, HOUR),
        country);
  }

  /** Counts a code that was verified; never refused. */
  public Write decrease(TenantId tenant, String country, Asker asker) {
    Count count = increase(tenant, country, asker, 1);
    ItemKey counter = count.write().key();
    return Write.update(
        counter,
        new Expression(
            "ADD n :less SET #ttl = :ttl",
            Map.of("#ttl", "ttl"),
            Map.of(
                ":less",
                AttributeValue.fromN(Integer.toString(-WORTH_OF_VERIFIED)),
                ":ttl",
                AttributeValue.fromN(Long.toString(count.ends().plus(HOUR).getEpochSecond())))));
  }
}
