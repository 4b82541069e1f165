package io.marcado.catalog.resources;

import static io.marcado.catalog.CatalogProblems.orThrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.marcado.catalog.Shelf;
import io.marcado.catalog.entries.Deletion;
import io.marcado.catalog.entries.Draft;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.domain.Fault;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.http.Problem;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  private static final DayOverride MORNING =
      DayOverride.open(List.of(DailyWindow.of("09:00", "12:00")));

  private final Shelf shelf = new Shelf();

  @Test
  void shouldKeepEveryField() {
    ResourceDetails details =
        new ResourceDetails(
            "Ana",
            "Cabeleireira",
            ResourceKind.PERSON,
            null,
            null,
            3,
            Map.of("rate", new BigDecimal("1.5"), "vip", false, "language", "pt"),
            new WeeklyHours(
                List.of(
                    WeeklyHours.Entry.of(DayOfWeek.MONDAY, "13:00", "24:00"),
                    WeeklyHours.Entry.of(DayOfWeek.MONDAY, "09:00", "12:00"))),
            ResourceCalendar.NONE,
            Map.of(TODAY, DayOverride.CLOSED, TODAY.plusDays(1), MORNING),
            false);

    String id = create(details);

    assertThat(details(id)).isEqualTo(details);
  }

  @Test
  void shouldTellClosedAllWeekFromTheHoursOfTheBusiness() {
    assertThat(details(create(hours(WeeklyHours.NONE))).weeklyHours()).isEqualTo(WeeklyHours.NONE);
    assertThat(details(create(overrides(Map.of()))).weeklyHours()).isNull();
  }

  @Test
  void shouldRefuseACategoryThatIsNotThere() {
    ResourceDetails details =
        new ResourceDetails(
            "Ana",
            null,
            ResourceKind.PERSON,
            "nothere",
            null,
            1,
            Map.of(),
            null,
            ResourceCalendar.NONE,
            Map.of(),
            true);

    assertThat(catchThrowableOfType(Problem.class, () -> create(details)).faults())
        .extracting(Fault::pointer)
        .containsExactly("/categoryId");
  }

  @Test
  void shouldSetReplaceAndRemoveTheHoursOfADate() {
    String id = create(overrides(Map.of()));

    orThrow(shelf.resources.putOverride(shelf.byAdmin(), id, TODAY, MORNING, Shelf.NOW));
    orThrow(
        shelf.resources.putOverride(shelf.byAdmin(), id, TODAY.plusDays(1), MORNING, Shelf.NOW));
    orThrow(shelf.resources.putOverride(shelf.byAdmin(), id, TODAY, DayOverride.CLOSED, Shelf.NOW));
    assertThat(details(id).overrides())
        .isEqualTo(Map.of(TODAY, DayOverride.CLOSED, TODAY.plusDays(1), MORNING));

    orThrow(shelf.resources.deleteOverride(shelf.byAdmin(), id, TODAY, Shelf.NOW));
    orThrow(shelf.resources.deleteOverride(shelf.byAdmin(), id, TODAY, Shelf.NOW));
    assertThat(details(id).overrides()).isEqualTo(Map.of(TODAY.plusDays(1), MORNING));
    assertThat(orThrow(shelf.resources.get(shelf.byAdmin(), id)).version()).isEqualTo(5);
  }

  @Test
  void shouldLoseNothingWhenDatesAndFieldsAreSetAtOnce() throws Exception {
    String id = create(overrides(Map.of()));
    AtomicInteger next = new AtomicInteger();

    Shelf.atOnce(
        24,
        () -> {
          int number = next.getAndIncrement();
          return Shelf.untilNotBusy(
              () -> {
                if (number < 16) {
                  orThrow(
                      shelf.resources.putOverride(
                          shelf.byAdmin(),
                          id,
                          TODAY.plusDays(number),
                          DayOverride.CLOSED,
                          Shelf.NOW));
                } else {
                  orThrow(shelf.resources.change(shelf.byAdmin(), oneSeatMore(id), Shelf.NOW));
                }
                return number;
              });
        });

    assertThat(details(id).overrides()).hasSize(16);
    assertThat(details(id).capacity()).isEqualTo(9);
    assertThat(orThrow(shelf.resources.get(shelf.byAdmin(), id)).version()).isEqualTo(25);
  }

  @Test
  void shouldRefuseADateThatIsPastWhereTheBusinessIs() {
    String id = create(overrides(Map.of()));

    assertThat(refusal(id, TODAY.minusDays(1)).faults())
        .extracting(Fault::pointer)
        .containsExactly("date");
    orThrow(shelf.resources.putOverride(shelf.byAdmin(), id, TODAY, MORNING, Shelf.NOW));
  }

  @Test
  void shouldRefuseOneDateTooMany() {
    String id = create(overrides(dates(TODAY, Resources.MOST_OVERRIDES)));
    LocalDate further = TODAY.plusDays(Resources.MOST_OVERRIDES);

    assertThat(refusal(id, further).code().status()).isEqualTo(400);
    orThrow(
        shelf.resources.putOverride(shelf.byAdmin(), id, further.minusDays(1), MORNING, Shelf.NOW));
    orThrow(shelf.resources.deleteOverride(shelf.byAdmin(), id, TODAY, Shelf.NOW));
    orThrow(shelf.resources.putOverride(shelf.byAdmin(), id, further, MORNING, Shelf.NOW));
    assertThat(details(id).overrides()).hasSize(Resources.MOST_OVERRIDES);
  }

  @Test
  void shouldLetPastDatesMakeRoom() {
    String id = create(overrides(dates(TODAY.minusDays(200), Resources.MOST_OVERRIDES)));

    orThrow(
        shelf.resources.putOverride(shelf.byAdmin(), id, TODAY.plusYears(1), MORNING, Shelf.NOW));

    assertThat(details(id).overrides())
        .hasSize(Resources.MOST_OVERRIDES - 99)
        .containsEntry(TODAY.plusYears(1), MORNING)
        .doesNotContainKey(TODAY.minusDays(101))
        .containsKey(TODAY.minusDays(100));
  }

  @Test
  void shouldNotTouchTheDatesOfADeletedResource() {
    String id = create(overrides(Map.of(TODAY, MORNING)));
    orThrow(shelf.resources.delete(shelf.byAdmin(), new Deletion(id, Optional.empty()), Shelf.NOW));

    assertThat(refusal(id, TODAY).code().status()).isEqualTo(404);
    assertThat(
            catchThrowableOfType(
                    Problem.class,
                    () ->
                        orThrow(
                            shelf.resources.deleteOverride(shelf.byAdmin(), id, TODAY, Shelf.NOW)))
                .code()
                .status())
        .isEqualTo(404);
    assertThat(refusal("neverwas", TODAY).code().status()).isEqualTo(404);
    assertThat(details(id).overrides()).isEqualTo(Map.of(TODAY, MORNING));
  }

  private Problem refusal(String id, LocalDate date) {
    return catchThrowableOfType(
        Problem.class,
        () -> orThrow(shelf.resources.putOverride(shelf.byAdmin(), id, date, MORNING, Shelf.NOW)));
  }

  private String create(ResourceDetails details) {
    Entry<ResourceDetails> entry =
        orThrow(
                shelf.resources.create(
                    shelf.byAdmin(), new Draft<>(details, Optional.empty()), Shelf.NOW))
            .entry();
    return entry.id();
  }

  private ResourceDetails details(String id) {
    return orThrow(shelf.resources.get(shelf.byAdmin(), id)).details();
  }

  private static EntryUpdate<ResourceDetails> oneSeatMore(String id) {
    return new EntryUpdate<>(
        id,
        before ->
            new ResourceDetails(
                before.name(),
                before.description(),
                before.kind(),
                before.categoryId(),
                before.personId(),
                before.capacity() + 1,
                before.attributes(),
                before.weeklyHours(),
                before.calendar(),
                before.overrides(),
                before.active()),
        Optional.empty());
  }

  private static Map<LocalDate, DayOverride> dates(LocalDate first, int days) {
    return Stream.iterate(first, date -> date.plusDays(1))
        .limit(days)
        .collect(Collectors.toMap(date -> date, _ -> DayOverride.CLOSED));
  }

  private static ResourceDetails hours(WeeklyHours hours) {
    return new ResourceDetails(
        "Ana",
        null,
        ResourceKind.PERSON,
        null,
        null,
        1,
        Map.of(),
        hours,
        ResourceCalendar.NONE,
        Map.of(),
        true);
  }

  private static ResourceDetails overrides(Map<LocalDate, DayOverride> overrides) {
    return new ResourceDetails(
        "Ana",
        null,
        ResourceKind.PERSON,
        null,
        null,
        1,
        Map.of(),
        null,
        ResourceCalendar.NONE,
        overrides,
        true);
  }
}
