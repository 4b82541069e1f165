package io.marcado.catalog.resources;

import io.marcado.catalog.entries.Attributes;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryType;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import io.marcado.platform.table.Item;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How resources stand in the table. */
public final class ResourceType extends EntryType<ResourceDetails> {
  public static final ResourceType INSTANCE = new ResourceType();

  /** The map of overrides by date; it is always there, so that one date of it can be set alone. */
  static final String OVERRIDES = "overrides";

  private ResourceType() {
    super("RESOURCE", "resource");
  }

  /** What scheduling needs to know of a resource. */
  public static BookableResource bookable(Entry<ResourceDetails> entry) {
    ResourceDetails resource = entry.details();
    return new BookableResource(
        new ResourceId(entry.id()),
        resource.name(),
        resource.kind(),
        resource.capacity(),
        Optional.ofNullable(resource.weeklyHours()),
        resource.overrides(),
        resource.calendar(),
        entry.isOffered());
  }

  @Override
  protected void write(ResourceDetails resource, Item.Builder item) {
    item.text("description", resource.description())
        .text("kind", resource.kind().name())
        .text("categoryId", resource.categoryId())
        .text(
            "personId", Optional.ofNullable(resource.personId()).map(PersonId::value).orElse(null))
        .number("capacity", resource.capacity())
        .value("attributes", Attributes.toValue(resource.attributes()));
    WeeklyHours hours = resource.weeklyHours();
    if (hours != null) {
      Hours.store(hours, "weeklyHours", item);
    }
    Calendars.storeSeasons(resource.calendar().seasons(), item);
    resource.calendar().holidays().ifPresent(rules -> HolidayFields.store(rules, item));
    Map<String, AttributeValue> overrides = new LinkedHashMap<>();
    resource.overrides().forEach((date, day) -> overrides.put(date.toString(), value(day)));
    item.value(OVERRIDES, AttributeValue.fromM(overrides));
  }

  @Override
  protected ResourceDetails read(Item item) {
    Map<LocalDate, DayOverride> overrides = new TreeMap<>();
    item.item(OVERRIDES)
        .attributes()
        .forEach((date, day) -> overrides.put(LocalDate.parse(date), DayOverride.parse(day.s())));
    return new ResourceDetails(
        item.text("name"),
        item.optionalText("description").orElse(null),
        ResourceKind.valueOf(item.text("kind")),
        item.optionalText("categoryId").orElse(null),
        item.optionalText("personId").map(PersonId::new).orElse(null),
        item.integer("capacity"),
        Attributes.fromItem(item, "attributes"),
        item.has("weeklyHours") ? Hours.load(item, "weeklyHours") : null,
        new ResourceCalendar(Calendars.loadSeasons(item), HolidayFields.loadOfResource(item)),
        overrides,
        item.flag("active"));
  }

  static AttributeValue value(DayOverride day) {
    return AttributeValue.fromS(day.toString());
  }
}
