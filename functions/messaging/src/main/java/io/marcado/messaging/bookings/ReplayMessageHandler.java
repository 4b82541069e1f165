package io.marcado.messaging.bookings;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code POST /bookings/{bookingId}/messages/{messageId}/replay}: tells a client something again.
 */
public final class ReplayMessageHandler
    extends TenantEndpoint<ReplayMessageHandler.Input, MessageView> {
  @Inject Replays replays;

  record Input(String bookingId, String messageId, Optional<String> key) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("bookingId"), request.path("messageId"), request.idempotencyKey());
  }

  @Override
  protected Answer<MessageView> answer(Call call, Input input) {
    Replays.Request request =
        new Replays.Request(
            call.tenant(),
            input.bookingId(),
            input.messageId(),
            call.actor().auditId().orElseThrow(),
            input.key(),
            call.now());
    Replays.Sent sent = replays.send(request).orElseThrow(MessageProblems::of);
    boolean mayRead = call.may(Permission.BOOKINGS_READ);
    return Answer.created(mayRead ? sent.message() : sent.message().withoutText())
        .replayed(sent.replayed());
  }
}
