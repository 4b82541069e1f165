package io.marcado.messaging.bookings;

import static java.util.Objects.requireNonNull;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.Contact;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One booking of one client, as a test says. */
final class FakeBookingFacts implements BookingFacts {
  private volatile @Nullable BookingImage booking;
  private volatile @Nullable PhoneNumber phone = PhoneNumber.parse("+5511999990001").orElseThrow();
  private volatile boolean outage;
  private volatile boolean proved;
  private volatile boolean barred;

  void booking(@Nullable BookingImage now) {
    booking = now;
  }

  void phone(@Nullable String number) {
    phone = number == null ? null : PhoneNumber.parse(number).orElseThrow();
  }

  PhoneNumber phone() {
    return requireNonNull(phone);
  }

  /** From now on the client has a number that no other test uses. */
  String anotherPhone() {
    String number = "+55119%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    phone(number);
    return number;
  }

  /** From now on the client has proved the phone, or not. */
  void proved(boolean now) {
    proved = now;
  }

  /** From now on the business takes no bookings from the client. */
  void barred() {
    barred = true;
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
  public Optional<ClientStanding> person(TenantId tenant, String personId) {
    return Optional.ofNullable(phone)
        .map(
            number ->
                new ClientStanding(
                    new Contact(
                        new PersonId(personId), "Lia", number, Optional.empty(), Optional.empty()),
                    proved,
                    barred));
  }

  @Override
  public List<String> owners(TenantId tenant) {
    return List.of("owner");
  }

  @Override
  public Names names(TenantId tenant, BookingImage of) {
    return new Names("Corte de cabelo", BookingMessage.resourcesOf(of));
  }
}
