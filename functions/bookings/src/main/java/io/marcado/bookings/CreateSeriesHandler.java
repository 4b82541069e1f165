package io.marcado.bookings;

import io.marcado.bookings.scheduling.RequestFaults;
import io.marcado.bookings.scheduling.SeriesBooking;
import io.marcado.bookings.scheduling.SeriesRequest;
import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code POST /series}: books what recurs, whole or not at all, or says what that would be. */
public final class CreateSeriesHandler extends TenantEndpoint<SeriesBody.Input, SeriesAnswer> {
  @Inject SeriesBooking series;
  @Inject RequestFaults faults;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected SeriesBody.Input read(RequestReader request) {
    return SeriesBody.read(request);
  }

  @Override
  protected List<Fault> faults(Call call, SeriesBody.Input input) {
    return BookingProblems.all(faults.ofSeries(call.actor(), input.mentioned().get(), call.now()));
  }

  @Override
  protected Answer<SeriesAnswer> answer(Call call, SeriesBody.Input input) {
    SeriesRequest request = input.series();
    if (request.dryRun()) {
      return Answer.ok(
          SeriesPlanView.of(
              SeriesProblems.orThrow(series.plan(call.actor(), request, call.now()))));
    }
    SeriesBooking.Shown made =
        SeriesProblems.orThrow(series.make(call.actor(), request, call.now()));
    return Answer.<SeriesAnswer>created(SeriesView.of(made)).replayed(made.replayed());
  }
}
