package io.marcado.catalog.services;

import io.marcado.catalog.entries.Attributes;
import io.marcado.catalog.entries.Change;
import io.marcado.catalog.entries.Details;
import io.marcado.catalog.entries.TextFields;
import io.marcado.domain.Money;
import io.marcado.domain.Patch;
import io.marcado.domain.catalog.BookableService;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a business says of a service; see {@link BookableService} for what scheduling makes of it.
 *
 * @param customFields the business's own fields
 */
public record ServiceDetails(
    String name,
    @Nullable String description,
    @Nullable String categoryId,
    int durationMinutes,
    int bufferBeforeMinutes,
    int bufferAfterMinutes,
    @Nullable Money price,
    List<String> resourceIds,
    List<List<String>> alsoNeeds,
    Map<String, Object> customFields,
    boolean active)
    implements Details {
  /** Most resources that a service may name in all, so that one read gets them all. */
  static final int MOST_RESOURCES = 50;

  private static final int MOST_GROUPS = 5;
  private static final FieldReader<Integer> DURATION =
      Readers.gridMinutes(BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION);
  private static final FieldReader<Integer> BUFFER =
      Readers.gridMinutes(0, BookableService.MAXIMUM_BUFFER);
  private static final FieldReader<List<String>> RESOURCE_IDS =
      Readers.distinct(Readers.id(), MOST_RESOURCES);
  private static final FieldReader<List<List<String>>> GROUPS = groups();

  static ServiceDetails read(Fields body) {
    Integer duration = body.required("durationMinutes", DURATION);
    return new ServiceDetails(
        body.required("name", TextFields.name()),
        body.optional("description", TextFields.description()).orElse(null),
        body.optional("categoryId", Readers.id()).orElse(null),
        duration == null ? 0 : duration,
        body.patchRequired("bufferBeforeMinutes", BUFFER).apply(0, 0),
        body.patchRequired("bufferAfterMinutes", BUFFER).apply(0, 0),
        body.optional("price", Readers.money()).orElse(null),
        body.required("resourceIds", RESOURCE_IDS),
        body.patchRequired("alsoNeeds", GROUPS).apply(List.of(), List.of()),
        body.patchRequired("customFields", Attributes.reader()).apply(Map.of(), Map.of()),
        body.patchRequired("active", Readers.bool()).apply(true, true));
  }

  static UnaryOperator<ServiceDetails> readChange(Fields body) {
    Patch<String> name = body.patchRequired("name", TextFields.name());
    Patch<String> description = body.patch("description", TextFields.description());
    Patch<String> categoryId = body.patch("categoryId", Readers.id());
    Patch<Integer> duration = body.patchRequired("durationMinutes", DURATION);
    Patch<Integer> before = body.patchRequired("bufferBeforeMinutes", BUFFER);
    Patch<Integer> after = body.patchRequired("bufferAfterMinutes", BUFFER);
    Patch<Money> price = body.patch("price", Readers.money());
    Patch<List<String>> resourceIds = body.patchRequired("resourceIds", RESOURCE_IDS);
    Patch<List<List<String>>> alsoNeeds = body.patchRequired("alsoNeeds", GROUPS);
    Patch<Map<String, Object>> customFields =
        body.patchRequired("customFields", Attributes.reader());
    Patch<Boolean> active = body.patchRequired("active", Readers.bool());
    Change.refuseEmpty(
        body,
        name,
        description,
        categoryId,
        duration,
        before,
        after,
        price,
        resourceIds,
        alsoNeeds,
        customFields,
        active);
    return present ->
        new ServiceDetails(
            name.apply(present.name, present.name),
            description.apply(present.description),
            categoryId.apply(present.categoryId),
            duration.apply(present.durationMinutes, present.durationMinutes),
            before.apply(present.bufferBeforeMinutes, 0),
            after.apply(present.bufferAfterMinutes, 0),
            price.apply(present.price),
            resourceIds.apply(present.resourceIds, List.of()),
            alsoNeeds.apply(present.alsoNeeds, List.of()),
            customFields.apply(present.customFields, Map.of()),
            active.apply(present.active, true));
  }

  /** Every resource that may have a part, each once. */
  Set<String> allResourceIds() {
    Set<String> all = new LinkedHashSet<>(resourceIds);
    alsoNeeds.forEach(all::addAll);
    return all;
  }

  private static FieldReader<List<List<String>>> groups() {
    FieldReader<List<String>> someIds =
        (value, pointer, faults) -> {
          if (value.isArray() && value.isEmpty()) {
            faults.add(pointer, "must have at least one entry");
            return null;
          }
          return RESOURCE_IDS.read(value, pointer, faults);
        };
    return Readers.list(
        Readers.object(group -> group.required("resourceIds", someIds)), MOST_GROUPS);
  }
}
