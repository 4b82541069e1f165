package io.marcado.trail.history;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReader;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.Contact;
import io.marcado.identity.published.PeopleReader;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Change.Subject;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.audit.Doer;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of a booking, in the reader's language. Staff learn who of the team did it; a client
 * learns of the own booking that the business did, and nothing of changed texts, since these may be
 * notes that are not for clients.
 */
@Singleton
final class History {
  private final Changes changes;
  private final BookingReader bookings;
  private final CatalogReader catalog;
  private final PeopleReader people;
  private final SettingsReader settings;

  History(
      Changes changes,
      BookingReader bookings,
      CatalogReader catalog,
      PeopleReader people,
      SettingsReader settings) {
    this.changes = changes;
    this.bookings = bookings;
    this.catalog = catalog;
    this.people = people;
    this.settings = settings;
  }

  /** A page of it, oldest first; empty when there is no such booking for the reader. */
  Optional<Page<HistoryEntry>> page(
      Actor reader, BookingId bookingId, PageRequest page, Instant now) {
    boolean staff = reader.may(Permission.BOOKINGS_READ);
    Optional<BookingImage> booking =
        bookings.find(reader.tenant(), bookingId).filter(found -> staff || isOwn(reader, found));
    return booking.map(
        _ -> {
          Page<Change> found =
              changes.page(
                  reader.tenant(),
                  Changes.Filter.of(Subject.BOOKING, bookingId.value()),
                  false,
                  page,
                  now);
          List<Change> shown =
              found.items().stream().filter(change -> staff || !isOfTexts(change)).toList();
          return new Page<>(told(reader, staff, shown), found.next());
        });
  }

  private static boolean isOwn(Actor reader, BookingImage booking) {
    return reader instanceof Actor.Person person && person.id().equals(booking.clientId());
  }

  private static boolean isOfTexts(Change change) {
    return change.after().isEmpty();
  }

  private List<HistoryEntry> told(Actor reader, boolean staff, List<Change> shown) {
    OrganizationSettings business = settings.get(reader.tenant());
    Map<String, String> members = staff ? members(reader, shown) : Map.of();
    Told told =
        new Told(
            locale(reader).orElse(business.locale()),
            new Named(members, catalogue(reader, shown), business.timeline()),
            !staff);
    return shown.stream()
        .map(
            change ->
                HistoryEntry.of(
                    change, staff, change.doer().id().map(members::get), told.text(change)))
        .toList();
  }

  private Optional<Locale> locale(Actor reader) {
    return reader instanceof Actor.Person person
        ? people.find(reader.tenant(), person.id()).flatMap(Contact::locale)
        : Optional.empty();
  }

  private Map<String, String> members(Actor reader, List<Change> shown) {
    Set<PersonId> ids =
        shown.stream()
            .map(Change::doer)
            .filter(doer -> doer.kind() == Doer.Kind.MEMBER)
            .flatMap(doer -> doer.id().stream())
            .map(PersonId::new)
            .collect(Collectors.toSet());
    Map<String, String> names = new HashMap<>();
    people
        .shown(reader, ids)
        .forEach((id, person) -> person.name().ifPresent(name -> names.put(id.value(), name)));
    return names;
  }

  private Map<String, String> catalogue(Actor reader, List<Change> shown) {
    List<Change> changed = shown.stream().filter(change -> change.before().isPresent()).toList();
    Map<String, String> names = new HashMap<>();
    for (String id : Told.ids(changed, "serviceId")) {
      catalog
          .service(reader.tenant(), new ServiceId(id))
          .ifPresent(service -> names.put(id, service.name()));
    }
    Set<ResourceId> resources =
        Told.ids(changed, "resourceIds").stream().map(ResourceId::new).collect(Collectors.toSet());
    if (!resources.isEmpty()) {
      catalog
          .resources(reader.tenant(), resources)
          .forEach((id, resource) -> names.put(id.value(), resource.name()));
    }
    return names;
  }
}
