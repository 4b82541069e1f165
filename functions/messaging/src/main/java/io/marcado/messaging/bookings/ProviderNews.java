package io.marcado.messaging.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.platform.json.Json;
import io.marcado.senders.whatsapp.OwnNumber;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
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
 * @param business whose own number sent the message, or got one; null for the platform's number
 * @param number the id of that number; null for the platform's
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ProviderNews(
    @Nullable String reference,
    @Nullable What what,
    int code,
    @Nullable String phoneHash,
    long seconds,
    @Nullable String business,
    @Nullable String number) {

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

  /** Of a message that a business's own number sent, or the platform's. */
  public static ProviderNews ofMessage(
      String reference, What what, int code, Optional<OwnNumber> from) {
    return of(reference, what, code, null, 0, from);
  }

  /** Of a phone that wrote to a business's own number, or to the platform's. */
  public static ProviderNews ofPhone(PhoneNumber phone, long seconds, Optional<OwnNumber> to) {
    return of(null, null, 0, WhatsAppWindow.hash(phone, to), seconds, to);
  }

  private static ProviderNews of(
      @Nullable String reference,
      @Nullable What what,
      int code,
      @Nullable String phoneHash,
      long seconds,
      Optional<OwnNumber> number) {
    return new ProviderNews(
        reference,
        what,
        code,
        phoneHash,
        seconds,
        number.map(own -> own.business().value()).orElse(null),
        number.map(OwnNumber::phoneNumberId).orElse(null));
  }

  /** The business's own number that it is about; empty for the platform's. */
  Optional<OwnNumber> ownNumber() {
    return Optional.ofNullable(business)
        .map(id -> new OwnNumber(new TenantId(id), Objects.requireNonNull(number)));
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
