package io.marcado.tenants;

import io.marcado.domain.Permission;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.tenants.hours.HolidayListView;
import io.marcado.tenants.hours.HolidayPlace;
import io.marcado.tenants.hours.HoursChange;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/** {@code GET /settings/holidays}: the holidays of a year, and what the business does on each. */
public final class ListHolidaysHandler
    extends TenantEndpoint<ListHolidaysHandler.Input, HolidayListView> {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;

  @Inject SettingsReader settings;

  /** Which holidays; without a year those of twelve months from today. */
  record Input(Optional<Integer> year, HolidayPlace place) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    Optional<Integer> year = query.number("year", FIRST_YEAR, LAST_YEAR);
    HolidayPlace place =
        new HolidayPlace(
            query.optional("country", HolidayFields.COUNTRY),
            query.optional("region", HolidayFields.REGION));
    place
        .faults()
        .forEach(fault -> query.fault(fault.pointer().substring(1), fault.code(), fault.detail()));
    return new Input(year, place);
  }

  @Override
  protected Answer<HolidayListView> answer(Call call, Input input) {
    OrganizationSettings rules = settings.fresh(call.tenant());
    LocalDate today = rules.timeline().dateOf(call.now());
    LocalDate from = input.year().map(year -> LocalDate.of(year, 1, 1)).orElse(today);
    return Answer.ok(
        HolidayListView.of(
            rules,
            HoursChange.holidaysOf(rules, input.place()),
            from,
            from.plusYears(1).minusDays(1)));
  }
}
