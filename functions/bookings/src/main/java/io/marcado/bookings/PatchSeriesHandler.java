package io.marcado.bookings;

import io.marcado.bookings.scheduling.SeriesMoves;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code PATCH /series/{seriesId}}: moves bookings of a series together, all or none. */
public final class PatchSeriesHandler extends TenantEndpoint<SeriesMoves.Asked, SeriesChangeView> {
  @Inject SeriesMoves moves;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected SeriesMoves.Asked read(RequestReader request) {
    return SeriesChangeBody.readMoves(request);
  }

  @Override
  protected Answer<SeriesChangeView> answer(Call call, SeriesMoves.Asked asked) {
    return Answer.ok(
        SeriesChangeView.of(SeriesProblems.orThrow(moves.move(call.actor(), asked, call.now()))));
  }
}
