package io.marcado.catalog.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.catalog.categories.CategoryType;
import io.marcado.catalog.entries.Entries;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryRefusal;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.catalog.entries.Listing;
import io.marcado.catalog.entries.References;
import io.marcado.catalog.entries.References.Reference;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.OpenWindows;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.time.DayOverride;
import io.marcado.platform.audit.Change;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The resources of a business, with the hours of single dates. */
@Singleton
public final class Resources extends Entries<ResourceDetails> {
  /** Most dates with hours of their own. */
  public static final int MOST_OVERRIDES = 366;

  /** As many as fit well into one update expression. */
  private static final int MOST_PRUNED = 100;

  private final References references;
  private final PersonLinks links;
  private final SettingsReader settings;
  private final UpcomingBookings upcoming;

  public Resources(
      Table table,
      Ids ids,
      References references,
      PersonLinks links,
      SettingsReader settings,
      UpcomingBookings upcoming) {
    super(ResourceType.INSTANCE, table, ids);
    this.references = references;
    this.links = links;
    this.settings = settings;
    this.upcoming = upcoming;
  }

  @Override
  protected List<Fault> faults(
      Actor actor, Optional<ResourceDetails> before, ResourceDetails after) {
    List<Fault> faults =
        new ArrayList<>(links.faults(actor, before.map(ResourceDetails::personId), after));
    String category = after.categoryId();
    if (category != null
        && !category.equals(before.map(ResourceDetails::categoryId).orElse(null))) {
      faults.addAll(
          references.faults(
              actor.tenant(),
              List.of(new Reference("/categoryId", CategoryType.INSTANCE, category))));
    }
    return faults;
  }

  @Override
  protected List<Write> claims(
      TenantId tenant, String id, Optional<ResourceDetails> before, ResourceDetails after) {
    PersonId person = after.personId();
    return person == null || before.map(ResourceDetails::personId).equals(Optional.of(person))
        ? List.of()
        : List.of(links.claim(tenant, person, id));
  }

  /** A page of resources, by name, as the actor may see them. */
  Page<ResourceView> views(Actor actor, Listing listing) {
    Page<Entry<ResourceDetails>> page = list(actor, listing);
    Set<PersonId> people = peopleShownTo(actor, page.items());
    return page.map(resource -> ResourceView.of(resource, people));
  }

  /** The links of these resources to people that the actor may see. */
  Set<PersonId> peopleShownTo(Actor actor, Collection<Entry<ResourceDetails>> resources) {
    return links.shownTo(actor, resources);
  }

  /**
   * Sets the hours of one date. Each date is written alone, so that many may be set at once. When
   * there is no more room, dates that are past make some.
   *
   * @return the hours; refused for a date that is past, or when there are too many
   */
  public Result<DayOverride, EntryRefusal> putOverride(
      Actor actor, String id, LocalDate date, DayOverride day, Instant now) {
    TenantId tenant = actor.tenant();
    LocalDate today = settings.fresh(tenant).timeline().dateOf(now);
    if (date.isBefore(today)) {
      return refused(FaultCode.OUT_OF_RANGE, "must not be in the past");
    }
    return OptimisticRetry.untilWritten(
        () -> {
          Result<Optional<Entry<ResourceDetails>>, EntryRefusal> first =
              set(actor, id, date, day, List.of(), now);
          if (!(first
                  instanceof
                  Result.Done<Optional<Entry<ResourceDetails>>, EntryRefusal>(
                      Optional<Entry<ResourceDetails>> full))
              || full.isEmpty()) {
            return Optional.of(first.map(_ -> day));
          }
          if (full.get().isDeleted()) {
            return Optional.of(Result.refused(notFound()));
          }
          List<LocalDate> past = past(full.get(), today);
          if (past.isEmpty()) {
            return Optional.of(
                refused(
                    FaultCode.TOO_LONG,
                    "is one too many: a resource has at most %d dates with hours of their own"
                        .formatted(MOST_OVERRIDES)));
          }
          return set(actor, id, date, day, past, now)
                      instanceof
                      Result.Done<Optional<Entry<ResourceDetails>>, EntryRefusal>(var still)
                  && still.isEmpty()
              ? Optional.of(Result.done(day))
              : Optional.empty();
        });
  }

  /**
   * Gives a date back to the weekly hours. Does nothing when it has none of its own.
   *
   * @return the date
   */
  public Result<LocalDate, EntryRefusal> deleteOverride(
      Actor actor, String id, LocalDate date, Instant now) {
    return update(
            actor,
            id,
            new Update().remove(path(date)),
            Optional.of(Condition.present(path(date))),
            changedHours(actor, id, date, Optional.empty(), now),
            now)
        .then(
            other ->
                other.filter(Entry::isDeleted).isPresent()
                    ? Result.refused(notFound())
                    : Result.done(date));
  }

