package io.marcado.catalog.services;

import static io.marcado.catalog.CatalogProblems.orThrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.marcado.catalog.Shelf;
import io.marcado.catalog.categories.CategoryDetails;
import io.marcado.catalog.entries.Deletion;
import io.marcado.catalog.entries.Draft;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.catalog.entries.Listing;
import io.marcado.catalog.resources.ResourceDetails;
import io.marcado.domain.Fault;
import io.marcado.domain.Money;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.PriceUnit;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.platform.http.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private final Shelf shelf = new Shelf();

  @Test
  void shouldKeepEveryField() {
    String category = category();
    String ana = resource("Ana");
    String room = resource("Sala 1");
    ServiceDetails details =
        new ServiceDetails(
            "Corte",
            "Com tesoura",
            category,
            3,
            45,
            5,
            10,
            7,
            Money.of("50.00", "BRL"),
            ServiceTerms.NONE,
            List.of(ana),
            List.of(List.of(room)),
            ServiceKind.CLASS,
            AssignmentDetails.LEAST_OF_DAY,
            Map.of("vip", true, "floor", new BigDecimal("2"), "note", ""),
            true);

    String id = create(details).id();

    assertThat(orThrow(shelf.services.get(shelf.byAnyone(), id)).details()).isEqualTo(details);
    assertThat(
            orThrow(shelf.services.change(shelf.byAdmin(), change(id, same -> same), Shelf.NOW))
                .version())
        .isEqualTo(1);
  }

  @Test
  void shouldNameEveryReferenceThatLeadsNowhere() {
    String ana = resource("Ana");
    String gone = resource("Bruno");
    orThrow(
        shelf.resources.delete(shelf.byAdmin(), new Deletion(gone, Optional.empty()), Shelf.NOW));
    String foreign =
        orThrow(
                new Shelf()
                    .resources.create(
                        new Shelf().byAdmin(),
                        new Draft<>(person("Clara"), Optional.empty()),
                        Shelf.NOW))
            .entry()
            .id();

    ServiceDetails details =
        new ServiceDetails(
            "Corte",
            null,
            "nocategory",
            null,
            30,
            0,
            0,
            10,
            Money.of("50.00", "EUR"),
            ServiceTerms.NONE,
            List.of(ana, gone),
            List.of(List.of(ana), List.of(ana, foreign)),
            ServiceKind.APPOINTMENT,
            AssignmentDetails.LEAST_OF_DAY,
            Map.of(),
            true);

    assertThat(faults(() -> create(details)))
        .containsExactlyInAnyOrder(
            "/categoryId", "/resourceIds/1", "/alsoNeeds/1/resourceIds/1", "/price/currency");
  }

  @Test
  void shouldKeepItsKind() {
    String id = create(with(List.of(), List.of())).id();

    assertThat(
            shelf
                .services
                .change(
                    shelf.byAdmin(),
                    change(
                        id,
                        same ->
                            new ServiceDetails(
                                same.name(),
                                null,
                                null,
                                null,
                                30,
                                0,
                                0,
                                10,
                                null,
                                ServiceTerms.NONE,
                                List.of(),
                                List.of(),
                                ServiceKind.CLASS,
                                AssignmentDetails.LEAST_OF_DAY,
                                Map.of(),
                                true)),
                    Shelf.NOW)
                .whyRefused())
        .hasValueSatisfying(why -> assertThat(why.toString()).contains("/kind"));
  }

  @Test
  void shouldRefuseDurationsHourlyPricesAndARuleOfWhoGetsItOfAClass() {
    ServiceDetails yoga =
        new ServiceDetails(
            "Yoga",
            null,
            null,
            null,
            60,
            0,
            0,
            10,
            null,
            new ServiceTerms(
                List.of(new ServiceTerms.Choice(60, null)), null, PriceUnit.HOUR, List.of()),
            List.of(),
            List.of(),
            ServiceKind.CLASS,
            new AssignmentDetails(AssignmentRule.Kind.LONGEST_WAITING, List.of(), List.of()),
            Map.of(),
            true);

    assertThat(faults(() -> create(yoga)))
        .containsExactlyInAnyOrder("/durations", "/priceUnit", "/assignment");
  }

  @Test
  void shouldLimitTheResourcesInAll() {
    List<String> ids = IntStream.range(0, 51).mapToObj(i -> resource("R" + i)).toList();

    assertThat(faults(() -> create(with(ids.subList(0, 49), List.of(ids.subList(48, 51))))))
        .containsExactly("/alsoNeeds");
    create(with(ids.subList(0, 49), List.of(ids.subList(40, 50))));
  }

  @Test
  void shouldNotLetWhatHasGoneHinderOtherChanges() {
    String category = category();
    String ana = resource("Ana");
    String bruno = resource("Bruno");
    String id =
        create(
                new ServiceDetails(
                    "Corte",
                    null,
                    category,
                    null,
                    30,
                    0,
                    0,
                    10,
                    null,
                    ServiceTerms.NONE,
                    List.of(ana, bruno),
                    List.of(),
                    ServiceKind.APPOINTMENT,
                    AssignmentDetails.LEAST_OF_DAY,
                    Map.of(),
                    true))
            .id();
    orThrow(
        shelf.resources.delete(shelf.byAdmin(), new Deletion(ana, Optional.empty()), Shelf.NOW));
    orThrow(
        shelf.categories.delete(
            shelf.byAdmin(), new Deletion(category, Optional.empty()), Shelf.NOW));

    Entry<ServiceDetails> changed =
        orThrow(
            shelf.services.change(
                shelf.byAdmin(),
                change(id, before -> with(before.resourceIds(), before.alsoNeeds())),
                Shelf.NOW));

    assertThat(changed.details().name()).isEqualTo("Serviço");
    assertThat(
            faults(
                () ->
                    orThrow(
                        shelf.services.change(
                            shelf.byAdmin(),
                            change(
                                create(with(List.of(bruno), List.of())).id(),
                                _ -> with(List.of(bruno, ana), List.of())),
                            Shelf.NOW))))
        .containsExactly("/resourceIds/1");
  }

  @Test
  void shouldRepeatARequestEvenWhenWhatItRefersToHasGone() {
    String ana = resource("Ana");
    Draft<ServiceDetails> draft = new Draft<>(with(List.of(ana), List.of()), Optional.of("key"));
    String id = orThrow(shelf.services.create(shelf.byAdmin(), draft, Shelf.NOW)).entry().id();
    orThrow(
        shelf.resources.delete(shelf.byAdmin(), new Deletion(ana, Optional.empty()), Shelf.NOW));

    assertThat(orThrow(shelf.services.create(shelf.byAdmin(), draft, Shelf.NOW)).entry().id())
        .isEqualTo(id);
  }

  @Test
  void shouldShowClientsTheActiveOnesOfACategory() {
    String category = category();
    create(named("Corte", category, true));
    String hidden = create(named("Barba", category, false)).id();
    create(named("Unhas", null, true));
    Listing all = new Listing(Shelf.page(25), Optional.empty());
    Listing some = new Listing(Shelf.page(25), Optional.of(category));

    assertThat(shelf.services.list(shelf.byAnyone(), all).map(ServicesTest::name).items())
        .containsExactly("Corte", "Unhas");
    assertThat(shelf.services.list(shelf.byAnyone(), some).map(ServicesTest::name).items())
        .containsExactly("Corte");
    assertThat(shelf.services.list(shelf.byAdmin(), some).map(ServicesTest::name).items())
        .containsExactly("Barba", "Corte");
    assertThat(
            catchThrowableOfType(
                    Problem.class, () -> orThrow(shelf.services.get(shelf.byAnyone(), hidden)))
                .code()
                .status())
        .isEqualTo(404);
    assertThat(orThrow(shelf.services.get(shelf.byAdmin(), hidden)).details().active()).isFalse();
  }

  private String category() {
    return orThrow(
            shelf.categories.create(
                shelf.byAdmin(),
                new Draft<>(new CategoryDetails("Cabelo", null), Optional.empty()),
                Shelf.NOW))
        .entry()
        .id();
  }

  private String resource(String name) {
    return orThrow(
            shelf.resources.create(
                shelf.byAdmin(), new Draft<>(person(name), Optional.empty()), Shelf.NOW))
        .entry()
        .id();
  }

  private Entry<ServiceDetails> create(ServiceDetails details) {
    return orThrow(
            shelf.services.create(
                shelf.byAdmin(), new Draft<>(details, Optional.empty()), Shelf.NOW))
        .entry();
  }

  private static ResourceDetails person(String name) {
    return new ResourceDetails(
        name,
        null,
        ResourceKind.PERSON,
        null,
        null,
        1,
        Map.of(),
        null,
        ResourceCalendar.NONE,
        Map.of(),
        true);
  }

  private static ServiceDetails with(List<String> resourceIds, List<List<String>> alsoNeeds) {
    return new ServiceDetails(
        "Serviço",
        null,
        null,
        null,
        30,
        0,
        0,
        10,
        null,
        ServiceTerms.NONE,
        resourceIds,
        alsoNeeds,
        ServiceKind.APPOINTMENT,
        AssignmentDetails.LEAST_OF_DAY,
        Map.of(),
        true);
  }

  private static ServiceDetails named(String name, @Nullable String category, boolean active) {
    return new ServiceDetails(
        name,
        null,
        category,
        null,
        30,
        0,
        0,
        10,
        null,
        ServiceTerms.NONE,
        List.of(),
        List.of(),
        ServiceKind.APPOINTMENT,
        AssignmentDetails.LEAST_OF_DAY,
        Map.of(),
        active);
  }

  private static String name(Entry<ServiceDetails> entry) {
    return entry.details().name();
  }

  private static EntryUpdate<ServiceDetails> change(
      String id, UnaryOperator<ServiceDetails> details) {
    return new EntryUpdate<>(id, details, Optional.empty());
  }

  private static Stream<String> faults(Runnable action) {
    return catchThrowableOfType(Problem.class, action::run).faults().stream().map(Fault::pointer);
  }
}
