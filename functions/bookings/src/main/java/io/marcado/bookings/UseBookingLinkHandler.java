package io.marcado.bookings;

import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.scheduling.LinkTaps;
import io.marcado.domain.Actor;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code POST /l/{linkSecret}}: what a button of the page behind a link does. */
public final class UseBookingLinkHandler extends LinkEndpoint<UseBookingLinkHandler.Input> {
  /** No booking has it, so nothing is done without a version. */
  private static final int NO_VERSION = 0;

  @Inject LinkTaps taps;

  record Input(String secret, Tapped.Act act, long version) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        secret(request),
        query.required("act", Readers.oneOf(Tapped.Act.class)),
        query.number("version", 1, 999_999).orElse(NO_VERSION));
  }

  @Override
  Tapped tapped(Actor.Visitor visitor, Call call, Input input) {
    return taps.act(visitor, input.secret(), input.act(), input.version(), call.now());
  }
}
