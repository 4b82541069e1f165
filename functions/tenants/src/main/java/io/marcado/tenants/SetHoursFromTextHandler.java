package io.marcado.tenants;

import io.marcado.domain.Permission;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.tenants.hours.HolidayPlace;
import io.marcado.tenants.hours.HoursChange;
import io.marcado.tenants.hours.HoursFromTextView;
import io.marcado.tenants.hours.HoursProposal;
import io.marcado.tenants.settings.Closing;
import io.marcado.tenants.settings.SettingsStore;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code PUT /settings/hours-from-text}: says what it understands of hours as people copy them, and
 * makes them the hours of the business when asked to.
 */
public final class SetHoursFromTextHandler
    extends TenantEndpoint<SetHoursFromTextHandler.Input, HoursFromTextView> {
  /** Longest text, characters. */
  static final int LONGEST = 2000;

  @Inject SettingsReader settings;
  @Inject SettingsStore store;
  @Inject Closing closing;

  /**
   * The text and what to do with it.
   *
   * @param partly true when what is understood is to be written although other parts are not
   */
  record Input(
      String text, boolean dryRun, boolean partly, HolidayPlace place, boolean keepsBookings) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    boolean keepsBookings = BookingsOutside.kept(request.query());
    return request.body(
        fields -> {
          HolidayPlace place =
              new HolidayPlace(
                  fields.optional("country", HolidayFields.COUNTRY),
                  fields.optional("region", HolidayFields.REGION));
          fields.faults(place.faults());
          return new Input(
              fields.required("text", Readers.text(1, LONGEST)),
              fields.optional("dryRun", Readers.bool()).orElse(true),
              fields.optional("acceptPartial", Readers.bool()).orElse(false),
              place,
              keepsBookings);
        });
  }

  @Override
  protected Answer<HoursFromTextView> answer(Call call, Input input) {
    OrganizationSettings now = settings.fresh(call.tenant());
    Optional<BusinessHolidays> kept = HoursChange.holidaysOf(now, input.place());
    HoursProposal proposal =
        HoursProposal.of(input.text(), now.timeline().dateOf(call.now()), kept);
    if (!input.dryRun()) {
      TenantProblems.refuse(proposal.whyNot(input.partly()));
      UnaryOperator<OrganizationSettings> change =
          settings -> HoursChange.apply(proposal, kept, settings);
      if (!input.keepsBookings()) {
        TenantProblems.refuse(closing.whyNot(call.actor(), change, call.now()));
      }
      TenantProblems.settingsOrThrow(store.change(call.actor(), change, call.now()));
    }
    return Answer.ok(HoursFromTextView.of(proposal, kept, now.locale(), !input.dryRun()));
  }
}
