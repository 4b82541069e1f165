package io.marcado.bookings;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.scheduling.SeriesUpdates;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import jakarta.inject.Inject;

/** {@code POST /series/{seriesId}/cancel}: each booking as if it were cancelled by itself. */
public final class CancelSeriesHandler extends SeriesChangeEndpoint {
  @Inject SeriesUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  SeriesUpdates updates() {
    return updates;
  }

  @Override
  Act act() {
    return Act.CANCEL;
  }
}
