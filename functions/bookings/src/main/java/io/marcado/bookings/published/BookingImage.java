package io.marcado.bookings.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalStart;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A booking as other capabilities see it, in events and reads. Of people it has only the ids of the
 * client and of the member who changed it: it has none of the texts that people wrote.
 *
 * @param resourceIds the main resource first, then one of each group that the service also needs
 * @param clientId null for somebody who walked in, whom the business has no record of
 * @param start without buffers
 * @param end exclusive, without buffers
 * @param localStart the start as it was agreed on; null if the booking was made before it was kept
 * @param price as of the time of booking; null when the business stated none
 * @param version from 1, one more with each change
 * @param approved the approved time that a moved booking keeps while it waits for approval; null
 *     for none
 * @param expiresAt when a PENDING booking lapses; null for others
 * @param changedBy the member of the team who made the last change; null for clients, visitors, API
 *     keys and Marcado
 * @param changeSource who made the last change; null for what comes with time, such as the end of a
 *     request, and for bookings from before it was kept
 * @param changedByKey the API key that made the last change; null for all others
 * @param visit the parts of a visit, in order; null for every other booking
 * @param series the series that it is of; null for one alone
 * @param seats how many it has in a session of a class; null for an appointment and a visit
 * @param confirmedAt when its client confirmed to come to the start that is agreed on; null while
 *     that is not so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BookingImage(
    BookingId bookingId,
    BookingStatus status,
    ServiceId serviceId,
    List<ResourceId> resourceIds,
    @Nullable PersonId clientId,
    Instant start,
    Instant end,
    @Nullable LocalStart localStart,
    @Nullable Money price,
    BookingSource source,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable ApprovedTime approved,
    @Nullable Instant expiresAt,
    @Nullable PersonId changedBy,
    @Nullable BookingSource changeSource,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ApiKeyId changedByKey,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Part> visit,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OfSeries series,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer seats,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant confirmedAt) {

  /** Stands between the names of the services of a visit. */
  public static final String BETWEEN_PARTS = " + ";

  /**
   * A part of a visit.
   *
   * @param serviceName as of the time of booking
   * @param resourceIds the main resource first
   * @param start without buffers
   * @param end exclusive, likewise
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Part(
      ServiceId serviceId,
      String serviceName,
      List<ResourceId> resourceIds,
      Instant start,
      Instant end) {
    public Part {
      resourceIds = List.copyOf(resourceIds);
    }
  }

  /**
   * The series of a booking.
   *
   * @param tells of how many of its bookings the message about this new one tells; 0 for a booking
   *     of which another one's message tells
   * @param together the same of the change that made this version, if it changed several bookings
   *     of the series; null for a change of this one alone
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfSeries(
      SeriesId seriesId,
      int tells,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer together) {}

  /**
   * A time with its resources.
   *
   * @param serviceId null in events from before a change could ask for another service
   * @param end exclusive
   * @param localStart as in the booking
   * @param price likewise
   * @param visit likewise; also null in events from before a visit's parts could change
   * @param seats likewise
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ApprovedTime(
      @Nullable ServiceId serviceId,
      List<ResourceId> resourceIds,
      Instant start,
      Instant end,
      @Nullable LocalStart localStart,
      @Nullable Money price,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Part> visit,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer seats) {
    public ApprovedTime {
      resourceIds = List.copyOf(resourceIds);
    }
  }

  public BookingImage {
    resourceIds = List.copyOf(resourceIds);
  }

  /** The booking as both sides have agreed on it: while a move waits, as it was approved. */
  public BookingImage agreed() {
    ApprovedTime kept = approved;
    return kept == null
        ? this
        : new BookingImage(
            bookingId,
            BookingStatus.CONFIRMED,
            kept.serviceId() == null ? serviceId : kept.serviceId(),
            kept.resourceIds(),
            clientId,
            kept.start(),
            kept.end(),
            kept.localStart(),
            kept.price(),
            source,
            version,
            createdAt,
            updatedAt,
            null,
            null,
            changedBy,
            changeSource,
            changedByKey,
            kept.visit() == null ? visit : kept.visit(),
            series,
            kept.seats() == null ? seats : kept.seats(),
            confirmedAt);
  }
}
