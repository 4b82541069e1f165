package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Result;
import io.marcado.identity.published.PhoneProofs;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A proof that a request brings. It is checked at most once, since a check counts as a try. */
final class GivenProof {
  private final Supplier<Result<PhoneProofs.Checked, PhoneProofs.Refusal>> check;
  private @Nullable Result<PhoneProofs.Checked, BookingRefusal> result;

  GivenProof(Supplier<Result<PhoneProofs.Checked, PhoneProofs.Refusal>> check) {
    this.check = check;
  }

  Result<PhoneProofs.Checked, BookingRefusal> check() {
    Result<PhoneProofs.Checked, BookingRefusal> checked = result;
    if (checked == null) {
      checked = check.get().mapRefusal(BookingRefusal.NotProved::new);
      result = checked;
    }
    return checked;
  }

  /** For a request that got as far as this only by a right code. */
  PhoneProofs.Checked checked() {
    return check().orElseThrow(_ -> new IllegalStateException("refused before"));
  }
}
