package io.marcado.catalog.published;

import static io.marcado.catalog.CatalogProblems.orThrow;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.catalog.Shelf;
import io.marcado.catalog.entries.Deletion;
import io.marcado.catalog.entries.Draft;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.catalog.resources.ResourceDetails;
import io.marcado.catalog.services.AssignmentDetails;
import io.marcado.catalog.services.ServiceDetails;
import io.marcado.catalog.services.ServiceTerms;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.tenant.ConfigurationCache;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
  private static final LocalDate HOLIDAY = LocalDate.parse("2026-12-25");

  private final Shelf shelf = new Shelf();
  private final CatalogReader reader = reader(Duration.ZERO);

  @Test
  void shouldTellSchedulingWhatItNeeds() {
    ResourceId ana = resource("Ana", WeeklyHours.NONE);
    ResourceId room = resource("Sala 1", null);
    ServiceId service = service(List.of(ana), List.of(List.of(room)));

    assertThat(reader.serviceWithResources(shelf.tenant, service))
        .contains(
            new ServiceWithResources(
                new BookableService(
                    service,
                    "Corte",
                    60,
                    5,
                    10,
                    10,
                    Optional.of(Money.of("50.00", "BRL")),
                    List.of(ana),
                    List.of(List.of(room)),
                    ServiceKind.APPOINTMENT,
                    true),
                Map.of(
                    ana, bookable(ana, "Ana", Optional.of(WeeklyHours.NONE)),
                    room, bookable(room, "Sala 1", Optional.empty()))));
    assertThat(reader.resource(shelf.tenant, ana))
        .contains(bookable(ana, "Ana", Optional.of(WeeklyHours.NONE)));
    assertThat(reader.resources(shelf.tenant, List.of(ana, room, new ResourceId("nothere"))))
        .containsOnlyKeys(ana, room);
  }

  @Test
  void shouldKeepDeletedOnesReadableButNotBookable() {
    ResourceId ana = resource("Ana", null);
    ServiceId service = service(List.of(ana), List.of());
    orThrow(
        shelf.resources.delete(
            shelf.byAdmin(), new Deletion(ana.value(), Optional.empty()), Shelf.NOW));
    orThrow(
        shelf.services.delete(
            shelf.byAdmin(), new Deletion(service.value(), Optional.empty()), Shelf.NOW));

    ServiceWithResources booked = reader.booked(shelf.tenant, service, List.of(ana)).orElseThrow();

    assertThat(booked.service().name()).isEqualTo("Corte");
    assertThat(booked.service().active()).isFalse();
    assertThat(booked.resources().values())
        .singleElement()
        .satisfies(resource -> assertThat(resource.name()).isEqualTo("Ana"))
        .satisfies(resource -> assertThat(resource.active()).isFalse());
  }

  @Test
  void shouldFindNothingOfSomebodyElse() {
    ResourceId ana = resource("Ana", null);
    ServiceId service = service(List.of(ana), List.of());
    Shelf other = new Shelf();

    assertThat(reader.service(other.tenant, service)).isEmpty();
    assertThat(reader.resource(other.tenant, ana)).isEmpty();
    assertThat(reader.booked(other.tenant, service, List.of(ana))).isEmpty();
    assertThat(reader.serviceWithResources(other.tenant, service)).isEmpty();
  }

  @Test
  void shouldFindTheResourcesOfAServiceWhateverWasExpected() {
    ResourceId ana = resource("Ana", null);
    ResourceId room = resource("Sala 1", null);
    ServiceId service = service(List.of(ana), List.of(List.of(room)));
    Optional<ServiceWithResources> whole = reader.serviceWithResources(shelf.tenant, service);

    for (List<ResourceId> expected :
        List.of(
            List.<ResourceId>of(),
            List.of(room),
            List.of(ana, room),
            List.of(ana, room, resource("Bia", null), new ResourceId("nothere")))) {
      assertThat(reader.recentServiceWithResources(shelf.tenant, service, expected))
          .as("%s", expected)
          .isEqualTo(whole);
    }
    assertThat(
            reader.recentServiceWithResources(shelf.tenant, new ServiceId("nothere"), List.of(ana)))
        .isEmpty();
  }

  @Test
  void shouldReadAgainWhenAskedTo() {
    CatalogReader keeping = reader(Duration.ofSeconds(5));
    ResourceId ana = resource("Ana", null);
    ServiceId service = service(List.of(ana), List.of());
    List<ResourceId> ids = List.of(ana);
    keeping.service(shelf.tenant, service);
    keeping.resources(shelf.tenant, ids);
    keeping.serviceWithResources(shelf.tenant, service);
    keeping.booked(shelf.tenant, service, ids);

    orThrow(
        shelf.services.change(
            shelf.byAdmin(),
            new EntryUpdate<>(
                service.value(), _ -> details("Barba", ids, List.of()), Optional.empty()),
            Shelf.NOW));
    orThrow(
        shelf.resources.delete(
            shelf.byAdmin(), new Deletion(ana.value(), Optional.empty()), Shelf.NOW));

    assertThat(keeping.service(shelf.tenant, service).orElseThrow().name()).isEqualTo("Corte");

    assertThat(keeping.resource(shelf.tenant, ana).orElseThrow().active()).isTrue();
    assertThat(keeping.freshResource(shelf.tenant, ana).orElseThrow().active()).isFalse();
    assertThat(keeping.resources(shelf.tenant, ids)).hasValueSatisfying(resourceThatIs(false));
    assertThat(keeping.freshResources(shelf.tenant, ids)).hasValueSatisfying(resourceThatIs(false));

    assertThat(keeping.serviceWithResources(shelf.tenant, service).orElseThrow().resources())
        .hasValueSatisfying(resourceThatIs(true));
    assertThat(keeping.freshServiceWithResources(shelf.tenant, service).orElseThrow().resources())
        .hasValueSatisfying(resourceThatIs(false));
    assertThat(keeping.booked(shelf.tenant, service, ids).orElseThrow().resources())
        .hasValueSatisfying(resourceThatIs(true));
  }

  private static Condition<BookableResource> resourceThatIs(boolean active) {
    return new Condition<>(resource -> resource.active() == active, "active %s", active);
  }

  private CatalogReader reader(Duration lifetime) {
    return new CatalogReader(shelf.table, new ConfigurationCache(() -> Shelf.NOW, lifetime));
  }

  private ResourceId resource(String name, @Nullable WeeklyHours hours) {
    return new ResourceId(
        orThrow(
                shelf.resources.create(
                    shelf.byAdmin(),
                    new Draft<>(
                        new ResourceDetails(
                            name,
                            null,
                            ResourceKind.SPACE,
                            null,
                            null,
                            2,
                            Map.of(),
                            hours,
                            ResourceCalendar.NONE,
                            Map.of(HOLIDAY, DayOverride.CLOSED),
                            true),
                        Optional.empty()),
                    Shelf.NOW))
            .entry()
            .id());
  }

  private ServiceId service(List<ResourceId> resourceIds, List<List<ResourceId>> alsoNeeds) {
    return new ServiceId(
        orThrow(
                shelf.services.create(
                    shelf.byAdmin(),
                    new Draft<>(details("Corte", resourceIds, alsoNeeds), Optional.empty()),
                    Shelf.NOW))
            .entry()
            .id());
  }

  private static ServiceDetails details(
      String name, List<ResourceId> resourceIds, List<List<ResourceId>> alsoNeeds) {
    return new ServiceDetails(
        name,
        null,
        null,
        null,
        60,
        5,
        10,
        10,
        Money.of("50.00", "BRL"),
        ServiceTerms.NONE,
        texts(resourceIds),
        alsoNeeds.stream().map(CatalogReaderTest::texts).toList(),
        ServiceKind.APPOINTMENT,
        AssignmentDetails.LEAST_OF_DAY,
        Map.of(),
        true);
  }

  private static List<String> texts(List<ResourceId> ids) {
    return ids.stream().map(ResourceId::value).toList();
  }

  private static BookableResource bookable(
      ResourceId id, String name, Optional<WeeklyHours> hours) {
    return new BookableResource(
        id, name, ResourceKind.SPACE, 2, hours, Map.of(HOLIDAY, DayOverride.CLOSED), true);
  }
}
