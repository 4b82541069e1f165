package io.marcado.catalog.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.catalog.entries.Entry;
import io.marcado.domain.PersonId;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource in an answer.
 *
 * @param personId the person of the team who it is; absent without one, and for the public
 * @param overrides by date; absent in lists and for clients
 */
public record ResourceView(
    String resourceId,
    String name,
    @Nullable String description,
    ResourceKind kind,
    @Nullable String categoryId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String personId,
    int capacity,
    Map<String, Object> attributes,
    @Nullable List<Hours.WeeklyWindowView> weeklyHours,
    List<Calendars.SeasonView> seasons,
    HolidayFields.@Nullable ResourceView holidays,
    boolean active,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<OverrideView> overrides,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant deletedAt) {

  /**
   * A resource without the hours of single dates.
   *
   * @param people the links that may be shown
   */
  static ResourceView of(Entry<ResourceDetails> entry, Set<PersonId> people) {
    return view(entry, people, null);
  }

  /** A resource with the hours of single dates, for staff. */
  static ResourceView withOverrides(Entry<ResourceDetails> entry, Set<PersonId> people) {
    return view(
        entry,
        people,
        entry.details().overrides().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(date -> OverrideView.of(date.getKey(), date.getValue()))
            .toList());
  }

  private static ResourceView view(
      Entry<ResourceDetails> entry, Set<PersonId> people, @Nullable List<OverrideView> overrides) {
    ResourceDetails resource = entry.details();
    WeeklyHours hours = resource.weeklyHours();
    return new ResourceView(
        entry.id(),
        resource.name(),
        resource.description(),
        resource.kind(),
        resource.categoryId(),
        Optional.ofNullable(resource.personId())
            .filter(people::contains)
            .map(PersonId::value)
            .orElse(null),
        resource.capacity(),
        resource.attributes(),
        hours == null ? null : Hours.view(hours),
        Calendars.viewOfSeasons(resource.calendar().seasons()),
        HolidayFields.viewOfRules(resource.calendar().holidays()),
        resource.active(),
        overrides,
        entry.createdAt(),
        entry.updatedAt(),
        entry.deletedAt().orElse(null));
  }
}
