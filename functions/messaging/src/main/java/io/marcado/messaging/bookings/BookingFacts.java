package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import java.util.List;
import java.util.Optional;

/** The present facts of a booking in other capabilities, for a message that is about to go out. */
public interface BookingFacts {

  /** Reads the booking, strongly consistent. */
  Optional<BookingImage> booking(TenantId tenant, String bookingId);

  /** A client or an owner with its contact for messages; empty when the person no longer exists. */
  Optional<ClientStanding> person(TenantId tenant, String personId);

  /** The ids of the owners who may sign in. */
  List<String> owners(TenantId tenant);

  /** The names of the service and the resources. */
  Names names(TenantId tenant, BookingImage booking);

  /**
   * Names as the business wrote them.
   *
   * @param resources in the order of the booking
   */
  record Names(String service, List<String> resources) {
    public Names {
      resources = List.copyOf(resources);
    }
  }
}
