package io.marcado.messaging.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.messaging.replies.IncomingText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a call of the webhook tells, in the parts that are dealt with one by one. */
final class WhatsAppEvents {
  private WhatsAppEvents() {}

  /**
   * The news that somebody waits for: of one number, about messages that were sent with a
   * reference. That a message was sent is known, and of a code nobody asks.
   */
  static List<ProviderNews> ofNumber(String phoneNumberId, JsonNode body) {
    List<ProviderNews> news = new ArrayList<>();
    for (JsonNode value : values(phoneNumberId, body)) {
      value.path("statuses").forEach(status -> status(status).ifPresent(news::add));
      value
          .path("messages")
          .forEach(
              message ->
                  wrote(message)
                      .map(wrote -> ProviderNews.ofPhone(wrote.from(), wrote.seconds()))
                      .ifPresent(news::add));
    }
    return news;
  }

  /** The texts that people sent to one number, typed or by a button. */
  static List<IncomingText> textsTo(String phoneNumberId, JsonNode body) {
    List<IncomingText> texts = new ArrayList<>();
    for (JsonNode value : values(phoneNumberId, body)) {
      value.path("messages").forEach(message -> text(message).ifPresent(texts::add));
    }
    return texts;
  }

  private static List<JsonNode> values(String phoneNumberId, JsonNode body) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode entry : body.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        JsonNode value = change.path("value");
        if (change.path("field").asText().equals("messages")
            && value.path("metadata").path("phone_number_id").asText().equals(phoneNumberId)) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private static Optional<IncomingText> text(JsonNode message) {
    String text =
        switch (message.path("type").asText()) {
          case "text" -> message.at("/text/body").asText();
          case "button" -> message.at("/button/text").asText();
          case "interactive" -> message.at("/interactive/button_reply/title").asText();
          default -> "";
        };
    String id = message.path("id").asText("");
    return text.isBlank() || id.isEmpty()
        ? Optional.empty()
        : wrote(message)
            .map(
                wrote ->
                    new IncomingText(
                        Channel.WHATSAPP, wrote.from(), text, id, endOf(wrote.seconds())));
  }

  private static Optional<ProviderNews> status(JsonNode status) {
    String reference = status.path("biz_opaque_callback_data").asText("");
    return reference.isEmpty()
        ? Optional.empty()
        : ProviderNews.What.of(status.path("status").asText())
            .map(
                what ->
                    ProviderNews.ofMessage(
                        reference, what, status.path("errors").path(0).path("code").asInt(0)));
  }

  /** Who wrote, and when. */
  private record Wrote(PhoneNumber from, long seconds) {}

  private static Optional<Wrote> wrote(JsonNode message) {
    long seconds = message.path("timestamp").asLong(0);
    return seconds <= 0
        ? Optional.empty()
        : PhoneNumber.parse("+" + message.path("from").asText(""))
            .map(from -> new Wrote(from, seconds));
  }

  /** Meta tells whole seconds: a text was sent by the end of its second. */
  private static Instant endOf(long second) {
    return Instant.ofEpochSecond(second).plusMillis(999);
  }
}
