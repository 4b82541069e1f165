package io.marcado.bookings;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.scheduling.SeriesUpdates;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;

/** An endpoint that does the same to many bookings of a series, each by the rules of one. */
abstract class SeriesChangeEndpoint extends TenantEndpoint<SeriesUpdates.Asked, SeriesChangeView> {
  /** Injected where it stands: a class without a field of its own to inject gets nothing. */
  abstract SeriesUpdates updates();

  /** The act on each booking. */
  abstract Act act();

  @Override
  protected final SeriesUpdates.Asked read(RequestReader request) {
    return SeriesChangeBody.read(request, act());
  }

  @Override
  protected final Answer<SeriesChangeView> answer(Call call, SeriesUpdates.Asked asked) {
    return Answer.ok(
        SeriesChangeView.of(
            SeriesProblems.orThrow(updates().change(call.actor(), asked, call.now()))));
  }
}
