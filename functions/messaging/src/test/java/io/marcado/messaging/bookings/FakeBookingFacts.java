package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One booking of one client, as a test says. */
final class FakeBookingFacts implements BookingFacts {
  private volatile @Nullable BookingImage booking;
  private volatile @Nullable PhoneNumber phone = PhoneNumber.parse("+5511999990001").orElseThrow();
  private volatile boolean outage;

  void booking(@Nullable BookingImage now) {
    booking = now;
  }

  void phone(@Nullable String number) {
    phone = number == null ? null : PhoneNumber.parse(number).orElseThrow();
  }

  /** From now on the client has a number that no other test uses. */
  String anotherPhone() {
    String number = "+55119%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    phone(number);
    return number;
  }

  /** From now on nothing can be read, or it can again. */
  void outage(boolean now) {
    outage = now;
  }

  @Override
  public Optional<BookingImage> booking(TenantId tenant, String bookingId) {
    if (outage) {
      throw new IllegalStateException("outage");
    }
    return Optional.ofNullable(booking);
  }

  @Override
  public Optional<PhoneNumber> phone(TenantId tenant, String clientId) {
    return Optional.ofNullable(phone);
  }

  @Override
  public Names names(TenantId tenant, BookingImage of) {
    return new Names("Corte de cabelo", BookingMessage.resourcesOf(of));
  }
}
