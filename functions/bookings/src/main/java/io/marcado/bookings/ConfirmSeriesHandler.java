package io.marcado.bookings;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.scheduling.SeriesUpdates;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /series/{seriesId}/confirm}: what waits for approval is on. */
public final class ConfirmSeriesHandler
    extends TenantEndpoint<SeriesUpdates.Asked, SeriesChangeView> {
  @Inject SeriesUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected SeriesUpdates.Asked read(RequestReader request) {
    return SeriesChangeBody.read(request, Act.CONFIRM);
  }

  @Override
  protected Answer<SeriesChangeView> answer(Call call, SeriesUpdates.Asked asked) {
    return Answer.ok(
        SeriesChangeView.of(
            SeriesProblems.orThrow(updates.change(call.actor(), asked, call.now()))));
  }
}
