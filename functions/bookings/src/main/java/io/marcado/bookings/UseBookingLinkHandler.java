package io.marcado.bookings;

import io.marcado.bookings.links.MoveTarget;
import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.scheduling.LinkTaps;
import io.marcado.domain.Actor;
import io.marcado.domain.FaultCode;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code POST /l/{linkSecret}}: what a button of the page behind a link does. */
public final class UseBookingLinkHandler extends LinkEndpoint<UseBookingLinkHandler.Input> {
  /** No booking has it, so nothing is done without a version. */
  private static final int NO_VERSION = 0;

  /** What no page shows, so nothing moves on it. */
  private static final String NO_TERMS = "";

  private static final Pattern TERMS = Pattern.compile("[a-z2-7]{1,32}");

  @Inject LinkTaps taps;

  /** What buttons do. */
  enum Button {
    CONFIRM,
    CANCEL,
    MOVE
  }

  /**
   * @param target of a move; empty for the others
   * @param terms that the page showed of a move
   */
  record Input(String secret, Button act, long version, Optional<MoveTarget> target, String terms) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    Button act = query.required("act", Readers.oneOf(Button.class));
    Optional<MoveTarget> target = target(query);
    if (act == Button.MOVE && target.isEmpty()) {
      query.fault("start", FaultCode.REQUIRED, "is required to move, or sessionId");
    }
    return new Input(
        secret(request),
        act,
        query.number("version", 1, 999_999).orElse(NO_VERSION),
        target,
        query.optional("terms", Readers.matching(TERMS, "as the page says")).orElse(NO_TERMS));
  }

  @Override
  Tapped tapped(Actor.Visitor visitor, Call call, Input input) {
    return switch (input.act()) {
      case CONFIRM ->
          taps.act(visitor, input.secret(), Tapped.Act.CONFIRM, input.version(), call.now());
      case CANCEL ->
          taps.act(visitor, input.secret(), Tapped.Act.CANCEL, input.version(), call.now());
      case MOVE ->
          taps.move(
              visitor,
              input.secret(),
              new LinkTaps.Asked(input.target().orElseThrow(), input.terms(), input.version()),
              call.now());
    };
  }
}
