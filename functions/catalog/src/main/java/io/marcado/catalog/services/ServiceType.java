package io.marcado.catalog.services;

import io.marcado.catalog.entries.Attributes;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryType;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.catalog.Terms;
import io.marcado.platform.table.Item;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How services stand in the table. */
public final class ServiceType extends EntryType<ServiceDetails> {
  public static final ServiceType INSTANCE = new ServiceType();

  private ServiceType() {
    super("SERVICE", "service");
  }

  /** What scheduling needs to know of a service. */
  public static BookableService bookable(Entry<ServiceDetails> entry) {
    ServiceDetails service = entry.details();
    Terms terms =
        service.terms().terms(service.durationMinutes(), Optional.ofNullable(service.price()));
    return new BookableService(
        new ServiceId(entry.id()),
        service.name(),
        terms,
        service.bufferBeforeMinutes(),
        service.bufferAfterMinutes(),
        service.holdMinutes(),
        ids(service.resourceIds()),
        service.alsoNeeds().stream().map(ServiceType::ids).toList(),
        service.terms().ownTerms(terms),
        service.kind(),
        service.assignment().forScheduling(),
        Optional.ofNullable(service.sessionMinimum()).map(SessionMinimumDetails::forScheduling),
        entry.isOffered());
  }

  private static List<ResourceId> ids(List<String> resourceIds) {
    return resourceIds.stream().map(ResourceId::new).toList();
  }

  @Override
  protected void write(ServiceDetails service, Item.Builder item) {
    service.place().ifPresent(place -> item.number("position", place));
    service.terms().write(item);
    item.text("description", service.description())
        .text("categoryId", service.categoryId())
        .number("durationMinutes", service.durationMinutes())
        .number("bufferBeforeMinutes", service.bufferBeforeMinutes())
        .number("bufferAfterMinutes", service.bufferAfterMinutes())
        .number("holdMinutes", service.holdMinutes())
        .item("price", price(service.price()))
        .texts("resourceIds", service.resourceIds())
        .items("alsoNeeds", service.alsoNeeds().stream().map(ServiceType::group).toList())
        .text("kind", service.kind().name())
        .item("assignment", assignment(service.assignment()))
        .item("sessionMinimum", minimum(service.sessionMinimum()))
        .value("customFields", Attributes.toValue(service.customFields()));
  }

  @Override
  protected ServiceDetails read(Item item) {
    return new ServiceDetails(
        item.text("name"),
        item.optionalText("description").orElse(null),
        item.optionalText("categoryId").orElse(null),
        item.has("position") ? item.integer("position") : null,
        item.integer("durationMinutes"),
        item.integer("bufferBeforeMinutes"),
        item.integer("bufferAfterMinutes"),
        item.has("holdMinutes") ? item.integer("holdMinutes") : BookableService.USUAL_HOLD,
        price(item),
        ServiceTerms.read(item),
        item.texts("resourceIds"),
        item.items("alsoNeeds").stream().map(group -> group.texts("resourceIds")).toList(),
        item.optionalText("kind").map(ServiceKind::valueOf).orElse(ServiceKind.APPOINTMENT),
        item.optionalItem("assignment")
            .map(AssignmentDetails::of)
            .orElse(AssignmentDetails.LEAST_OF_DAY),
        item.optionalItem("sessionMinimum").map(SessionMinimumDetails::of).orElse(null),
        Attributes.fromItem(item, "customFields"),
        item.flag("active"));
  }

  static @Nullable Money price(Item item) {
    return item.optionalItem("price")
        .map(price -> Money.of(price.text("amount"), price.text("currency")))
        .orElse(null);
  }

  static @Nullable Item price(@Nullable Money price) {
    return price == null
        ? null
        : Item.builder()
            .text("amount", price.amount().toPlainString())
            .text("currency", price.currency().getCurrencyCode())
            .build();
  }

  /** The usual one takes no room. */
  private static @Nullable Item assignment(AssignmentDetails assignment) {
    return assignment.equals(AssignmentDetails.LEAST_OF_DAY) ? null : assignment.toItem();
  }

  private static @Nullable Item minimum(@Nullable SessionMinimumDetails minimum) {
    return minimum == null ? null : minimum.toItem();
  }

  private static Item group(List<String> resourceIds) {
    return Item.builder().texts("resourceIds", resourceIds).build();
  }
}
