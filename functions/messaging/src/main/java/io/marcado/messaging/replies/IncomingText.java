package io.marcado.messaging.replies;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.Map;

/**
 * A text that somebody sent to a number of the platform.
 *
 * @param channel by which it came, and by which it is answered
 * @param from the only proof of who it is
 * @param text as it was typed; of any length
 * @param id of the provider, the same for each delivery
 * @param sent when the provider took it
 */
public record IncomingText(
    Channel channel, PhoneNumber from, String text, String id, Instant sent) {
  private static final String CHANNEL = "channel";

  /** As our own queue has it; texts by SMS come as their provider writes them. */
  public String message() {
    return Json.write(
        Map.of(
            CHANNEL,
            channel.name(),
            "from",
            from.e164(),
            "text",
            text,
            "id",
            id,
            "sent",
            sent.toString()));
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
        Instant.parse(message.required("sent").asText()));
  }

  /** Hides the phone and the text. */
  @Override
  public String toString() {
    return "IncomingText by " + channel;
  }
}
