package io.marcado.messaging.templates;

import io.marcado.domain.Fault;
import java.util.List;

/** Why a text is not kept or shown. */
sealed interface TemplateRefusal {

  /** The text is none that may go out. */
  record Faulty(List<Fault> faults) implements TemplateRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** There is no such message or booking. */
  record NotFound(String noun) implements TemplateRefusal {}

  /** It would show a booking to somebody who may see none. */
  record BookingHidden() implements TemplateRefusal {}
}
