package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.replies.IncomingText;
import io.marcado.messaging.replies.Replies;
import io.marcado.messaging.replies.Reply;
import io.marcado.messaging.texts.SmsText;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.platform.json.Json;
import io.marcado.senders.sms.SmsSender;
import jakarta.inject.Inject;
import java.time.Instant;

/** Texts that people send to the platform's number, as two-way SMS publishes them to its topic. */
public final class ReceiveTextsHandler extends QueueConsumer {
  @Inject Replies replies;
  @Inject SmsSender sms;

  @Override
  protected void consume(JsonNode notification) {
    JsonNode text = Json.read(notification.required("Message").asText(), JsonNode.class);
    Instant sent = Instant.parse(notification.required("Timestamp").asText());
    String id = text.required("inboundMessageId").asText();
    // No person sends from a short number.
    PhoneNumber.parse(text.required("originationNumber").asText())
        .map(
            from ->
                new IncomingText(Channel.SMS, from, text.path("messageBody").asText(), id, sent))
        .ifPresent(incoming -> replies.take(incoming, this::send));
  }

  // One that is refused would be refused again.
  private void send(Reply reply) {
    SmsText text = SmsText.of(reply.text(), reply.accents());
    sms.send(reply.to(), text.body(), reply.id());
  }
}
