package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.scheduling.AvailabilityRefusal.Plain;
import io.marcado.bookings.store.BookingStore;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.LocalTimeline;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Finds free times: for a new booking, or for one that is to move. */
@Singleton
public final class AvailabilityQueries {
  private final Configurations configurations;
  private final CatalogReader catalog;
  private final BookingStore store;
  private final Movables movables;
  private final FreeTimes freeTimes;

  AvailabilityQueries(
      Configurations configurations,
      CatalogReader catalog,
      BookingStore store,
      Movables movables,
      FreeTimes freeTimes) {
    this.configurations = configurations;
    this.catalog = catalog;
    this.store = store;
    this.movables = movables;
    this.freeTimes = freeTimes;
  }

  /**
   * Free times.
   *
   * @param timeline local time of the requested zone
   */
  public record Free(List<Slot> slots, LocalTimeline timeline) {}

  /** The free times of a resource. */
  public Result<Free, AvailabilityRefusal> ofResource(
      ResourceId resourceId, AvailabilityQuestion question) {
    TenantId tenant = question.actor().tenant();
    Optional<BookableResource> resource = catalog.freshResource(tenant, resourceId);
    // What takes no new bookings may keep the one that is to move.
    if (resource.filter(found -> found.active() || question.bookingId().isPresent()).isEmpty()) {
      return Result.refused(Plain.NO_RESOURCE);
    }
    Configuration configuration = fresh(question);
    Result<FreeTimes.Search, AvailabilityRefusal> search = search(question, configuration);
    if (search.whyRefused().filter(Plain.NO_SERVICE::equals).isPresent()) {
      return Result.refused(Plain.NO_SERVICE_OF_RESOURCE);
    }
    return search
        .map(all -> all.with(all.needs().withMain(resourceId)))
        .then(
            own ->
                own.needs().mains().isEmpty()
                    ? Result.refused(Plain.NOT_DONE_BY_RESOURCE)
                    : Result.done(free(question, configuration, own)));
  }

  /** The free times of a service, by any resource that can do it. */
  public Result<Free, AvailabilityRefusal> ofService(AvailabilityQuestion question) {
    Configuration configuration = fresh(question);
    return search(question, configuration).map(all -> free(question, configuration, all));
  }

  private Configuration fresh(AvailabilityQuestion question) {
    return configurations.ofService(question.actor().tenant(), question.serviceId()).fresh().get();
  }

  private Result<FreeTimes.Search, AvailabilityRefusal> search(
      AvailabilityQuestion question, Configuration configuration) {
    return question
        .bookingId()
        .map(bookingId -> toMove(question, bookingId, configuration))
        .orElseGet(
            () ->
                Result.of(
                    configuration
                        .offered()
                        .map(
                            needs ->
                                new FreeTimes.Search(
                                    question.actor().tenant(),
                                    configuration.rules(question.now()),
                                    needs,
                                    Optional.empty())),
                    Plain.NO_SERVICE));
  }

  private Result<FreeTimes.Search, AvailabilityRefusal> toMove(
      AvailabilityQuestion question, BookingId bookingId, Configuration configuration) {
    if (configuration.found().isEmpty()) {
      return Result.refused(Plain.NO_SERVICE);
    }
    Optional<Booking> booking =
        store
            .find(question.actor().tenant(), bookingId)
            .map(found -> found.at(question.now()))
            .filter(found -> BookingRights.reaches(question.actor(), found, question.now()));
    if (booking.isEmpty()) {
      return Result.refused(Plain.NO_BOOKING);
    }
    if (!booking.get().serviceId().equals(question.serviceId())) {
      return Result.refused(Plain.BOOKING_OF_OTHER_SERVICE);
    }
    return switch (movables.of(question.actor(), booking.get(), configuration, question.now())) {
      case Result.Done<Movable, BookingRefusal>(Movable movable) -> Result.done(movable.search());
      case Result.Refused<Movable, BookingRefusal>(BookingRefusal why) ->
          Result.refused(new AvailabilityRefusal.NotMovable(why));
    };
  }

  private Free free(
      AvailabilityQuestion question, Configuration configuration, FreeTimes.Search search) {
    LocalTimeline timeline =
        question
            .zone()
            .map(LocalTimeline::new)
            .orElseGet(() -> configuration.settings().timeline());
    return new Free(
        question
            .dates()
            .in(timeline)
            .map(asked -> freeTimes.within(search, asked))
            .orElse(List.of()),
        timeline);
  }
}
