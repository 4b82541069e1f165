package io.marcado.bookings;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.scheduling.SeriesUpdates;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import jakarta.inject.Inject;

/** {@code POST /series/{seriesId}/confirm}: what waits for approval is on. */
public final class ConfirmSeriesHandler extends SeriesChangeEndpoint {
  @Inject SeriesUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  SeriesUpdates updates() {
    return updates;
  }

  @Override
  Act act() {
    return Act.CONFIRM;
  }
}
