package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Result;
import io.marcado.identity.published.BookingProofs;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A proof that a request brings. It is checked at most once, since a check counts as a try. */
final class GivenProof {
  private final Supplier<Result<BookingProofs.Checked, BookingProofs.Refusal>> check;
  private @Nullable Result<BookingProofs.Checked, BookingRefusal> result;

  GivenProof(Supplier<Result<BookingProofs.Checked, BookingProofs.Refusal>> check) {
    this.check = check;
  }

  Result<BookingProofs.Checked, BookingRefusal> check() {
    Result<BookingProofs.Checked, BookingRefusal> checked = result;
    if (checked == null) {
      checked = check.get().mapRefusal(BookingRefusal.NotProved::new);
      result = checked;
    }
    return checked;
  }

  /** For a request that got as far as this only by a right code. */
  BookingProofs.Checked checked() {
    return check().orElseThrow(_ -> new IllegalStateException("refused before"));
  }
}
