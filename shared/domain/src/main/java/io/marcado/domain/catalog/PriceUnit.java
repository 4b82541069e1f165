package io.marcado.domain.catalog;

/** What a price is for. */
public enum PriceUnit {
  /** A booking, however long it lasts. */
  BOOKING,
  /** An hour; parts of an hour cost their part. */
  HOUR,
  /** A day of 1440 minutes; parts of a day cost their part. */
  DAY
}
