package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.domain.settings.Branding;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Zone;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a tenant's settings stand in the table. Only the tenants capability writes them. */
public final class SettingsItem {
  private SettingsItem() {}

  public static ItemKey key(TenantId tenant) {
    return ItemKey.of(tenant, "TENANT", "SETTINGS");
  }

  public static Item toItem(OrganizationSettings settings) {
    Branding branding = settings.branding();
    Map<String, AttributeValue> labels = new LinkedHashMap<>();
    settings.labels().forEach((key, label) -> labels.put(key, AttributeValue.fromS(label)));
    Item.Builder item = Item.builder();
    BookingSection.SECTION.store(settings.bookings(), item);
    ReminderSection.SECTION.store(settings.reminders(), item);
    Hours.store(settings.businessHours(), "businessHours", item);
    Calendars.storeSeasons(settings.calendar().seasons(), item);
    Calendars.storeSpecialDates(settings.calendar().specialDates(), item);
    settings.calendar().holidays().ifPresent(kept -> HolidayFields.store(kept, item));
    return item.text("timeZone", settings.timeZone().id())
        .text("locale", settings.locale().toLanguageTag())
        .text("currency", settings.currency().getCurrencyCode())
        .value("labels", AttributeValue.fromM(labels))
        .text("displayName", branding.displayName())
        .text("logoUrl", branding.logoUrl().orElse(null))
        .text("primaryColor", branding.primaryColor().orElse(null))
        .texts("corsOrigins", settings.corsOrigins())
        .texts("closedDates", settings.closedDates().stream().map(LocalDate::toString).toList())
        .texts("phoneCountries", settings.phoneCountries())
        .build();
  }

  public static OrganizationSettings fromItem(Item item) {
    Map<String, String> labels = new LinkedHashMap<>();
    item.item("labels").attributes().forEach((key, label) -> labels.put(key, label.s()));
    return new OrganizationSettings(
        Zone.of(item.text("timeZone")),
        Locale.forLanguageTag(item.text("locale")),
        Currency.getInstance(item.text("currency")),
        Hours.load(item, "businessHours"),
        BookingSection.SECTION.load(item),
        ReminderSection.SECTION.load(item),
        labels,
        new Branding(
            item.text("displayName"),
            item.optionalText("logoUrl"),
            item.optionalText("primaryColor")),
        item.texts("corsOrigins"),
        item.texts("closedDates").stream().map(LocalDate::parse).toList(),
        item.texts("phoneCountries"),
        new BusinessCalendar(
            Calendars.loadSeasons(item),
            Calendars.loadSpecialDates(item),
            HolidayFields.loadOfBusiness(item)));
  }
}
