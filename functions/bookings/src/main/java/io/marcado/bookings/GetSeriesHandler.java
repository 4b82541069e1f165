package io.marcado.bookings;

import io.marcado.bookings.scheduling.SeriesBooking;
import io.marcado.domain.Permission;
import io.marcado.domain.SeriesId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /series/{seriesId}}: a series with its bookings as they are. */
public final class GetSeriesHandler extends TenantEndpoint<SeriesId, SeriesView> {
  @Inject SeriesBooking series;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_READ);
  }

  @Override
  protected SeriesId read(RequestReader request) {
    return new SeriesId(request.path("seriesId"));
  }

  @Override
  protected Answer<SeriesView> answer(Call call, SeriesId id) {
    return Answer.ok(
        SeriesView.of(SeriesProblems.orThrow(series.get(call.actor(), id, call.now()))));
  }
}
