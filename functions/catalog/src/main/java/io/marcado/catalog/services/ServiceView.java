package io.marcado.catalog.services;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.catalog.entries.Entry;
import io.marcado.domain.Actor;
import io.marcado.domain.Money;
import io.marcado.domain.Permission;
import io.marcado.domain.catalog.PriceUnit;
import io.marcado.domain.catalog.ServiceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service in an answer. */
public record ServiceView(
    String serviceId,
    String name,
    @Nullable String description,
    @Nullable String categoryId,
    @Nullable Integer position,
    int durationMinutes,
    List<ServiceTerms.Choice> durations,
    ServiceTerms.@Nullable Span durationRange,
    @Nullable Money price,
    PriceUnit priceUnit,
    List<ServiceTerms.OfResource> resourceTerms,
    int bufferBeforeMinutes,
    int bufferAfterMinutes,
    int holdMinutes,
    List<String> resourceIds,
    List<Group> alsoNeeds,
    ServiceKind kind,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AssignmentDetails assignment,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SessionMinimumDetails sessionMinimum,
    Map<String, Object> customFields,
    boolean active,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant deletedAt) {

  /** Resources of which one more is needed. */
  public record Group(List<String> resourceIds) {}

  /** As this caller sees it: how work is shared is told to those who see the whole catalogue. */
  static ServiceView of(Actor caller, Entry<ServiceDetails> entry) {
    return of(entry, caller.may(Permission.CATALOG_READ));
  }

  /** As those see it who change it. */
  static ServiceView of(Entry<ServiceDetails> entry) {
    return of(entry, true);
  }

  private static ServiceView of(Entry<ServiceDetails> entry, boolean whole) {
    ServiceDetails service = entry.details();
    return new ServiceView(
        entry.id(),
        service.name(),
        service.description(),
        service.categoryId(),
        service.position(),
        service.durationMinutes(),
        service.terms().durations(),
        service.terms().durationRange(),
        service.price(),
        service.terms().priceUnit(),
        service.terms().resourceTerms(),
        service.bufferBeforeMinutes(),
        service.bufferAfterMinutes(),
        service.holdMinutes(),
        service.resourceIds(),
        service.alsoNeeds().stream().map(Group::new).toList(),
        service.kind(),
        whole ? service.assignment() : null,
        service.sessionMinimum(),
        service.customFields(),
        service.active(),
        entry.createdAt(),
        entry.updatedAt(),
        entry.deletedAt().orElse(null));
  }
}
