package io.marcado.tenants.signup;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many sign-ups there may be in a day, from one address and from everywhere, and how many
 * requests for one, since recognising a repetition costs as much work as a sign-up. Owners who have
 * not proved their phone share a small part of a day. The rest is for those who have, a few for
 * each phone, so it takes as many phones to use up a day.
 */
@Singleton
final class SignUpLimits {
  private final Table table;
  private final RateLimiter limiter;
  private final Limits limits;

  SignUpLimits(Table table, RateLimiter limiter, Limits limits) {
    this.table = table;
    this.limiter = limiter;
    this.limits = limits;
  }

  /**
   * Counts one request, whatever becomes of it, before anything is hashed for it.
   *
   * @return when to try again, if the limit is reached
   */
  Optional<Duration> countAttempt(String address) {
    return limiter.count(table.platform(), count(LimitPolicy.SIGN_UP_REQUESTS, address));
  }

  /**
   * The counts of one sign-up. They belong into its transaction, so that a sign-up that fails does
   * not count.
   *
   * @param proved the owner's phone; empty when it is not proved
   */
  List<Count> counts(String address, Optional<PhoneNumber> proved) {
    List<Count> counts = new ArrayList<>();
    counts.add(count(LimitPolicy.SIGN_UPS_OF_ADDRESS, address));
    proved.ifPresent(phone -> counts.add(count(LimitPolicy.SIGN_UPS_OF_PHONE, phone.e164())));
    counts.add(
        count(
            proved.isPresent() ? LimitPolicy.SIGN_UPS : LimitPolicy.SIGN_UPS_UNPROVED,
            "everywhere"));
    return counts;
  }

  /**
   * Looks whether counts have reached their limits, before anything is hashed.
   *
   * @return when to try again, if a limit is reached
   */
  Optional<Duration> reached(List<Count> counts, Instant now) {
    Map<ItemKey, Item> read =
        table.platform().get(counts.stream().map(count -> count.write().key()).toList());
    return wait(counts.stream().filter(count -> count.isReached(read)), now);
  }

  /** When the last of these limits has room again; empty for none. */
  static Optional<Duration> wait(Stream<Count> reached, Instant now) {
    return reached.map(count -> count.retryAfter(now)).max(Comparator.naturalOrder());
  }

  private Count count(LimitPolicy policy, String subject) {
    return limiter.ofPlatform(limits.of(policy), subject);
  }
}