  @Override
  protected Optional<BookingsOutside> bookingsOf(Actor actor, String id, Instant now) {
    ResourceId resourceId = new ResourceId(id);
    return upcoming.outside(
        actor,
        now,
        booking -> booking.resourceIds().contains(resourceId),
        session -> session.resourceIds().contains(resourceId));
  }

  /**
   * Why a resource should not be changed: it would take no bookings any more, or upcoming bookings
   * would lie outside its new hours.
   */
  public Optional<EntryRefusal> whyNotChange(
      Actor actor, EntryUpdate<ResourceDetails> update, Instant now) {
    return target(actor.tenant(), update.id(), update.version())
        .flatMap(
            present -> {
              ResourceDetails after = update.details().apply(present.details());
              if (present.details().active() && !after.active()) {
                return bookingsOf(actor, update.id(), now)
                    .map(EntryRefusal.LeavesBookingsOutside::new);
              }
              return closing(actor, present, after, now);
            });
  }

  /**
   * Why the hours of one date should not be changed: upcoming bookings would lie outside them.
   *
   * @param day the new hours of the date; empty for the weekly hours
   */
  public Optional<EntryRefusal> whyNotOverride(
      Actor actor, String id, LocalDate date, Optional<DayOverride> day, Instant now) {
    return target(actor.tenant(), id, Optional.empty())
        .flatMap(
            present -> {
              Map<LocalDate, DayOverride> overrides = new HashMap<>(present.details().overrides());
              overrides.remove(date);
              day.ifPresent(hours -> overrides.put(date, hours));
              return closing(actor, present, present.details().withOverrides(overrides), now);
            });
  }

  private Optional<EntryRefusal> closing(
      Actor actor, Entry<ResourceDetails> present, ResourceDetails changed, Instant now) {
    BookableResource before = ResourceType.bookable(present);
    BookableResource after =
        new BookableResource(
            before.id(),
            before.name(),
            before.kind(),
            before.capacity(),
            Optional.ofNullable(changed.weeklyHours()),
            changed.overrides(),
            changed.calendar(),
            before.active());
    if (after.equals(before)) {
      return Optional.empty();
    }
    OpenWindows open = new OpenWindows(settings.fresh(actor.tenant()));
    return upcoming
        .outside(
            actor,
            now,
            booking ->
                booking.resourceIds().contains(before.id())
                    && open.cover(before, booking.time())
                    && !open.cover(after, booking.time()))
        .map(EntryRefusal.LeavesBookingsOutside::new);
  }

  private static <T> Result<T, EntryRefusal> refused(FaultCode code, String detail) {
    return Result.refused(new EntryRefusal.Faulty(List.of(Fault.path("date", code, detail))));
  }

  private static List<LocalDate> past(Entry<ResourceDetails> resource, LocalDate today) {
    return resource.details().overrides().keySet().stream()
        .filter(date -> date.isBefore(today))
        .sorted()
        .limit(MOST_PRUNED)
        .toList();
  }

  /** Sets the hours of a date when it has some, or when there is room, which past dates make. */
  private Result<Optional<Entry<ResourceDetails>>, EntryRefusal> set(
      Actor actor, String id, LocalDate date, DayOverride day, List<LocalDate> past, Instant now) {
    Update change = new Update().set(path(date), ResourceType.value(day));
    Condition room =
        Condition.present(path(date)).or(Condition.smaller(ResourceType.OVERRIDES, MOST_OVERRIDES));
    for (LocalDate gone : past) {
      change.remove(path(gone));
    }
    return update(
        actor,
        id,
        change,
        // One date that is still there to be removed makes the room.
        Optional.of(past.isEmpty() ? room : room.or(Condition.present(path(past.getFirst())))),
        changedHours(actor, id, date, Optional.of(day), now),
        now);
  }

  // The texts about a person are erased with the person.
  @Override
  protected Set<String> hidden(JsonNode details) {
    return details.path("kind").asText().equals(ResourceKind.PERSON.name())
        ? Set.of("name", "description", "attributes")
        : Set.of();
  }

  /** What the audit trail says of a date's own hours, by one more read. */
  private Change changedHours(
      Actor actor, String id, LocalDate date, Optional<DayOverride> after, Instant now) {
    Optional<DayOverride> before =
        find(actor.tenant(), id).map(found -> found.details().overrides().get(date));
    return change(actor, id, "updated", hours(date, before), hours(date, after), now);
  }

  private static JsonNode hours(LocalDate date, Optional<DayOverride> day) {
    Map<String, AttributeValue> dates =
        day.map(hours -> Map.of(date.toString(), ResourceType.value(hours))).orElse(Map.of());
    return Change.json(
        Item.of(Map.of(ResourceType.OVERRIDES, AttributeValue.fromM(dates))), _ -> true);
  }

  private static String path(LocalDate date) {
    return ResourceType.OVERRIDES + "." + date;
  }
}
