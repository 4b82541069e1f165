package io.marcado.bookings;

/** What a request for a series is answered with: what was made, or what would be. */
public sealed interface SeriesAnswer permits SeriesView, SeriesPlanView {}
