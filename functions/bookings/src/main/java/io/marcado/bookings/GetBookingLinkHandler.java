package io.marcado.bookings;

import io.marcado.bookings.links.MoveTarget;
import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.scheduling.LinkTaps;
import io.marcado.domain.Actor;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/**
 * {@code GET /l/{linkSecret}}: the page behind the link of a message, with the booking, the times
 * to which it can move, or the one that was chosen. It changes nothing.
 */
public final class GetBookingLinkHandler extends LinkEndpoint<GetBookingLinkHandler.Input> {
  @Inject LinkTaps taps;

  record Input(String secret, Optional<LocalDate> day, Optional<MoveTarget> target) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    // Apps in which people tap links add parameters of their own.
    query.ignoreOthers();
    return new Input(secret(request), query.optional("day", Readers.date()), target(query));
  }

  @Override
  Tapped tapped(Actor.Visitor visitor, Call call, Input input) {
    if (input.target().isPresent()) {
      return taps.choose(visitor, input.secret(), input.target().get(), call.now());
    }
    return input
        .day()
        .map(day -> taps.times(visitor, input.secret(), day, call.now()))
        .orElseGet(() -> taps.look(visitor, input.secret(), call.now()));
  }
}
