package io.marcado.messaging.replies;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.senders.whatsapp.OwnNumber;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A text that somebody sent to a number of the platform, or of a business.
 *
 * @param channel by which it came, and by which it is answered
 * @param from the only proof of who it is
 * @param text as it was typed; of any length
 * @param id of the provider, the same for each delivery
 * @param sent when the provider took it
 * @param to the business's own number to which it was sent, and by which it is answered; empty for
 *     the platform's
 */
public record IncomingText(
    Channel channel,
    PhoneNumber from,
    String text,
    String id,
    Instant sent,
    Optional<OwnNumber> to) {
  private static final String CHANNEL = "channel";

  /** One to the platform's number. */
  public IncomingText(Channel channel, PhoneNumber from, String text, String id, Instant sent) {
    this(channel, from, text, id, sent, Optional.empty());
  }

  /** As our own queue has it; texts by SMS come as their provider writes them. */
  public String message() {
    Map<String, String> fields = new TreeMap<>();
    fields.put(CHANNEL, channel.name());
    fields.put("from", from.e164());
    fields.put("text", text);
    fields.put("id", id);
    fields.put("sent", sent.toString());
    to.ifPresent(
        own -> {
          fields.put("business", own.business().value());
          fields.put("number", own.phoneNumberId());
        });
    return Json.write(fields);
  }

  /** True for what {@link #message} has written. */
  public static boolean isIn(JsonNode message) {
    return message.has(CHANNEL);
  }

  /** Reads what {@link #message} has written. */
  public static IncomingText read(JsonNode message) {
    return new IncomingText(
        Channel.valueOf(message.required(CHANNEL).asText()),
        PhoneNumber.parse(message.required("from").asText()).orElseThrow(),
        message.required("text").asText(),
        message.required("id").asText(),
        Instant.parse(message.required("sent").asText()),
        TenantId.find(message.path("business").asText())
            .map(business -> new OwnNumber(business, message.required("number").asText())));
  }

  /** Hides the phone and the text. */
  @Override
  public String toString() {
    return "IncomingText by " + channel;
  }
}
