package io.marcado.platform.limits;

import io.marcado.domain.Plan;
import io.marcado.domain.TenantId;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throttles each business to its plan's rate on a shared stage. Like the throttling of a stage it
 * is a safety net. Each instance of a function counts in memory, and adds a batch of requests to
 * the counter of all instances with one write. If it cannot write the counter, it lets requests
 * pass.
 *
 * <p>A plan lets {@code m = 10 × requests per second + burst} requests through in a window of ten
 * seconds, and a batch is {@code b = m / 20}. An instance never has a whole batch uncounted, and
 * carries the rest into the next window. So in any {@code w} windows, {@code i} instances let
 * through at most {@code w × m + i × (b - 1)} requests: FREE has 240 a window, and 11 an instance
 * once. An instance that met a full window asks the counter at its first request of the next one.
 * So while a business stays over its limit, every later window lets through at most {@code m}.
 *
 * <p>An instance writes once a batch, and once a window while that is full. It does so for a quiet
 * business too: it cannot know what other instances see. That is a twelfth of a write for each
 * request of a FREE business, and less for the others.
 */
@Singleton
public final class PlanThrottle {
  private static final Logger LOG = LoggerFactory.getLogger(PlanThrottle.class);
  private static final int WINDOW_SECONDS = 10;
  static final Duration WINDOW = Duration.ofSeconds(WINDOW_SECONDS);
  private static final int BATCHES = 20;
  private static final int MOST_TENANTS = 1_000;

  private final Table table;
  private final PlanReader plans;
  private final InstantSource clock;
  private final Map<TenantId, Tally> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Tally> eldest) {
          return size() > MOST_TENANTS;
        }
      };

  /**
   * What this instance has seen of a business.
   *
   * @param uncounted requests that are not in the table's counter yet, less than a batch
   * @param full the last window that the table said is full
   */
  private record Tally(int uncounted, long full) {
    static final Tally NONE = new Tally(0, -1);
  }

  public PlanThrottle(Table table, PlanReader plans, InstantSource clock) {
    this.table = table;
    this.plans = plans;
    this.clock = clock;
  }

  /** The requests that a plan lets through in a window. */
  static int mostInWindow(Plan plan) {
    return plan.requestsPerSecond() * WINDOW_SECONDS + plan.burst();
  }

  /** Counts a request. Returns how long to wait when the request exceeds the limit. */
  public Optional<Duration> refuse(TenantId tenant) {
    Instant now = clock.instant();
    long window = now.getEpochSecond() / WINDOW_SECONDS;
    Optional<Plan> known = plan(tenant);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = known.get();
    int most = mostInWindow(plan);
    int batch = Math.max(1, most / BATCHES);
    boolean full = tally(tenant, window, batch).orElseGet(() -> flush(tenant, window, batch, most));
    return full
        ? Optional.of(Duration.between(now, Instant.ofEpochSecond((window + 1) * WINDOW_SECONDS)))
        : Optional.empty();
  }

  /** The plan: the smallest for a name that this release does not know, empty when unread. */
  private Optional<Plan> plan(TenantId tenant) {
    try {
      String name = plans.get(tenant);
      return Optional.of(
          Arrays.stream(Plan.values())
              .filter(plan -> plan.name().equals(name))
              .findFirst()
              .orElse(Plan.FREE));
    } catch (RuntimeException e) {
      LOG.warn("A plan could not be read: {}", Failures.summary(e));
      return Optional.empty();
    }
  }

  /** Counts in memory. Returns whether the window is full; empty when a batch must be written. */
  private Optional<Boolean> tally(TenantId tenant, long window, int batch) {
    synchronized (tallies) {
      Tally seen = tallies.getOrDefault(tenant, Tally.NONE);
      if (seen.full() == window) {
        return Optional.of(true);
      }
      boolean due = seen.uncounted() + 1 >= batch;
      tallies.put(tenant, new Tally(due ? 0 : seen.uncounted() + 1, seen.full()));
      return due ? Optional.empty() : Optional.of(false);
    }
  }

  private boolean flush(TenantId tenant, long window, int batch, int most) {
    if (count(tenant, window, batch, most)) {
      return false;
    }
    synchronized (tallies) {
      tallies.put(tenant, new Tally(batch - 1, window));
    }
    return true;
  }

  /** Adds a batch to the counter of all instances; false when the window has no room for it. */
  private boolean count(TenantId tenant, long window, int batch, int most) {
    try {
      Outcome outcome =
          table
              .of(tenant)
              .write(
                  Write.update(
                      ItemKey.of(tenant, "LIMIT#requests#" + window, "LIMIT"),
                      new Update().add("n", batch).set("ttl", (window + 2) * WINDOW_SECONDS),
                      Condition.absent("n").or(Condition.atMost("n", most - batch))));
      return !(outcome instanceof Outcome.Refused);
    } catch (RuntimeException e) {
      LOG.warn("Requests could not be counted: {}", Failures.summary(e));
      return true;
    }
  }
}
