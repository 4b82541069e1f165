package io.marcado.bookings.realign;

import io.marcado.bookings.blocks.BlockRealigner;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.TzRelease;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.TenantDirectory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Realigns the bookings and blocks of all businesses after a release that brought new rules of
 * zones. It goes through all of them until half an hour after it first saw the release: until then
 * an old instance of a function may still have made a booking by old rules.
 */
@Singleton
public final class ReleaseRealignment {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseRealignment.class);
  private static final ItemKey PROGRESS = ItemKey.platform("TZ", "REALIGNED");
  private static final Duration OLD_INSTANCES = Duration.ofMinutes(30);

  /** Before every id of a business. */
  private static final String FIRST = "0";

  /** Keep so much time for one business. */
  private static final Duration FOR_ONE_BUSINESS = Duration.ofSeconds(20);

  /** Most bookings in a report: Lambda answers with 6 MB at most. */
  private static final int MOST_LISTED = 5_000;

  private final Table table;
  private final TenantDirectory directory;
  private final Realigner realigner;
  private final BlockRealigner blockRealigner;

  ReleaseRealignment(
      Table table, TenantDirectory directory, Realigner realigner, BlockRealigner blockRealigner) {
    this.table = table;
    this.directory = directory;
    this.realigner = realigner;
    this.blockRealigner = blockRealigner;
  }

  /**
   * The result of going through the businesses.
   *
   * @param tzRelease the release of the rules
   * @param counts bookings and sessions by outcome
   * @param bookings at most 5000 of them
   * @param sessions of classes, likewise
   * @param blocks how many blocks were moved, or are to move
   * @param blocksLeft how many of them have to come again
   * @param failed businesses whose bookings or blocks could not be read or moved
   * @param next the business to go on after; null when all were reached
   */
  public record Report(
      String tzRelease,
      Map<Outcome, Integer> counts,
      List<Line> bookings,
      List<SessionLine> sessions,
      int blocks,
      int blocksLeft,
      List<String> failed,
      @Nullable String next) {

    /** True when a business, a booking or a block that was reached has to come again. */
    boolean leavesSomething() {
      return !failed.isEmpty() || blocksLeft > 0 || counts.containsKey(Outcome.CHANGED);
    }
  }

  /** A booking in a report, which operators read: without what it says of people. */
  public record Line(String tenantId, Listed booking) {
    static Line of(TenantId tenant, Realigned one) {
      return new Line(
          tenant.value(),
          new Listed(
              one.bookingId(),
              one.agreed(),
              one.from(),
              one.to(),
              one.localStart(),
              one.outcome()));
    }
  }

  /** A session in a report. */
  public record SessionLine(
      String tenantId,
      ClassSessionId sessionId,
      LocalStart agreed,
      Instant from,
      Instant to,
      LocalStart localStart,
      Outcome outcome) {
    static SessionLine of(TenantId tenant, RealignedSession one) {
      return new SessionLine(
          tenant.value(),
          one.session().id(),
          one.session().localStart(),
          one.from(),
          one.to(),
          one.localStart(),
          one.outcome());
    }
  }

  /** What a report has of {@link Realigned}. */
  public record Listed(
      BookingId bookingId,
      LocalStart agreed,
      Instant from,
      Instant to,
      LocalStart localStart,
      Outcome outcome) {}

  /**
   * How far the present release is.
   *
   * @param since when it was first seen
   * @param after the business to go on after, if the last run did not reach all
   * @param left true when something of the businesses before it has to come again
   */
  private record Progress(
      String tzRelease, Instant since, Optional<String> after, boolean left, boolean done) {
    static Progress of(Item item) {
      return new Progress(
          item.text("tzRelease"),
          item.instant("since"),
          item.optionalText("after"),
          item.flag("left"),
          item.flag("done"));
    }

    Item item() {
      return Item.builder()
          .text("tzRelease", tzRelease)
          .instant("since", since)
          .text("after", after.orElse(null))
          .flag("left", left)
          .flag("done", done)
          .build();
    }
  }

  /** Does what is left to do for the present release. Usually that is one read. */
  public void run(Instant now) {
    String release = TzRelease.current().name();
    Progress progress =
        table
            .platform()
            .get(PROGRESS)
            .map(Progress::of)
            .filter(found -> found.tzRelease().equals(release))
            .orElseGet(() -> new Progress(release, now, Optional.empty(), false, false));
    if (progress.done()) {
      return;
    }
    // A business of which something is left comes again: next names the one before it.
    Report report = all(true, progress.after(), now);
    boolean left = progress.left() || report.leavesSomething();
    boolean reachedAll = report.next() == null;
    boolean done = reachedAll && !left && !now.isBefore(progress.since().plus(OLD_INSTANCES));
    table
        .platform()
        .write(
            Write.put(
                PROGRESS,
                new Progress(
                        release,
                        progress.since(),
                        Optional.ofNullable(report.next()),
                        left && !reachedAll,
                        done)
                    .item()));
  }

  /**
   * Goes through the businesses, by id.
   *
   * @param apply false to only list what is due
   * @param after the business to go on after; empty to begin with the first
   */
  public Report all(boolean apply, Optional<String> after, Instant now) {
    Tally tally = new Tally();
    Optional<String> last = after;
    for (TenantId tenant : directory.all()) {
      if (after.isPresent() && tenant.value().compareTo(after.get()) <= 0) {
        continue;
      }
      if (!Deadline.leaves(FOR_ONE_BUSINESS)) {
        return tally.report(last.orElse(FIRST));
      }
      Realigner.All found = new Realigner.All(List.of(), List.of());
      try {
        // Before the bookings, so that none finds a block where it is to go that leaves too.
        BlockRealigner.Realigned moved =
            apply
                ? blockRealigner.apply(tenant, now)
                : new BlockRealigner.Realigned(blockRealigner.due(tenant, now), 0);
        tally.blocks += moved.moved();
        tally.blocksLeft += moved.left();
        found = of(tenant, apply, now);
      } catch (RuntimeException e) {
        // One that fails must not stop the others.
        LOG.error(
            "Bookings or blocks of tenant {} cannot be realigned: {}",
            tenant,
            Failures.summary(e),
            Failures.withoutMessages(e));
        tally.failed.add(tenant.value());
      }
      tally.count(tenant, found);
      found.sessions().forEach(session -> tell(tenant, session));
      found.bookings().forEach(booking -> tell(tenant, booking));
      if (apply && isLeft(found)) {
        return tally.report(last.orElse(FIRST));
      }
      last = Optional.of(tenant.value());
    }
    return tally.report(null);
  }

  /** A report in the making. */
  private static final class Tally {
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<Line> lines = new ArrayList<>();
    private final List<SessionLine> sessionLines = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int blocks;
    private int blocksLeft;

    void count(TenantId tenant, Realigner.All found) {
      for (RealignedSession session : found.sessions()) {
        counts.merge(session.outcome(), 1, Integer::sum);
        if (sessionLines.size() < MOST_LISTED) {
          sessionLines.add(SessionLine.of(tenant, session));
        }
      }
      for (Realigned booking : found.bookings()) {
        counts.merge(booking.outcome(), 1, Integer::sum);
        if (lines.size() < MOST_LISTED) {
          lines.add(Line.of(tenant, booking));
        }
      }
    }

    Report report(@Nullable String next) {
      return new Report(
          TzRelease.current().name(),
          counts,
          lines,
          sessionLines,
          blocks,
          blocksLeft,
          failed,
          next);
    }
  }

  private static boolean isLeft(Realigner.All found) {
    return found.bookings().stream().anyMatch(one -> one.outcome() == Outcome.DUE)
        || found.sessions().stream().anyMatch(one -> one.outcome() == Outcome.DUE);
  }

  private Realigner.All of(TenantId tenant, boolean apply, Instant now) {
    Realignment realignment = Realignment.toPresentRules();
    return apply
        ? realigner.applyAll(tenant, realignment, now)
        : realigner.allDue(tenant, realignment, now);
  }

  private static void tell(TenantId tenant, RealignedSession session) {
    if (session.outcome() == Outcome.CONFLICT) {
      LOG.error(
          "A session cannot begin at its local start, since that time is taken: {}, {}",
          tenant,
          session.session().id());
    }
  }

  private static void tell(TenantId tenant, Realigned booking) {
    if (booking.outcome() == Outcome.CONFLICT) {
      // An error, so that the alarm rings: only people can decide.
      LOG.error(
          "A booking cannot begin at its local start, since that time is taken: {}, {}",
          tenant,
          booking.bookingId());
    }
  }
}
