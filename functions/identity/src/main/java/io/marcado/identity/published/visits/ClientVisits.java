package io.marcado.identity.published.visits;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often a client has booked, come, cancelled and not come. Each booking has a small item beside
 * its client's, with the newest state that was told of it, and one item has the sums of all of
 * them, counted anew with each change. So the same event again, or an older one, changes nothing;
 * and both go with the person, as all items of that partition do.
 */
@Singleton
public final class ClientVisits {
  private static final String SUMS = "VISITS";
  private static final String PERSON = "PERSON";
  private static final String PREFIX = "VISIT#";

  /** Most bookings ahead whose starts the sums keep, the soonest ones. */
  private static final int MOST_AHEAD = 100;

  private final Table table;

  public ClientVisits(Table table) {
    this.table = table;
  }

  /** What became of a booking. */
  public enum State {
    /** It is to take place, or nobody has said whether it did. */
    OPEN,
    COMPLETED,
    CANCELLED,
    NO_SHOW,
    /** It never was one, or is somebody else's by now. */
    NONE
  }

  /**
   * A booking as it was told last.
   *
   * @param version of the booking
   */
  public record Visit(String bookingId, long version, State state, Instant start) {}

  /**
   * The sums.
   *
   * @param total all bookings, also those to come
   * @param first start of the first one that took place or that nobody said it did not; null for
   *     none
   * @param last of the last one before now, likewise
   * @param next start of the next one; null for none
   */
  public record Counts(
      int total,
      int completed,
      int cancelled,
      int noShow,
      @Nullable Instant first,
      @Nullable Instant last,
      @Nullable Instant next) {}

  /** True when the bookings of a client were counted before. */
  public boolean isCounted(TenantId tenant, PersonId client) {
    return table.of(tenant).get(key(tenant, client, SUMS)).isPresent();
  }

  /**
   * Notes what was told of bookings, and counts anew if any of it is news.
   *
   * @return false, and nothing noted, for somebody whom the business has no record of
   */
  public boolean note(TenantId tenant, PersonId client, List<Visit> visits) {
    TableView view = table.of(tenant);
    if (view.get(key(tenant, client, PERSON)).isEmpty()) {
      return false;
    }
    boolean news = false;
    for (Visit visit : visits) {
      news |= isNews(view, tenant, client, visit);
    }
    if (news) {
      sum(view, tenant, client);
    }
    return true;
  }

  // A process may have died between its note and the count, so the same version counts again.
  private static boolean isNews(TableView view, TenantId tenant, PersonId client, Visit visit) {
    Outcome outcome =
        view.write(
            Write.put(
                key(tenant, client, PREFIX + visit.bookingId()),
                Item.builder()
                    .number("v", visit.version())
                    .text("s", visit.state().name())
                    .instant("at", visit.start())
                    .build(),
                Condition.ITEM_ABSENT.or(Condition.atMost("v", visit.version()))));
    return switch (outcome) {
      case Outcome.Written _ -> true;
      case Outcome.Refused _ -> false;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** Counts all bookings of a client anew, from what was noted of them. */
  private void sum(TableView view, TenantId tenant, PersonId client) {
    ItemKey key = key(tenant, client, SUMS);
    OptimisticRetry.untilWritten(
        () -> {
          // Read before the bookings: a later writer of the sums has seen as many of them.
          Optional<Long> seen = view.get(key).map(item -> item.number("v"));
          List<Item> visits =
              view.queryAll(
                  Selection.of(PersonAccess.partition(tenant, client)).beginningWith(PREFIX));
          Condition unchanged =
              seen.map(version -> Condition.equal("v", version)).orElse(Condition.ITEM_ABSENT);
          return view.write(Write.put(key, sums(visits, seen.orElse(0L) + 1), unchanged))
                  instanceof Outcome.Written
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  private static Item sums(List<Item> visits, long version) {
    List<Instant> open = starts(visits, State.OPEN);
    List<Instant> came = starts(visits, State.COMPLETED);
    Item.Builder item =
        Item.builder()
            .number("v", version)
            .number("open", open.size())
            .number("completed", came.size())
            .number("cancelled", starts(visits, State.CANCELLED).size())
            .number("noShow", starts(visits, State.NO_SHOW).size())
            // Those that take place later go into the last one's place as time goes by.
            .texts("ahead", open.stream().limit(MOST_AHEAD).map(Instant::toString).toList());
    if (!came.isEmpty()) {
      item.instant("first", came.getFirst()).instant("last", came.getLast());
    }
    return item.build();
  }

  private static List<Instant> starts(List<Item> visits, State state) {
    return visits.stream()
        .filter(item -> item.text("s").equals(state.name()))
        .map(item -> item.instant("at"))
        .sorted()
        .toList();
  }

  /** The sums, by one read of a small item; zeros for somebody who was never counted. */
  public Counts counts(TenantId tenant, PersonId client, Instant now) {
    return table
        .of(tenant)
        .get(key(tenant, client, SUMS))
        .map(item -> counts(item, now))
        .orElse(new Counts(0, 0, 0, 0, null, null, null));
  }

  private static Counts counts(Item item, Instant now) {
    List<Instant> open = item.texts("ahead").stream().map(Instant::parse).toList();
    int completed = item.integer("completed");
    int cancelled = item.integer("cancelled");
    int noShow = item.integer("noShow");
    List<Instant> past =
        Stream.concat(
                open.stream().filter(start -> !start.isAfter(now)),
                Stream.of("first", "last").flatMap(name -> item.optionalInstant(name).stream()))
            .sorted()
            .toList();
    return new Counts(
        item.integer("open") + completed + cancelled + noShow,
        completed,
        cancelled,
        noShow,
        past.isEmpty() ? null : past.getFirst(),
        past.isEmpty() ? null : past.getLast(),
        open.stream().filter(start -> start.isAfter(now)).findFirst().orElse(null));
  }

  private static ItemKey key(TenantId tenant, PersonId client, String sort) {
    return PersonAccess.partition(tenant, client).item(sort);
  }
}
