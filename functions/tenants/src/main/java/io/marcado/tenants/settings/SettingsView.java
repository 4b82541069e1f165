package io.marcado.tenants.settings;

import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings as answers show them. */
public record SettingsView(
    String timeZone,
    String locale,
    String currency,
    List<Hours.WeeklyWindowView> businessHours,
    int slotIntervalMinutes,
    int minimumNoticeMinutes,
    int maximumAdvanceDays,
    int cancellationWindowMinutes,
    Approval approval,
    List<Integer> reminderMinutesBefore,
    Map<String, String> labels,
    BrandingView branding,
    List<String> corsOrigins,
    List<LocalDate> closedDates,
    List<String> phoneCountries) {

  /** How the business shows itself; null for what it has not set. */
  public record BrandingView(
      String displayName, @Nullable String logoUrl, @Nullable String primaryColor) {}

  public static SettingsView of(OrganizationSettings settings) {
    return new SettingsView(
        settings.timeZone().getId(),
        settings.locale().toLanguageTag(),
        settings.currency().getCurrencyCode(),
        Hours.view(settings.businessHours()),
        settings.slotIntervalMinutes(),
        settings.minimumNoticeMinutes(),
        settings.maximumAdvanceDays(),
        settings.cancellationWindowMinutes(),
        settings.approval(),
        settings.reminderMinutesBefore(),
        new TreeMap<>(settings.labels()),
        new BrandingView(
            settings.branding().displayName(),
            settings.branding().logoUrl().orElse(null),
            settings.branding().primaryColor().orElse(null)),
        settings.corsOrigins(),
        settings.closedDates(),
        settings.phoneCountries());
  }
}
