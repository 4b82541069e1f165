package io.marcado.tenants.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Patch;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.Branding;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request changes of the settings: a JSON merge patch (RFC 7396), so that lists are replaced
 * whole, and of labels and branding only what is mentioned.
 *
 * @param labels new texts by key; without a text the label goes
 */
public record SettingsChange(
    Patch<WeeklyHours> businessHours,
    Patch<ZoneId> timeZone,
    Patch<Locale> locale,
    Patch<Currency> currency,
    Patch<Integer> slotIntervalMinutes,
    Patch<Integer> minimumNoticeMinutes,
    Patch<Integer> maximumAdvanceDays,
    Patch<Integer> cancellationWindowMinutes,
    Patch<Approval> approval,
    Patch<List<Integer>> reminderMinutesBefore,
    Patch<Map<String, Optional<String>>> labels,
    Patch<BrandingChange> branding,
    Patch<List<String>> corsOrigins,
    Patch<List<LocalDate>> closedDates,
    Patch<List<String>> phoneCountries) {

  /** Without faults, so that whatever is wrong with it after a change is wrong with the change. */
  private static final OrganizationSettings NEUTRAL = neutral();

  private static final SettingsChange NOTHING =
      new SettingsChange(
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>(),
          new Patch.Keep<>());

  /** What changes of the branding. */
  public record BrandingChange(
      Patch<String> displayName, Patch<String> logoUrl, Patch<String> primaryColor) {

    Branding appliedTo(Branding present) {
      return new Branding(
          displayName.apply(present.displayName(), present.displayName()),
          Optional.ofNullable(logoUrl.apply(present.logoUrl().orElse(null))),
          Optional.ofNullable(primaryColor.apply(present.primaryColor().orElse(null))));
    }
  }

  /**
   * Reads a partial change; nothing at all is a fault.
   *
   * @param reachable the countries that messages are sent to
   */
  public static SettingsChange read(Fields fields, AllowedCountries reachable) {
    SettingsChange change = read(fields, false);
    if (change.keepsEverything() && fields.sound()) {
      fields.fault("", "must have at least one field");
    }
    fields.faults(change.appliedTo(NEUTRAL).faults());
    change.refuseUnreachable(fields, reachable);
    return change;
  }

  /** Reads settings that replace all that were; only what may be empty may be missing. */
  public static OrganizationSettings readWhole(Fields fields, AllowedCountries reachable) {
    SettingsChange change = read(fields, true);
    OrganizationSettings whole = change.appliedTo(NEUTRAL);
    fields.faults(whole.faults());
    change.refuseUnreachable(fields, reachable);
    return whole;
  }

  /** The settings after this change; they may have faults that the change alone has not. */
  public OrganizationSettings appliedTo(OrganizationSettings present) {
    return new OrganizationSettings(
        after(timeZone, present.timeZone()),
        after(locale, present.locale()),
        after(currency, present.currency()),
        after(businessHours, present.businessHours()),
        after(slotIntervalMinutes, present.slotIntervalMinutes()),
        after(minimumNoticeMinutes, present.minimumNoticeMinutes()),
        after(maximumAdvanceDays, present.maximumAdvanceDays()),
        after(cancellationWindowMinutes, present.cancellationWindowMinutes()),
        after(approval, present.approval()),
        after(reminderMinutesBefore, present.reminderMinutesBefore()),
        after(labels.map(changes -> merged(present.labels(), changes)), present.labels()),
        after(branding.map(change -> change.appliedTo(present.branding())), present.branding()),
        after(corsOrigins, present.corsOrigins()),
        after(closedDates, present.closedDates()),
        after(phoneCountries, present.phoneCountries()));
  }

  private static SettingsChange read(Fields fields, boolean whole) {
    return new SettingsChange(
        one(fields, whole, "businessHours", Hours.weekly()),
        one(fields, whole, "timeZone", Readers.zone()),
        one(fields, whole, "locale", LocaleReader.locale()),
        one(fields, whole, "currency", Readers.currency()),
        one(
            fields,
            whole,
            "slotIntervalMinutes",
            Readers.gridMinutes(Cells.MINUTES, OrganizationSettings.MAXIMUM_SLOT_INTERVAL)),
        one(
            fields,
            whole,
            "minimumNoticeMinutes",
            Readers.integer(0, OrganizationSettings.MAXIMUM_LEAD)),
        one(
            fields,
            whole,
            "maximumAdvanceDays",
            Readers.integer(1, OrganizationSettings.MAXIMUM_ADVANCE_DAYS)),
        one(
            fields,
            whole,
            "cancellationWindowMinutes",
            Readers.integer(0, OrganizationSettings.MAXIMUM_LEAD)),
        one(fields, whole, "approval", Readers.oneOf(Approval.class)),
        one(
            fields,
            false,
            "reminderMinutesBefore",
            Readers.list(
                Readers.integer(Cells.MINUTES, OrganizationSettings.MAXIMUM_REMINDER),
                OrganizationSettings.MAXIMUM_REMINDERS)),
        one(fields, false, "labels", whole ? allLabels() : labelChanges()),
        one(fields, whole, "branding", Readers.object(inner -> branding(inner, whole))),
        one(
            fields,
            false,
            "corsOrigins",
            Readers.list(
                Readers.text(1, OrganizationSettings.LONGEST_ORIGIN),
                OrganizationSettings.MAXIMUM_ORIGINS)),
        one(
            fields,
            false,
            "closedDates",
            Readers.list(Readers.date(), OrganizationSettings.MAXIMUM_CLOSED_DATES)),
        one(
            fields,
            false,
            "phoneCountries",
            Readers.list(Readers.text(2, 2), OrganizationSettings.MAXIMUM_PHONE_COUNTRIES)));
  }

  private static BrandingChange branding(Fields fields, boolean whole) {
    return new BrandingChange(
        one(fields, whole, "displayName", Readers.name(Branding.MAXIMUM_NAME)),
        fields.patch("logoUrl", Readers.text(1, Branding.MAXIMUM_URL)),
        fields.patch("primaryColor", Readers.text(1, 20)));
  }

  private static <T> Patch<T> one(
      Fields fields, boolean required, String name, FieldReader<T> reader) {
    if (!required) {
      return fields.patchRequired(name, reader);
    }
    @Nullable T value = fields.required(name, reader);
    return value == null ? new Patch.Keep<>() : new Patch.Set<>(value);
  }

  private static FieldReader<Map<String, Optional<String>>> allLabels() {
    FieldReader<Map<String, String>> texts =
        Readers.textMap(
            OrganizationSettings.MAXIMUM_LABELS,
            OrganizationSettings.LONGEST_LABEL_KEY,
            OrganizationSettings.LONGEST_LABEL);
    return (value, pointer, faults) -> {
      Map<String, String> read = texts.read(value, pointer, faults);
      if (read == null) {
        return null;
      }
      Map<String, Optional<String>> changes = new LinkedHashMap<>();
      read.forEach((key, label) -> changes.put(key, Optional.of(label)));
      return changes;
    };
  }

  private static FieldReader<Map<String, Optional<String>>> labelChanges() {
    return (value, pointer, faults) -> {
      JsonNode texts = value;
      Map<String, Optional<String>> changes = new LinkedHashMap<>();
      if (value instanceof ObjectNode object) {
        ObjectNode kept = object.deepCopy();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          if (entry.getValue().isNull()) {
            changes.put(entry.getKey(), Optional.empty());
            kept.remove(entry.getKey());
          }
        }
        texts = kept;
      }
      Map<String, Optional<String>> read = allLabels().read(texts, pointer, faults);
      if (read == null) {
        return null;
      }
      changes.putAll(read);
      return changes;
    };
  }

  private static Map<String, String> merged(
      Map<String, String> present, Map<String, Optional<String>> changes) {
    Map<String, String> merged = new HashMap<>(present);
    changes.forEach(
        (key, label) ->
            label.ifPresentOrElse(text -> merged.put(key, text), () -> merged.remove(key)));
    return merged;
  }

  // The business may narrow the platform's countries, not widen them.
  private void refuseUnreachable(Fields fields, AllowedCountries reachable) {
    List<String> countries = after(phoneCountries, List.of());
    for (int i = 0; i < countries.size(); i++) {
      String country = countries.get(i);
      if (OrganizationSettings.isCountry(country) && !reachable.allow(country)) {
        fields.fault(
            "/phoneCountries/" + i,
            "is a country that no messages are sent to; they go to " + reachable.list());
      }
    }
  }

  private boolean keepsEverything() {
    return equals(NOTHING);
  }

  private static <T> T after(Patch<T> change, T present) {
    return change.apply(present, present);
  }

  private static OrganizationSettings neutral() {
    OrganizationSettings template =
        OrganizationSettings.forTemplate(
            BusinessTemplate.CONSULTATION,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            Currency.getInstance("EUR"),
            "Neutral");
    return new OrganizationSettings(
        template.timeZone(),
        template.locale(),
        template.currency(),
        template.businessHours(),
        template.slotIntervalMinutes(),
        template.minimumNoticeMinutes(),
        template.maximumAdvanceDays(),
        template.cancellationWindowMinutes(),
        template.approval(),
        List.of(),
        Map.of(),
        template.branding(),
        List.of(),
        List.of(),
        List.of());
  }
}
