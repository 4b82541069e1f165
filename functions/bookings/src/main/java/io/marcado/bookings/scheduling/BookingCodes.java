package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Actor;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.RequestedCode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends codes by which visitors prove the phone of a booking. */
@Singleton
public final class BookingCodes {
  private final Configurations configurations;
  private final BookingProofs proofs;

  BookingCodes(Configurations configurations, BookingProofs proofs) {
    this.configurations = configurations;
    this.proofs = proofs;
  }

  /**
   * Sends a code, for known and unknown phones alike. Refused where the business takes no bookings
   * without a login, for a phone that takes no texts or is of a country that it does not take, and
   * beyond the limits.
   */
  public Result<RequestedCode, BookingRefusal> ask(
      Actor.Visitor visitor, PhoneNumber phone, Instant now) {
    return configurations
        .settings(visitor.tenant())
        .decide(settings -> Result.unless(refusal(phone, settings), () -> phone))
        .then(
            allowed -> proofs.ask(visitor, allowed, now).mapRefusal(BookingRefusal.TooOften::new));
  }

  private static Optional<BookingRefusal> refusal(
      PhoneNumber phone, OrganizationSettings settings) {
    if (settings.bookings().publicBooking() == PublicBooking.OFF) {
      return Optional.of(new BookingRefusal.NotTaken());
    }
    List<BookingFault> faults = new ArrayList<>();
    if (!settings.takesPhone(phone)) {
      faults.add(new BookingFault.ForeignPhone("/phone", settings.phoneCountries()));
    }
    if (!phone.takesTexts()) {
      faults.add(BookingFault.Plain.TAKES_NO_TEXTS);
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(new BookingRefusal.Faulty(faults));
  }
}
