package io.marcado.platform.tenant;

import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.domain.time.Cells;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;

/** The fields of the section of the settings that bookings owns. */
public final class BookingSection {
  private static final FieldReader<Integer> LEAD = Readers.integer(0, BookingPolicy.MAXIMUM_LEAD);

  public static final SettingsSection<BookingPolicy> SECTION =
      SettingsSection.of(
          BookingPolicy.forTemplate(BusinessTemplate.CONSULTATION),
          (policy, values) ->
              new BookingPolicy(
                  values.number(
                      "slotIntervalMinutes",
                      Readers.gridMinutes(Cells.MINUTES, BookingPolicy.MAXIMUM_SLOT_INTERVAL),
                      policy.slotIntervalMinutes()),
                  values.number("minimumNoticeMinutes", LEAD, policy.minimumNoticeMinutes()),
                  values.number(
                      "maximumAdvanceDays",
                      Readers.integer(1, BookingPolicy.MAXIMUM_ADVANCE_DAYS),
                      policy.maximumAdvanceDays()),
                  values.number(
                      "cancellationWindowMinutes", LEAD, policy.cancellationWindowMinutes()),
                  values.oneOf("approval", Approval.class, policy.approval()),
                  values.optionalNumber(
                      "approvalDeadlineMinutes",
                      Readers.integer(1, BookingPolicy.MAXIMUM_LEAD),
                      policy.approvalDeadlineMinutes()),
                  values.optionalOneOf(
                      "publicBooking", PublicBooking.class, policy.publicBooking()),
                  values.optionalNumber(
                      "releaseUnconfirmedMinutes", LEAD, policy.releaseUnconfirmedMinutes())));

  private BookingSection() {}
}
