package io.marcado.bookings.store;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Interval;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds bookings by start, through the table's indexes. They are eventually consistent. */
@Singleton
public final class BookingIndex {
  private static final Pattern POSITION =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z)#([a-z2-7]{26})");

  /** Most bookings in an answer without pages. */
  public static final int MOST = 5_000;

  /** Longer than a booking lasts with its buffers. */
  static final Duration LONGEST = Duration.ofMinutes(BookableService.MAXIMUM_DURATION).plusDays(1);

  /** Longer than the buffers before a booking. */
  private static final Duration BUFFERS = Duration.ofDays(2);

  private static final int MOST_LAST = 10;

  /** Each looks at a few thousand entries, even if few of them match the filter. */
  private static final int MOST_PAGES = 8;

  private final Table table;
  private final LongBookings longOnes;

  public BookingIndex(Table table) {
    this.table = table;
    this.longOnes = new LongBookings(table);
  }

  /**
   * The filter of a query. A booking must match all conditions.
   *
   * @param clientId the client; empty for all clients
   * @param from earliest start
   * @param to exclusive end of the starts
   * @param resourceId a resource with any part in the booking
   * @param seriesId the series that it is of
   * @param confirmed whether its client has confirmed to come
   */
  public record Filter(
      Optional<PersonId> clientId,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<BookingStatus> status,
      Optional<ResourceId> resourceId,
      Optional<ServiceId> serviceId,
      Optional<SeriesId> seriesId,
      Optional<Boolean> confirmed) {

    /** One of whatever series, or none, confirmed or not. */
    public Filter(
        Optional<PersonId> clientId,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<BookingStatus> status,
        Optional<ResourceId> resourceId,
        Optional<ServiceId> serviceId) {
      this(clientId, from, to, status, resourceId, serviceId, Optional.empty(), Optional.empty());
    }

    boolean hasStatus(Booking booking) {
      return status.filter(wanted -> wanted != booking.status()).isEmpty();
    }

    /** The stored status of bookings that can be shown in the wanted one. */
    private Optional<Condition> stored() {
      return status.map(
          wanted ->
              switch (wanted) {
                // A request that has lapsed may still be stored as PENDING.
                case EXPIRED, CONFIRMED ->
                    Condition.oneOf("status", List.of(wanted, BookingStatus.PENDING));
                default -> Condition.equal("status", wanted);
              });
    }
  }

  /**
   * A page of bookings by start. When few match the filter, a page may be short or empty and still
   * have a next one.
   *
   * @param position the cursor of an earlier page
   * @param now each booking is shown as it is at this moment: see {@link Booking#at}
   * @throws io.marcado.platform.paging.ForeignPositionException for a cursor of another list
   */
  public Page<Booking> page(
      TenantId tenant, Filter filter, int limit, Optional<String> position, Instant now) {
    Page<Booking> page =
        page(tenant, selection(tenant, filter), limit, position).map(booking -> booking.at(now));
    return new Page<>(page.items().stream().filter(filter::hasStatus).toList(), page.next());
  }

  private Page<Booking> page(
      TenantId tenant, Selection selection, int limit, Optional<String> position) {
    // A cursor is valid only for the list that gave it, so not for other dates.
    Selection rest =
        selection.after(
            position,
            place ->
                Optional.of(POSITION.matcher(place))
                    .filter(Matcher::matches)
                    .map(form -> BookingItem.key(tenant, new BookingId(form.group(2)))));
    return table.of(tenant).query(rest, limit).map(BookingItem::fromItem);
  }

  /**
   * All bookings of a status that have time of theirs within an interval, by start.
   *
   * @param status empty for every status that keeps its time
   * @param now each booking is shown as it is at this moment
   * @return empty when they are more than {@value #MOST}, or lie among too many others
   */
  public Optional<List<Booking>> within(
      TenantId tenant,
      Interval interval,
      Optional<ResourceId> resourceId,
      Optional<BookingStatus> status,
      Instant now) {
    Filter filter =
        new Filter(
            Optional.empty(),
            Optional.of(interval.start().minus(LongBookings.DAY)),
            Optional.of(interval.end()),
            status,
            resourceId,
            Optional.empty());
    Selection selection = selection(tenant, filter);
    List<Booking> found = new ArrayList<>();
    Optional<List<Booking>> longOnes = this.longOnes.reaching(tenant, interval, MOST);
    if (longOnes.isEmpty()) {
      return Optional.empty();
    }
    longOnes.get().stream()
        .filter(booking -> resourceId.filter(id -> !booking.resourceIds().contains(id)).isEmpty())
        .map(booking -> booking.at(now))
        .filter(booking -> isIn(filter, booking))
        .forEach(found::add);
    Optional<String> next = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page<Booking> page = page(tenant, selection, MOST, next);
      page.items().stream()
          .map(booking -> booking.at(now))
          .filter(booking -> isIn(filter, booking))
          .filter(booking -> booking.time().overlaps(interval))
          .forEach(found::add);
      if (found.size() > MOST) {
        return Optional.empty();
      }
      if (page.next().isEmpty()) {
        return Optional.of(found);
      }
      next = page.next();
    }
    return Optional.empty();
  }

  private static boolean isIn(Filter filter, Booking booking) {
    return filter.hasStatus(booking)
        && (filter.status().isPresent() || booking.status().keepsTime());
  }

  /**
   * The bookings that keep time of some resources around an interval, whatever their buffers: those
   * that start up to {@link #LONGEST} before it, and up to two days after it.
   *
   * @param now each booking is shown as it is at this moment
   */
  public List<Booking> around(
      TenantId tenant, Interval interval, Collection<ResourceId> resourceIds, Instant now) {
    Condition ofResources =
        new Condition(
            String.join(" OR ", Collections.nCopies(resourceIds.size(), "contains(#, :)")),
            Collections.nCopies(resourceIds.size(), "resourceIds"),
            resourceIds.stream().map(id -> AttributeValue.fromS(id.value())).toList());
    Selection around =
        Selection.of(Index.GSI1, BookingItem.all(tenant))
            .between(
                interval.start().minus(LONGEST).toString(), interval.end().plus(BUFFERS).toString())
            .where(
                ofResources.and(
                    Condition.oneOf(
                        "status",
                        Stream.of(BookingStatus.values())
                            .filter(BookingStatus::keepsTime)
                            .toList())));
    return table.of(tenant).queryAll(around).stream()
        .map(BookingItem::fromItem)
        .map(booking -> booking.at(now))
        .filter(booking -> booking.status().keepsTime())
        .toList();
  }

  /**
   * The main resource of a client's last booking, or part of a visit, that has begun and was not
   * given up, as far as it is one of these; by one query that looks at {@value #MOST_LAST} bookings
   * at most.
   */
  public Optional<ResourceId> lastOf(
      TenantId tenant, PersonId client, Instant now, Collection<ResourceId> mains) {
    Selection begun =
        Selection.of(Index.GSI2, BookingItem.ofClient(tenant, client))
            // Past the id: what starts in this second has begun.
            .between("0", now.truncatedTo(ChronoUnit.SECONDS) + "~")
            .descending();
    return table.of(tenant).query(begun, MOST_LAST).items().stream()
        .map(BookingItem::fromItem)
        .map(booking -> booking.at(now))
        .filter(
            booking -> booking.status().keepsTime() || booking.status() == BookingStatus.COMPLETED)
        .flatMap(BookingIndex::mains)
        .filter(mains::contains)
        .findFirst();
  }

  /** Whom the client had, the last one of a visit first. */
  private static Stream<ResourceId> mains(Booking booking) {
    return booking.visit().isEmpty()
        ? Stream.of(booking.mainResourceId())
        : booking.visit().reversed().stream().map(part -> part.resourceIds().getFirst());
  }

  private static Selection selection(TenantId tenant, Filter filter) {
    Selection all =
        filter
            .clientId()
            .map(client -> Selection.of(Index.GSI2, BookingItem.ofClient(tenant, client)))
            .orElseGet(() -> Selection.of(Index.GSI1, BookingItem.all(tenant)));
    Selection between = all.between(least(filter), most(filter));
    return Stream.of(
            filter.stored(),
            filter.serviceId().map(UpcomingBookings::ofService),
            filter.seriesId().map(id -> Condition.equal(RowNotes.SERIES, id.value())),
            filter
                .confirmed()
                .map(
                    yes ->
                        yes
                            ? Condition.present(BookingItem.CONFIRMED_AT)
                            : Condition.absent(BookingItem.CONFIRMED_AT)),
            filter.resourceId().map(id -> Condition.contains("resourceIds", id.value())))
        .flatMap(Optional::stream)
        .reduce(Condition::and)
        .map(between::where)
        .orElse(between);
  }

  private static String least(Filter filter) {
    return filter.from().map(Instant::toString).orElse("0");
  }

  // A position is an instant with more behind it, so one that starts at the end is greater.
  private static String most(Filter filter) {
    return filter.to().map(Instant::toString).orElse("9");
  }
}
