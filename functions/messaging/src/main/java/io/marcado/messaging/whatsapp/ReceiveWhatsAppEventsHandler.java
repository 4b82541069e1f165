package io.marcado.messaging.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.messaging.numbers.OwnNumbers;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Json;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code POST /whatsapp/webhook}: what became of messages, and what people wrote. It is put into
 * queues, so that Meta waits for nothing else.
 */
public final class ReceiveWhatsAppEventsHandler
    extends OriginEndpoint<
        ReceiveWhatsAppEventsHandler.Input, ReceiveWhatsAppEventsHandler.Received> {
  /** As Meta states it: 3 MB. */
  private static final int LARGEST = 3 * 1024 * 1024;

  @Inject WebhookKeys keys;
  @Inject IncomingQueues queues;
  @Inject OwnNumbers numbers;

  /** What came, before anybody has read it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Input(byte[] body, String signature) {}

  record Received(boolean received) {}

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(request.signedBody(LARGEST), request.header("x-hub-signature-256").orElse(""));
  }

  @Override
  protected Answer<Received> answer(OriginCall call, Input input) {
    String phoneNumberId =
        keys.ofSignature(input.body(), input.signature(), call.sourceAddress())
            .orElseThrow(WhatsAppProblems::of);
    JsonNode body = parsed(input.body()).orElseThrow(WhatsAppProblems::noJson);
    WhatsAppEvents events = WhatsAppEvents.of(body, phoneNumberId, numbers::find);
    queues.send(events.news(), events.texts());
    return Answer.ok(new Received(true));
  }

  private static Optional<JsonNode> parsed(byte[] body) {
    try {
      return Optional.of(Json.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
