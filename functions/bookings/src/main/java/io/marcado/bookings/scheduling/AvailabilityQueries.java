package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.FreeStarts;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.scheduling.AvailabilityRefusal.Plain;
import io.marcado.bookings.store.BookingStore;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
   * @param starts may be many
   * @param kept one more slot, that the booking has already
   * @param timeline local time of the requested zone
   */
  public record Free(FreeStarts starts, Optional<Slot> kept, LocalTimeline timeline) {
    /** The slots, by start. */
    public List<Slot> slots() {
      List<Slot> free = starts.slots();
      return kept.map(slot -> with(slot, free)).orElse(free);
    }
  }

  /**
   * The wanted times.
   *
   * @param search empty when only the kept slot is left
   * @param kept the approved slot of a booking whose move waits: it may go back there at any time
   */
  private record Asked(Optional<FreeTimes.Search> search, Optional<Slot> kept) {
    /** The same with this main resource and no other; empty when that has no part in it. */
    Optional<Asked> of(ResourceId main) {
      Asked own =
          new Asked(
              search
                  .map(all -> all.with(all.offers().withMain(main)))
                  .filter(all -> !all.offers().isEmpty()),
              kept.filter(slot -> slot.resourceIds().contains(main)));
      return own.search().isPresent() || own.kept().isPresent()
          ? Optional.of(own)
          : Optional.empty();
    }
  }

  /** The free times of a resource. */
  public Result<Free, AvailabilityRefusal> ofResource(
      ResourceId resourceId, AvailabilityQuestion question) {
    return recently(question, all -> all.of(resourceId))
        .map(Result::<Free, AvailabilityRefusal>done)
        .orElseGet(() -> presentlyOf(resourceId, question));
  }

  /** The free times of a service, by any resource that can do it. */
  public Result<Free, AvailabilityRefusal> ofService(AvailabilityQuestion question) {
    return recently(question, Optional::of)
        .map(Result::<Free, AvailabilityRefusal>done)
        .orElseGet(() -> presently(question));
  }

  /**
   * The answer by a configuration that may be a moment old, as day rows may be. It asks for both at
   * once: which rows it needs, it guesses by the configuration that it saw last, and reads others
   * only where that has changed. Empty for a refusal, which takes the present state, and for a
   * booking that is to move, since that may be refused.
   *
   * @param part what of all main resources is asked for; empty for nothing
   */
  private Optional<Free> recently(
      AvailabilityQuestion question, Function<Asked, Optional<Asked>> part) {
    if (question.bookingId().isPresent()) {
      return Optional.empty();
    }
    TenantId tenant = question.actor().tenant();
    return Parallel.both(
        () -> configurations.recently(tenant, question.serviceId()),
        () ->
            configurations
                .lastKnown(tenant, question.serviceId())
                .flatMap(known -> guessed(question, known, part))
                .orElse(Map.of()),
        (configuration, read) ->
            offered(question, configuration)
                .flatMap(part)
                .map(asked -> free(question, configuration, asked, read)));
  }

  private Optional<Map<ResourceId, Occupancy>> guessed(
      AvailabilityQuestion question, Configuration known, Function<Asked, Optional<Asked>> part) {
    return offered(question, known)
        .flatMap(part)
        .flatMap(Asked::search)
        .flatMap(
            search ->
                question
                    .dates()
                    .in(timeline(question, known))
                    .map(starts -> freeTimes.occupancies(search, starts)));
  }

  private Result<Free, AvailabilityRefusal> presentlyOf(
      ResourceId resourceId, AvailabilityQuestion question) {
    TenantId tenant = question.actor().tenant();
    Optional<BookableResource> resource = catalog.freshResource(tenant, resourceId);
    // A resource that takes no new bookings may keep the one that is to move.
    if (resource.filter(found -> found.active() || question.bookingId().isPresent()).isEmpty()) {
      return Result.refused(Plain.NO_RESOURCE);
    }
    Configuration configuration = fresh(question);
    Result<Asked, AvailabilityRefusal> asked = asked(question, configuration);
    if (asked.whyRefused().filter(Plain.NO_SERVICE::equals).isPresent()) {
      return Result.refused(Plain.NO_SERVICE_OF_RESOURCE);
    }
    return asked
        .then(all -> Result.of(all.of(resourceId), whyNotBy(resourceId, question, configuration)))
        .map(own -> free(question, configuration, own, Map.of()));
  }

  private Result<Free, AvailabilityRefusal> presently(AvailabilityQuestion question) {
    Configuration configuration = fresh(question);
    return asked(question, configuration).map(all -> free(question, configuration, all, Map.of()));
  }

  private Configuration fresh(AvailabilityQuestion question) {
    return configurations.ofService(question.actor().tenant(), question.serviceId()).fresh().get();
  }

  private Result<Asked, AvailabilityRefusal> asked(
      AvailabilityQuestion question, Configuration configuration) {
    return question
        .bookingId()
        .map(bookingId -> toMove(question, bookingId, configuration))
        .orElseGet(() -> Result.of(offered(question, configuration), why(question, configuration)));
  }

  private static AvailabilityRefusal why(
      AvailabilityQuestion question, Configuration configuration) {
    return offers(question, configuration)
        .<AvailabilityRefusal>map(
            offers -> new AvailabilityRefusal.DurationNotAllowed(offers.words()))
        .orElse(Plain.NO_SERVICE);
  }

  private static AvailabilityRefusal whyNotBy(
      ResourceId resourceId, AvailabilityQuestion question, Configuration configuration) {
    return offers(question, configuration)
        .map(offers -> offers.withMain(resourceId))
        .filter(offers -> !offers.isEmpty())
        .<AvailabilityRefusal>map(
            offers -> new AvailabilityRefusal.DurationNotAllowed(offers.words()))
        .orElse(Plain.NOT_DONE_BY_RESOURCE);
  }

  private static Optional<Offers> offers(
      AvailabilityQuestion question, Configuration configuration) {
    return configuration.offered().map(needs -> Offers.of(needs, question.durationMinutes()));
  }

  /** What a new booking looks for; empty when the service takes none, or none of the duration. */
  private static Optional<Asked> offered(
      AvailabilityQuestion question, Configuration configuration) {
    return offers(question, configuration)
        .map(offers -> question.durationMinutes().isPresent() ? offers.allowed() : offers)
        .filter(offers -> !offers.isEmpty())
        .map(
            offers ->
                new FreeTimes.Search(
                    question.actor().tenant(),
                    configuration.rules(question.actor(), question.now()),
                    offers,
                    Optional.empty()))
        .map(search -> new Asked(Optional.of(search), Optional.empty()));
  }

  private Result<Asked, AvailabilityRefusal> toMove(
      AvailabilityQuestion question, BookingId bookingId, Configuration configuration) {
    if (configuration.found().isEmpty() || configuration.isClass()) {
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
    if (!booking.get().visit().isEmpty()) {
      return Result.refused(Plain.BOOKING_IS_VISIT);
    }
    boolean ofOther = !booking.get().serviceId().equals(question.serviceId());
    if (ofOther && booking.get().classPlace().isPresent()) {
      return Result.refused(Plain.BOOKING_OF_OTHER_SERVICE);
    }
    Optional<Slot> kept =
        booking
            .get()
            .approved()
            .filter(approved -> approved.serviceId().equals(question.serviceId()))
            // To go back is to take the approved duration.
            .filter(
                approved ->
                    question
                            .durationMinutes()
                            .or(
                                () ->
                                    Optional.of(approved)
                                        .filter(_ -> ofOther)
                                        .map(AvailabilityQueries::minutes))
                            .orElse(booking.get().minutes())
                        == approved.minutes())
            .map(approved -> new Slot(approved.time(), approved.resourceIds().subList(0, 1)));
    Optional<Integer> minutes =
        question.durationMinutes().or(() -> booking.filter(_ -> !ofOther).map(Booking::minutes));
    return switch (movables.of(
        question.actor(), booking.get(), minutes, configuration, question.now())) {
      case Result.Done<Movable, BookingRefusal>(Movable movable) ->
          movable.search().offers().isEmpty()
              ? Result.refused(
                  new AvailabilityRefusal.DurationNotAllowed(
                      movable.offers(movable.needs()).words()))
              : Result.done(new Asked(Optional.of(movable.search()), kept));
      case Result.Refused<Movable, BookingRefusal>(BookingRefusal why) ->
          kept.isPresent()
              ? Result.done(new Asked(Optional.empty(), kept))
              : Result.refused(new AvailabilityRefusal.NotMovable(why));
    };
  }

  private static int minutes(ApprovedTime approved) {
    return approved.minutes();
  }

  private static LocalTimeline timeline(
      AvailabilityQuestion question, Configuration configuration) {
    return question
        .zone()
        .map(LocalTimeline::new)
        .orElseGet(() -> configuration.settings().timeline());
  }

  private Free free(
      AvailabilityQuestion question,
      Configuration configuration,
      Asked asked,
      Map<ResourceId, Occupancy> read) {
    LocalTimeline timeline = timeline(question, configuration);
    Optional<Interval> starts = question.dates().in(timeline);
    return new Free(
        starts
            .flatMap(within -> asked.search().map(search -> freeTimes.within(search, within, read)))
            .orElseGet(FreeStarts::none),
        asked
            .kept()
            .filter(kept -> starts.filter(all -> all.contains(kept.time().start())).isPresent()),
        timeline);
  }

  private static List<Slot> with(Slot kept, List<Slot> free) {
    List<Slot> all = new ArrayList<>();
    Set<ResourceId> resourceIds = new LinkedHashSet<>();
    List<ResourceId> restricted = new ArrayList<>();
    WindowBooking restriction = WindowBooking.DIRECT;
    Optional<Terms> terms = Optional.empty();
    for (Slot slot : free) {
      if (slot.time().equals(kept.time())) {
        terms = slot.terms();
        resourceIds.addAll(slot.resourceIds());
        restricted.addAll(slot.restricted());
        restriction = slot.restriction();
      } else {
        all.add(slot);
      }
    }
    resourceIds.addAll(kept.resourceIds());
    // It has been approved.
    restricted.removeAll(kept.resourceIds());
    all.add(new Slot(kept.time(), List.copyOf(resourceIds), restricted, restriction, terms));
    all.sort(Comparator.comparing(slot -> slot.time().start()));
    return all;
  }
}
