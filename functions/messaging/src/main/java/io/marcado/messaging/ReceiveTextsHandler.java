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
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppText;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Texts that people send to the platform's numbers, and to those of businesses: as two-way SMS
 * publishes them to its topic, and as WhatsApp's webhook passes them on.
 */
public final class ReceiveTextsHandler extends QueueConsumer {
  @Inject Replies replies;
  @Inject SmsSender sms;
  @Inject WhatsAppSender whatsApp;

  @Override
  protected void consume(JsonNode message) {
    if (IncomingText.isIn(message)) {
      replies.take(IncomingText.read(message), this::sendByWhatsApp);
    } else {
      bySms(message).ifPresent(text -> replies.take(text, this::sendBySms));
    }
  }

  // No person sends from a short number.
  private static Optional<IncomingText> bySms(JsonNode notification) {
    JsonNode text = Json.read(notification.required("Message").asText(), JsonNode.class);
    Instant sent = Instant.parse(notification.required("Timestamp").asText());
    String id = text.required("inboundMessageId").asText();
    return PhoneNumber.parse(text.required("originationNumber").asText())
        .map(
            from ->
                new IncomingText(Channel.SMS, from, text.path("messageBody").asText(), id, sent));
  }

  // One that is refused would be refused again.
  private void sendBySms(Reply reply) {
    SmsText text = SmsText.of(reply.text(), reply.accents());
    sms.send(reply.to(), text.body(), reply.id());
  }

  private void sendByWhatsApp(Reply reply) {
    WhatsAppSender number = reply.from().map(whatsApp::from).orElse(whatsApp);
    number.send(reply.to(), new WhatsAppText(reply.text()));
  }
}
