package io.marcado.bookings;

import io.marcado.bookings.blocks.BlockQueries;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.CalendarFilter;
import io.marcado.bookings.scheduling.LocalDates;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code GET /my-day}: what somebody of the team has on one date. */
public final class GetMyDayHandler
    extends TenantEndpoint<GetMyDayHandler.Input, GetMyDayHandler.DayView> {
  @Inject BookingQueries queries;
  @Inject BlockQueries blocks;
  @Inject SettingsReader settings;

  /**
   * The wanted day.
   *
   * @param date empty for today
   * @param zone of the date and of the times; empty for the business's
   */
  record Input(Optional<LocalDate> date, Optional<Zone> zone) {}

  /**
   * A day of the caller.
   *
   * @param timeZone in whose local times it is told
   * @param resourceIds the resources that the caller is
   * @param items bookings, blocks and busy times, by start
   */
  record DayView(LocalDate date, String timeZone, List<ResourceId> resourceIds, List<?> items) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BLOCKS_OWN);
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        query.optional("date", Readers.date()), query.optional("timeZone", Readers.zone()));
  }

  @Override
  protected Answer<DayView> answer(Call call, Input input) {
    LocalTimeline timeline =
        input
            .zone()
            .map(LocalTimeline::new)
            .orElseGet(() -> settings.get(call.tenant()).timeline());
    LocalDate date = input.date().orElseGet(() -> timeline.dateOf(call.now()));
    Optional<ResourceId> own = blocks.own(call.person());
    CalendarFilter filter =
        new CalendarFilter(new LocalDates(date, date), own, Optional.empty(), input.zone());
    return Answer.ok(
        new DayView(
            date,
            timeline.zone().id(),
            own.stream().toList(),
            own.isEmpty() ? List.of() : Diary.of(call, filter, queries, blocks).entries()));
  }
}
