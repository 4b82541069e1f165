package io.marcado.messaging.templates;

import io.marcado.messaging.texts.Appointment;
import io.marcado.messaging.texts.Notice;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A booking that there is not, to look at texts by. It has all that a text may tell. */
final class Samples {
  private static final int SEATS = 2;

  private Samples() {}

  /**
   * A booking a week ahead.
   *
   * @param business the display name of the business
   * @param unknown true for a business that anybody may have signed up
   */
  static Notice notice(
      TemplateKind kind, Locale locale, String business, boolean unknown, LocalDate today) {
    Words words = Words.of(locale);
    List<Variable> told = kind.variables();
    return new Notice(
        new Appointment(
            business,
            words.service(),
            List.of("Ana"),
            today.plusWeeks(1).atTime(LocalTime.of(9, 30)),
            Optional.empty(),
            Optional.empty(),
            today,
            Optional.of("Lia Souza"),
            unknown,
            told.contains(Variable.TIMES) ? 4 : 1,
            // Of a class there is no series, so no text tells both.
            told.contains(Variable.TIMES) ? 1 : SEATS,
            told.contains(Variable.REASON) ? Optional.of(words.reason()) : Optional.empty()),
        told.contains(Variable.FROM)
            ? Optional.of(today.plusWeeks(1).atTime(LocalTime.of(15, 0)))
            : Optional.empty(),
        List.of());
  }

  private record Words(String service, String reason) {
    static Words of(Locale locale) {
      return switch (locale.getLanguage()) {
        case "pt" -> new Words("Corte de cabelo", "a Ana está doente");
        case "es" -> new Words("Corte de pelo", "Ana está enferma");
        default -> new Words("Haircut", "Ana is ill");
      };
    }
  }
}
