package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import java.util.List;
import java.util.Optional;

/** What other capabilities know about a booking at the moment a message about it goes out. */
public interface BookingFacts {

  /** The booking, with every change that was acknowledged before this call. */
  Optional<BookingImage> booking(TenantId tenant, String bookingId);

  /** Where the client gets messages; empty when there is no such person any more. */
  Optional<PhoneNumber> phone(TenantId tenant, String clientId);

  /** How the things booked are called. */
  Names names(TenantId tenant, BookingImage booking);

  /**
   * Names as the business has written them.
   *
   * @param resources in the order of the booking
   */
  record Names(String service, List<String> resources) {
    public Names {
      resources = List.copyOf(resources);
    }
  }
}
