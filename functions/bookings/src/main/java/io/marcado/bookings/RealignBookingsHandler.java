package io.marcado.bookings;

import io.marcado.bookings.realign.Realigner;
import io.marcado.bookings.realign.Realignment.Keep;
import io.marcado.bookings.scheduling.ShownClients;
import io.marcado.domain.Permission;
import io.marcado.domain.time.Zone;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /bookings/realign}: lists or moves the bookings that do not begin as agreed. */
public final class RealignBookingsHandler
    extends TenantEndpoint<RealignBookingsHandler.Input, RealignmentView> {
  @Inject Realigner realigner;
  @Inject ShownClients clients;

  /**
   * The wanted realignment.
   *
   * @param zone empty for that of the settings
   * @param apply false to only list
   */
  record Input(Optional<Zone> zone, Keep keep, boolean apply) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return request.optionalBody(
        body ->
            new Input(
                body.optional("timeZone", Readers.zone()),
                body.optional("keep", Readers.oneOf(Keep.class)).orElse(Keep.LOCAL_TIMES),
                body.optional("apply", Readers.bool()).orElse(false)));
  }

  @Override
  protected Answer<RealignmentView> answer(Call call, Input input) {
    Realigner.Moved moved =
        BookingProblems.orThrow(
            realigner.move(call.actor(), input.zone(), input.keep(), input.apply(), call.now()));
    return Answer.ok(RealignmentView.of(moved, bookings -> clients.of(call.actor(), bookings)));
  }
}
