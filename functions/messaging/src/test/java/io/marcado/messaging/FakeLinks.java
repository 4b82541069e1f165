package io.marcado.messaging;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.domain.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes addresses of the usual form that lead to nothing, and remembers for what. */
public final class FakeLinks implements BookingLinks {
  private static final String BASE = "https://book.example.com/barbearia/l/";

  /** For which bookings, in order. */
  public final List<BookingImage> made = new ArrayList<>();

  /** Which clients were asked to confirm, in order. */
  public final List<BookingImage> asked = new ArrayList<>();

  @Override
  public synchronized Optional<String> make(TenantId tenant, BookingImage booking, Locale locale) {
    made.add(booking);
    return Optional.of(BASE + String.valueOf((char) ('a' + made.size())).repeat(16));
  }

  @Override
  public synchronized void asked(TenantId tenant, BookingImage booking, Locale locale) {
    asked.add(booking);
  }

  @Override
  public Optional<String> sample(TenantId tenant) {
    return Optional.of(BASE + "x".repeat(16));
  }
}
