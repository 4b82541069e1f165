package io.marcado.platform.limits;

import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rate limiter with fixed windows. One conditional write counts and decides at once, so parallel
 * requests cannot slip through. If it cannot write the counter the request fails: we do nothing
 * that costs money without counting it.
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
   * @param name the limited action, for example {@code sign-up}
   * @param most most attempts in one window; zero allows none
   * @param window length of the window; windows start at multiples of it since the epoch
   */
  public record Limit(String name, int most, Duration window) {
    /** The same counter with another limit. */
    public Limit withMost(int other) {
      return new Limit(name, other, window);
    }
  }

  /**
   * Counts one attempt.
   *
   * @return the time until the window ends if the limit is reached; empty if the attempt was
   *     counted
   */
  @CheckReturnValue
  public Optional<Duration> count(TableView table, Count count) {
    return switch (table.write(count.write())) {
      case Outcome.Written _ -> Optional.empty();
      case Outcome.Refused _ -> Optional.of(count.retryAfter(clock.instant()));
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** Takes one off a count that was made for what did not happen after all. */
  public void takeBack(TableView table, Count count) {
    if (table.write(count.credit(1)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /**
   * Counts one attempt in several counters.
   *
   * @return the limits that are reached, and then nothing was counted; empty if it was
   */
  @CheckReturnValue
  public List<LimitPolicy> count(TableView table, Tally tally) {
    return switch (table.write(tally.write())) {
      case Outcome.Written _ -> List.of();
      case Outcome.Refused refused -> {
        List<LimitPolicy> reached = tally.reached(refused.presentAt(0));
        // It was reached when the write came, even if a credit has come since.
        yield reached.isEmpty() ? List.of(tally.counters().getLast().row()) : reached;
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** Writes the note of a tally that counts nothing. */
  public void note(TableView table, Tally tally) {
    if (table.write(tally.write()) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /** Takes one off the counts that were made for what did not happen after all. */
  public void takeBack(TableView table, Tally tally) {
    if (table.write(tally.credit(1)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /**
   * A count as a write, of its own or as part of a transaction.
   *
   * @param write refused when the limit is reached
   * @param ends when the window ends
   * @param most the limit
   */
  public record Count(Write write, Instant ends, int most) {

    /** The time until the next window, for a refused write. */
    public Duration retryAfter(Instant now) {
      return Duration.between(now, ends);
    }

    /** True when this counter has already reached its limit. */
    public boolean isReached(Item counter) {
      return counter.optionalNumber("n").orElse(0L) >= most;
    }

    /** The same among items that were read; a counter at zero is missing. */
    public boolean isReached(Map<ItemKey, Item> read) {
      return Optional.ofNullable(read.get(write.key())).filter(this::isReached).isPresent();
    }

    /** The write that takes some off the counter; it is never refused. */
    public Write credit(int worth) {
      return Write.update(
          write.key(),
          new Update()
              .add("n", -worth)
              .set("ttl", ends.plus(Duration.ofHours(1)).getEpochSecond()));
    }
  }

  /**
   * Prepares a count in the platform's partition, over all businesses.
   *
   * @param subject the address or phone number whose attempts count, stored only as a hash; an IPv6
   *     address counts as its {@link SourceNetwork}
   */
  public Count ofPlatform(Limit limit, String subject) {
    return prepare(PartitionKey::platform, limit, subject);
  }

  /**
   * Prepares a count in the partition of a business.
   *
   * @param subject as in {@link #ofPlatform}
   */
  public Count ofTenant(TenantId tenant, Limit limit, String subject) {
    return prepare(partition -> PartitionKey.of(tenant, partition), limit, subject);
  }

  /** The same for what a business does as a whole. */
  public Count ofTenant(TenantId tenant, Limit limit) {
    return ofTenant(tenant, limit, tenant.value());
  }

  /**
   * Prepares counts in one item of the platform's partition.
   *
   * @param name of the item
   * @param subject as in {@link #ofPlatform}
   */
  public Tally tallyOfPlatform(String name, String subject) {
    return tally(PartitionKey::platform, name, subject);
  }

  /** The same in the partition of a business, for what it does as a whole. */
  public Tally tallyOfTenant(TenantId tenant, String name) {
    return tally(partition -> PartitionKey.of(tenant, partition), name, tenant.value());
  }

  private Tally tally(Function<String, PartitionKey> partition, String name, String subject) {
    Instant now = clock.instant();
    return new Tally(
        item(partition, name, subject, now, Duration.ofDays(1).toSeconds()),
        now,
        List.of(),
        Optional.empty());
  }

  /**
   * Where the tallies of a subject of the platform are, of today and of so many days before, the
   * newest first.
   */
  public List<ItemKey> daysOfPlatform(String name, String subject, int before) {
    Duration day = Duration.ofDays(1);
    return Stream.iterate(clock.instant(), instant -> instant.minus(day))
        .limit(1L + before)
        .map(at -> item(PartitionKey::platform, name, subject, at, day.toSeconds()))
        .toList();
  }

  private Count prepare(Function<String, PartitionKey> partition, Limit limit, String subject) {
    long seconds = limit.window().toSeconds();
    Instant now = clock.instant();
    Instant ends = Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
    ItemKey key = item(partition, limit.name(), subject, now, seconds);
    return new Count(
        Write.update(
            key,
            new Update().add("n", 1).set("ttl", ends.getEpochSecond() + seconds),
            // A missing counter is at zero, and a limit of zero does not allow that.
            limit.most() > 0
                ? Condition.absent("n").or(Condition.less("n", limit.most()))
                : Condition.less("n", limit.most())),
        ends,
        limit.most());
  }

  private static ItemKey item(
      Function<String, PartitionKey> partition,
      String name,
      String subject,
      Instant now,
      long seconds) {
    String hash = HexFormat.of().formatHex(Ids.sha256(List.of(SourceNetwork.of(subject))), 0, 12);
    long window = now.getEpochSecond() / seconds;
    return partition.apply("LIMIT#" + name + "#" + hash + "#" + window).item("LIMIT");
  }
}
