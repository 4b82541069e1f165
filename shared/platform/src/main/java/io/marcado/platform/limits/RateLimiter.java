package io.marcado.platform.limits;

import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.Ids;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts how often something was done in a fixed window of time and refuses what exceeds its limit.
 * One conditional write counts and decides at once, so parallel requests cannot slip through. When
 * the counter cannot be written the request fails: what costs money is never done uncounted.
 */
@Singleton
public final class RateLimiter {
  private final InstantSource clock;

  public RateLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A limit.
   *
   * @param name of what it limits, for example {@code sign-up}
   * @param most how often it may be done in one window; zero for never
   * @param window length of the window; windows start at multiples of it since the epoch
   */
  public record Limit(String name, int most, Duration window) {}

  /**
   * Counts one more.
   *
   * @param partition builds the partition of the tenant, or of the platform, from its name
   * @param subject whose attempts are counted: an address, a phone number; stored as a hash only
   * @return how long until the window ends, when the limit is reached; empty when it was counted
   */
  @CheckReturnValue
  public Optional<Duration> count(
      TableView table, Function<String, PartitionKey> partition, Limit limit, String subject) {
    Count count = prepare(partition, limit, subject);
    return switch (table.write(count.write())) {
      case Outcome.Written _ -> Optional.empty();
      case Outcome.Refused _ -> Optional.of(count.retryAfter(clock.instant()));
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /**
   * A count that is to be part of a transaction.
   *
   * @param write refused when the limit is reached
   * @param ends when the window ends
   */
  public record Count(Write write, Instant ends) {

    /** How long until there is room again, when the write was refused. */
    public Duration retryAfter(Instant now) {
      return Duration.between(now, ends);
    }

    /** True when this item, the counter as it was read, is at its limit already. */
    public boolean isReached(Item counter, Limit limit) {
      return counter.optionalNumber("n").orElse(0L) >= limit.most();
    }
  }

  /**
   * Prepares to count one more together with other writes, all or nothing.
   *
   * @param subject whose attempts are counted; an IPv6 address counts as its {@link SourceNetwork}
   */
  public Count prepare(Function<String, PartitionKey> partition, Limit limit, String subject) {
    long seconds = limit.window().toSeconds();
    long window = clock.instant().getEpochSecond() / seconds;
    Instant ends = Instant.ofEpochSecond((window + 1) * seconds);
    String hash = HexFormat.of().formatHex(Ids.sha256(List.of(SourceNetwork.of(subject))), 0, 12);
    ItemKey key =
        partition.apply("LIMIT#" + limit.name() + "#" + hash + "#" + window).item("LIMIT");
    return new Count(
        Write.update(
            key,
            new Update().add("n", 1).set("ttl", ends.getEpochSecond() + seconds),
            // A counter that is not there is at zero, which a limit of zero does not allow.
            limit.most() > 0
                ? Condition.absent("n").or(Condition.less("n", limit.most()))
                : Condition.less("n", limit.most())),
        ends);
  }
}
