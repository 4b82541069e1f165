package io.marcado.catalog.services;

import io.marcado.catalog.entries.Attributes;
import io.marcado.catalog.entries.Details;
import io.marcado.catalog.entries.TextFields;
import io.marcado.domain.Money;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a business says of a service; see {@link BookableService} for what scheduling makes of it.
 *
 * @param position the place among the services, 1 to 9,999; services without one follow, by name
 * @param holdMinutes how long a time is held before it is booked
 * @param terms durations and prices beyond these
 * @param kind stays what it was when the service was made
 * @param assignment which of several free main resources gets a booking
 * @param sessionMinimum of a class: how many must come to each session; null when it does not
 *     matter
 * @param customFields the business's own fields
 */
public record ServiceDetails(
    String name,
    @Nullable String description,
    @Nullable String categoryId,
    @Nullable Integer position,
    int durationMinutes,
    int bufferBeforeMinutes,
    int bufferAfterMinutes,
    int holdMinutes,
    @Nullable Money price,
    ServiceTerms terms,
    List<String> resourceIds,
    List<List<String>> alsoNeeds,
    ServiceKind kind,
    AssignmentDetails assignment,
    @Nullable SessionMinimumDetails sessionMinimum,
    Map<String, Object> customFields,
    boolean active)
    implements Details {
  /** Most resources that a service may name in all, so that one read gets them all. */
  static final int MOST_RESOURCES = 50;

  private static final int LAST_POSITION = 9_999;
  private static final int MOST_GROUPS = 5;
  private static final FieldReader<Integer> DURATION =
      Readers.gridMinutes(BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION);
  private static final FieldReader<Integer> BUFFER =
      Readers.gridMinutes(0, BookableService.MAXIMUM_BUFFER);
  private static final FieldReader<Integer> HOLD = Readers.integer(1, BookableService.LONGEST_HOLD);
  private static final FieldReader<List<String>> RESOURCE_IDS =
      Readers.distinct(Readers.id(), MOST_RESOURCES);
  private static final FieldReader<List<List<String>>> GROUPS = groups();
  private static final FieldReader<AssignmentDetails> ASSIGNMENT = AssignmentDetails.reader();
  private static final FieldReader<SessionMinimumDetails> MINIMUM = SessionMinimumDetails.reader();

  /** What requests say of a service. */
  static final Shape<ServiceDetails> SHAPE =
      Shape.of(
          new ServiceDetails(
              "",
              null,
              null,
              null,
              0,
              0,
              0,
              BookableService.USUAL_HOLD,
              null,
              ServiceTerms.NONE,
              List.of(),
              List.of(),
              ServiceKind.APPOINTMENT,
              AssignmentDetails.LEAST_OF_DAY,
              Map.of(),
              true),
          ServiceDetails::with);

  /** One without a least number of people. */
  public ServiceDetails(
      String name,
      @Nullable String description,
      @Nullable String categoryId,
      @Nullable Integer position,
      int durationMinutes,
      int bufferBeforeMinutes,
      int bufferAfterMinutes,
      int holdMinutes,
      @Nullable Money price,
      ServiceTerms terms,
      List<String> resourceIds,
      List<List<String>> alsoNeeds,
      ServiceKind kind,
      AssignmentDetails assignment,
      Map<String, Object> customFields,
      boolean active) {
    this(
        name,
        description,
        categoryId,
        position,
        durationMinutes,
        bufferBeforeMinutes,
        bufferAfterMinutes,
        holdMinutes,
        price,
        terms,
        resourceIds,
        alsoNeeds,
        kind,
        assignment,
        null,
        customFields,
        active);
  }

  private ServiceDetails with(Fields fields) {
    return new ServiceDetails(
        fields.required("name", TextFields.name(), name),
        fields.optional("description", TextFields.description(), description),
        fields.optional("categoryId", Readers.id(), categoryId),
        fields.optional("position", Readers.integer(1, LAST_POSITION), position),
        fields.required("durationMinutes", DURATION, durationMinutes),
        fields.defaulted("bufferBeforeMinutes", BUFFER, bufferBeforeMinutes),
        fields.defaulted("bufferAfterMinutes", BUFFER, bufferAfterMinutes),
        fields.defaulted("holdMinutes", HOLD, holdMinutes),
        fields.optional("price", Readers.money(), price),
        terms.with(fields),
        fields.required("resourceIds", RESOURCE_IDS, resourceIds),
        fields.defaulted("alsoNeeds", GROUPS, alsoNeeds),
        fields.defaulted("kind", Readers.oneOf(ServiceKind.class), kind),
        fields.defaulted("assignment", ASSIGNMENT, assignment),
        fields.optional("sessionMinimum", MINIMUM, sessionMinimum),
        fields.defaulted("customFields", Attributes.reader(), customFields),
        fields.defaulted("active", Readers.bool(), active));
  }

  @Override
  public OptionalInt place() {
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** Every resource that may have a part, each once. */
  Set<String> allResourceIds() {
    Set<String> all = new LinkedHashSet<>(resourceIds);
    alsoNeeds.forEach(all::addAll);
    return all;
  }

  /** Every resource of its groups, each once. */
  Set<String> furtherResourceIds() {
    Set<String> further = new LinkedHashSet<>();
    alsoNeeds.forEach(further::addAll);
    return further;
  }

  private static FieldReader<List<List<String>>> groups() {
    FieldReader<List<String>> someIds = Readers.distinct(Readers.id(), 1, MOST_RESOURCES);
    return Readers.list(
        Readers.object(group -> group.required("resourceIds", someIds)), MOST_GROUPS);
  }
}
