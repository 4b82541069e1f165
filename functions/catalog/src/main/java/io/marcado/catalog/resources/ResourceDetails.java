package io.marcado.catalog.resources;

import io.marcado.catalog.entries.Attributes;
import io.marcado.catalog.entries.Change;
import io.marcado.catalog.entries.Details;
import io.marcado.catalog.entries.TextFields;
import io.marcado.domain.Patch;
import io.marcado.domain.PersonId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a business says of a resource.
 *
 * @param personId the person of the team who it is; for the kind PERSON only
 * @param capacity seats that can be taken at once
 * @param attributes the business's own fields
 * @param weeklyHours null when it keeps the business's hours
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
    Map<LocalDate, DayOverride> overrides,
    boolean active)
    implements Details {
  private static final FieldReader<Integer> CAPACITY =
      Readers.integer(BookableResource.MINIMUM_CAPACITY, BookableResource.MAXIMUM_CAPACITY);

  private static final FieldReader<PersonId> PERSON =
      (value, pointer, faults) -> {
        String id = Readers.id().read(value, pointer, faults);
        return id == null ? null : new PersonId(id);
      };

  static ResourceDetails read(Fields body) {
    return new ResourceDetails(
        body.required("name", TextFields.name()),
        body.optional("description", TextFields.description()).orElse(null),
        body.required("kind", Readers.oneOf(ResourceKind.class)),
        body.optional("categoryId", Readers.id()).orElse(null),
        body.optional("personId", PERSON).orElse(null),
        body.patchRequired("capacity", CAPACITY).apply(1, 1),
        body.patchRequired("attributes", Attributes.reader()).apply(Map.of(), Map.of()),
        body.optional("weeklyHours", Hours.weekly()).orElse(null),
        Map.of(),
        body.patchRequired("active", Readers.bool()).apply(true, true));
  }

  static UnaryOperator<ResourceDetails> readChange(Fields body) {
    Patch<String> name = body.patchRequired("name", TextFields.name());
    Patch<String> description = body.patch("description", TextFields.description());
    Patch<ResourceKind> kind = body.patchRequired("kind", Readers.oneOf(ResourceKind.class));
    Patch<String> categoryId = body.patch("categoryId", Readers.id());
    Patch<PersonId> personId = body.patch("personId", PERSON);
    Patch<Integer> capacity = body.patchRequired("capacity", CAPACITY);
    Patch<Map<String, Object>> attributes = body.patchRequired("attributes", Attributes.reader());
    Patch<WeeklyHours> weeklyHours = body.patch("weeklyHours", Hours.weekly());
    Patch<Boolean> active = body.patchRequired("active", Readers.bool());
    Change.refuseEmpty(
        body,
        name,
        description,
        kind,
        categoryId,
        personId,
        capacity,
        attributes,
        weeklyHours,
        active);
    return present ->
        new ResourceDetails(
            name.apply(present.name, present.name),
            description.apply(present.description),
            kind.apply(present.kind, present.kind),
            categoryId.apply(present.categoryId),
            personId.apply(present.linkFor(kind.apply(present.kind, present.kind))),
            capacity.apply(present.capacity, 1),
            attributes.apply(present.attributes, Map.of()),
            weeklyHours.apply(present.weeklyHours),
            present.overrides,
            active.apply(present.active, true));
  }

  // A resource that stops being a person loses its link.
  private @Nullable PersonId linkFor(ResourceKind next) {
    return next == ResourceKind.PERSON ? personId : null;
  }
}
