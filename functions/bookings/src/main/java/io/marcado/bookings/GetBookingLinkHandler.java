package io.marcado.bookings;

import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.scheduling.LinkTaps;
import io.marcado.domain.Actor;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;

/** {@code GET /l/{linkSecret}}: the page behind the link of a message. It changes nothing. */
public final class GetBookingLinkHandler extends LinkEndpoint<String> {
  @Inject LinkTaps taps;

  @Override
  protected String read(RequestReader request) {
    // Apps in which people tap links add parameters of their own.
    request.query().ignoreOthers();
    return secret(request);
  }

  @Override
  Tapped tapped(Actor.Visitor visitor, Call call, String secret) {
    return taps.look(visitor, secret, call.now());
  }
}
