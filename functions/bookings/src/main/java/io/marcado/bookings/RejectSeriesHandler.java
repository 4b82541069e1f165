package io.marcado.bookings;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;

/** {@code POST /series/{seriesId}/reject}: what waits for approval is off. */
public final class RejectSeriesHandler extends SeriesChangeEndpoint {

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  Act act() {
    return Act.REJECT;
  }
}
