package io.marcado.identity.published.notices;

import io.marcado.domain.Channel;
import java.util.List;

/**
 * Of which bookings somebody of the team is told, how, and when.
 *
 * @param channels SMS, EMAIL or both; those that reach the person, so none for somebody whom no
 *     chosen channel reaches
 */
public record BookingNotices(List<Channel> channels, Bookings bookings, When when) {
  public BookingNotices {
    channels = List.copyOf(channels);
  }

  /** Of which bookings. */
  public enum Bookings {
    ALL,
    /** Of those with a resource that is linked to the person. */
    OWN,
    NONE
  }

  /** When. */
  public enum When {
    AT_ONCE,
    /** In one message each morning. */
    DAILY
  }
}
