package io.marcado.messaging.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.platform.json.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * News from WhatsApp, as a queue has it: of a message that we sent, or that a phone wrote to us. It
 * may come late, twice and out of order.
 *
 * @param reference of our message; null for a phone's
 * @param what became of it; null for a phone's
 * @param code why it failed, as Meta numbers it; 0 for all else
 * @param phoneHash of the phone that wrote, as {@link WhatsAppWindow#hash} makes it; null for our
 *     message
 * @param seconds since the epoch when it wrote; 0 for our message
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ProviderNews(
    @Nullable String reference,
    @Nullable What what,
    int code,
    @Nullable String phoneHash,
    long seconds) {

  /** The fates of a message. */
  public enum What {
    DELIVERED,
    READ,
    FAILED;

    /** What Meta calls so; empty for what we know already, and for words of tomorrow. */
    public static Optional<What> of(String status) {
      return Arrays.stream(values())
          .filter(what -> what.name().toLowerCase(Locale.ROOT).equals(status))
          .findFirst();
    }
  }

  public static ProviderNews ofMessage(String reference, What what, int code) {
    return new ProviderNews(reference, what, code, null, 0);
  }

  public static ProviderNews ofPhone(PhoneNumber phone, long seconds) {
    return new ProviderNews(null, null, 0, WhatsAppWindow.hash(phone), seconds);
  }

  /** Reads a message of the queue. */
  public static ProviderNews read(JsonNode message) {
    return Json.read(message.toString(), ProviderNews.class);
  }

  /** Hides the phone. */
  @Override
  public String toString() {
    return "ProviderNews " + what;
  }
}
