package io.marcado.catalog.resources;

import io.marcado.catalog.entries.Attributes;
import io.marcado.catalog.entries.Details;
import io.marcado.catalog.entries.TextFields;
import io.marcado.domain.PersonId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a business says of a resource.
 *
 * @param personId the person of the team who it is; for the kind PERSON only
 * @param capacity seats that can be taken at once
 * @param attributes the business's own fields
 * @param weeklyHours null when it keeps the business's hours
 * @param calendar when it has other hours than its weekly ones
 * @param overrides by local date; set one by one, each in a request of its own
 */
public record ResourceDetails(
    String name,
    @Nullable String description,
    ResourceKind kind,
    @Nullable String categoryId,
    @Nullable PersonId personId,
    int capacity,
    Map<String, Object> attributes,
    @Nullable WeeklyHours weeklyHours,
    ResourceCalendar calendar,
    Map<LocalDate, DayOverride> overrides,
    boolean active)
    implements Details {
  private static final FieldReader<Integer> CAPACITY =
      Readers.integer(BookableResource.MINIMUM_CAPACITY, BookableResource.MAXIMUM_CAPACITY);

  private static final FieldReader<PersonId> PERSON = Readers.id(PersonId::new);

  /** What requests say of a resource. */
  static final Shape<ResourceDetails> SHAPE =
      Shape.of(
          new ResourceDetails(
              "",
              null,
              ResourceKind.PERSON,
              null,
              null,
              1,
              Map.of(),
              null,
              ResourceCalendar.NONE,
              Map.of(),
              true),
          ResourceDetails::with);

  private ResourceDetails with(Fields fields) {
    String nextName = fields.required("name", TextFields.name(), name);
    ResourceKind nextKind = fields.required("kind", Readers.oneOf(ResourceKind.class), kind);
    return new ResourceDetails(
        nextName,
        fields.optional("description", TextFields.description(), description),
        nextKind,
        fields.optional("categoryId", Readers.id(), categoryId),
        fields.optional("personId", PERSON, linkFor(nextKind)),
        fields.defaulted("capacity", CAPACITY, capacity),
        fields.defaulted("attributes", Attributes.reader(), attributes),
        fields.optional("weeklyHours", Hours.weekly(), weeklyHours),
        new ResourceCalendar(
            fields.defaulted("seasons", Calendars.seasons(), calendar.seasons()),
            fields.optional("holidays", HolidayFields.ofResource(), calendar.holidays())),
        overrides,
        fields.defaulted("active", Readers.bool(), active));
  }

  /** The same with other hours of single dates. */
  ResourceDetails withOverrides(Map<LocalDate, DayOverride> others) {
    return new ResourceDetails(
        name,
        description,
        kind,
        categoryId,
        personId,
        capacity,
        attributes,
        weeklyHours,
        calendar,
        others,
        active);
  }

  // A resource that stops being a person loses its link.
  private @Nullable PersonId linkFor(ResourceKind next) {
    return next == ResourceKind.PERSON ? personId : null;
  }
}
