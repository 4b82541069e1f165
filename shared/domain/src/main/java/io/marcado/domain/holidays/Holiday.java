package io.marcado.domain.holidays;

import io.marcado.domain.time.HolidayKind;
import java.time.LocalDate;

/**
 * One holiday on one date.
 *
 * @param name in a language of the country
 * @param englishName the same in English
 */
public record Holiday(
    LocalDate date, String name, String englishName, HolidayKind kind, Certainty certainty) {}
