package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.messaging.templates.BusinessTexts;
import io.marcado.messaging.texts.Contents;
import io.marcado.messaging.texts.MessageTexts;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the answers to texts of clients. They name the business, and the booking that is meant.
 */
@Singleton
public final class ReplyWriter {
  private final BookingMessageWriter writer;
  private final MessageTexts texts;
  private final BookingLinks links;

  ReplyWriter(BookingMessageWriter writer, MessageTexts texts, BookingLinks links) {
    this.writer = writer;
    this.texts = texts;
    this.links = links;
  }

  /** The words of an answer. The templates stand in the folder {@code replies}. */
  public enum Answer {
    /** The client is expected. */
    CONFIRMED,
    /** Does the client mean to cancel? */
    CANCEL,
    /** Nothing is cancelled. */
    KEPT,
    /** It is cancelled, as the client wanted before. */
    CANCELLED,
    /** Clients may not cancel it any more. The page of its link says since when. */
    TOO_LATE,
    /** The business has to decide first. */
    WAITS,
    /** Nothing was done: the booking is another one by now. */
    CHANGED,
    /** Nothing was done: the booking is over, or was never accepted. */
    CLOSED,
    /** No SMS any more. */
    STOPPED,
    /** SMS again. */
    RESUMED,
    /** Who wrote, and what can be answered. */
    HELP
  }

  /** An answer about a booking as it is now. */
  public String write(
      Answer answer,
      TenantId tenant,
      BookingImage booking,
      OrganizationSettings business,
      Locale locale,
      Instant now) {
    Contents facts =
        writer.notice(tenant, booking, Optional.empty(), Optional.empty(), business, now);
    Optional<String> link =
        answer == Answer.TOO_LATE ? links.make(tenant, booking, locale) : Optional.empty();
    return texts
        .write(
            "replies/" + answer.name().toLowerCase(Locale.ROOT),
            locale,
            BusinessTexts.linked(facts, link.orElse("")))
        .body();
  }
}
