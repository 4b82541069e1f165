package io.marcado.identity.published.notices;

import io.marcado.domain.Channel;
import io.marcado.domain.time.QuietHours;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client prefers about messages of a business about bookings. Codes and notices about
 * accounts heed none of it.
 *
 * @param optOut what the client does not want, each once
 * @param quietHours when messages wait that can; null for those of the business
 * @param timeZone id of the IANA zone in which quiet hours are meant; null for the business's
 * @param channel tried before those of the business; null for these alone. An e-mail goes to an
 *     address that was proved, and to no other.
 */
public record MessagePreferences(
    List<OptOut> optOut,
    @Nullable QuietHours quietHours,
    @Nullable String timeZone,
    @Nullable Channel channel) {
  /** Nothing chosen. */
  public static final MessagePreferences NONE = new MessagePreferences(List.of(), null, null, null);

  public MessagePreferences {
    optOut = List.copyOf(optOut);
  }

  /** What a client may do without. */
  public enum OptOut {
    REMINDER,
    FOLLOW_UP,
    NO_SHOW,
    /** Every message about bookings, also that the business has moved or cancelled one. */
    ALL
  }
}
