package io.marcado.bookings.blocks;

import java.time.Instant;
import java.time.LocalDate;

/** Where a block begins or ends, as people tell it. */
sealed interface BlockMoment {

  /** A whole local date of the business. */
  record OfDate(LocalDate date) implements BlockMoment {}

  /** A moment, in whole minutes. */
  record At(Instant instant) implements BlockMoment {}
}
