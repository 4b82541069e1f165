package io.marcado.messaging.numbers;

import io.marcado.domain.Fault;
import java.time.Duration;
import java.util.List;

/** Why a number is not linked, or not shown. */
sealed interface NumberRefusal {
  /** This deployment sends nothing by WhatsApp. */
  record NoWhatsApp() implements NumberRefusal {}

  /** The business has linked none. */
  record NotLinked() implements NumberRefusal {}

  /** Meta knows no such thing. */
  record Faulty(List<Fault> faults) implements NumberRefusal {}

  /** It is another business's. */
  record Taken() implements NumberRefusal {}

  /** It is the platform's. */
  record OfPlatform() implements NumberRefusal {}

  /**
   * The business has tried too often.
   *
   * @param waiting until it may try again
   */
  record TooOften(Duration waiting) implements NumberRefusal {}

  /** Meta gave no answer, so nothing was changed. */
  record NoAnswer() implements NumberRefusal {}

  /** The number is linked, but the token of the one before is still being deleted. */
  record TokenNotKept() implements NumberRefusal {}
}
