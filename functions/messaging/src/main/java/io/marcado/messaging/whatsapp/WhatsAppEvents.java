package io.marcado.messaging.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.messaging.replies.IncomingText;
import io.marcado.senders.whatsapp.OwnNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a call of the webhook tells, in the parts that are dealt with one by one. */
final class WhatsAppEvents {
  /** Of the year 9999. Nobody has sent what is of no time. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

  private final List<ProviderNews> news = new ArrayList<>();
  private final List<IncomingText> texts = new ArrayList<>();

  private WhatsAppEvents() {}

  /**
   * What the call tells of the platform's number, and of numbers of businesses. All else is nothing
   * to us.
   *
   * @param phoneNumberId the platform's number
   * @param owners finds the business's own number with an id; asked once for each
   */
  static WhatsAppEvents of(
      JsonNode body, String phoneNumberId, Function<String, Optional<OwnNumber>> owners) {
    WhatsAppEvents events = new WhatsAppEvents();
    Map<String, Optional<OwnNumber>> known = new HashMap<>();
    for (JsonNode entry : body.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        JsonNode value = change.path("value");
        String number = value.path("metadata").path("phone_number_id").asText();
        if (!change.path("field").asText().equals("messages") || !ID.matcher(number).matches()) {
          continue;
        }
        if (number.equals(phoneNumberId)) {
          events.add(value, Optional.empty());
        } else {
          known
              .computeIfAbsent(number, owners)
              .ifPresent(own -> events.add(value, Optional.of(own)));
        }
      }
    }
    return events;
  }

  /**
   * The news that somebody waits for: about messages that were sent with a reference, and which
   * phones wrote. That a message was sent is known, and of a code nobody asks.
   */
  List<ProviderNews> news() {
    return List.copyOf(news);
  }

  /** The texts that people sent, typed or by a button. */
  List<IncomingText> texts() {
    return List.copyOf(texts);
  }

  private void add(JsonNode value, Optional<OwnNumber> number) {
    value.path("statuses").forEach(status -> status(status, number).ifPresent(news::add));
    for (JsonNode message : value.path("messages")) {
      wrote(message)
          .map(wrote -> ProviderNews.ofPhone(wrote.from(), wrote.seconds(), number))
          .ifPresent(news::add);
      text(message, number).ifPresent(texts::add);
    }
  }

  private static Optional<IncomingText> text(JsonNode message, Optional<OwnNumber> number) {
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
                        Channel.WHATSAPP, wrote.from(), text, id, endOf(wrote.seconds()), number));
  }

  private static Optional<ProviderNews> status(JsonNode status, Optional<OwnNumber> number) {
    String reference = status.path("biz_opaque_callback_data").asText("");
    return reference.isEmpty()
        ? Optional.empty()
        : ProviderNews.What.of(status.path("status").asText())
            .map(
                what ->
                    ProviderNews.ofMessage(
                        reference,
                        what,
                        status.path("errors").path(0).path("code").asInt(0),
                        number));
  }

  /** Who wrote, and when. */
  private record Wrote(PhoneNumber from, long seconds) {}

  private static Optional<Wrote> wrote(JsonNode message) {
    long seconds = message.path("timestamp").asLong(0);
    return seconds <= 0 || seconds > LAST_SECOND
        ? Optional.empty()
        : PhoneNumber.parse("+" + message.path("from").asText(""))
            .map(from -> new Wrote(from, seconds));
  }

  /** Meta tells whole seconds: a text was sent by the end of its second. */
  private static Instant endOf(long second) {
    return Instant.ofEpochSecond(second).plusMillis(999);
  }
}
