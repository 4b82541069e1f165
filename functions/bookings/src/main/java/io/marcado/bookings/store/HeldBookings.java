package io.marcado.bookings.store;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Books what is held, holds it for longer, or gives it back. Each is decided by one conditional
 * write of the hold's item, as is who gives up a hold whose time is over; see {@link RowNotes}.
 */
final class HeldBookings {
  private final BookingItems items;
  private final RowNotes notes;
  private final Ids ids;

  HeldBookings(BookingItems items, RowNotes notes, Ids ids) {
    this.items = items;
    this.notes = notes;
    this.ids = ids;
  }

  /** The hold to book; see {@link BookingStore#book}. */
  record Wanted(
      TenantId tenant,
      Booking held,
      Booking booking,
      List<? extends Write> clientWrites,
      Optional<ClientAllowance> allowance,
      List<Count> counts,
      Optional<BookingId> keyed) {}

  CreateOutcome book(Wanted wanted) {
    Booking booked = wanted.booking().writtenBy(ids.next());
    List<Count> counted = new ArrayList<>();
    for (Count count : wanted.counts()) {
      Outcome outcome = items.count(wanted.tenant(), count);
      if (!(outcome instanceof Outcome.Written)) {
        items.takeBack(wanted.tenant(), counted);
        return new CreateOutcome.Refused(
            outcome instanceof Outcome.Refused
                ? tooOften(count, booked)
                : new BookingRefusal.Busy());
      }
      counted.add(count);
    }
    CreateOutcome outcome =
        OptimisticRetry.untilWritten(
            () ->
                ClientPlaces.guessed(
                    ClientPlaces.taking(wanted.tenant(), booked, wanted.allowance()),
                    places -> write(wanted, booked, places)),
            HeldBookings::busy);
    if (!(outcome instanceof CreateOutcome.Created)) {
      items.takeBack(wanted.tenant(), counted);
    }
    return outcome;
  }

  /** Empty when the place of the client was guessed wrongly. */
  private Optional<CreateOutcome> write(
      Wanted wanted, Booking booked, Optional<ClientPlaces> places) {
    List<Write> others = new ArrayList<>(wanted.clientWrites());
    places.flatMap(ClientPlaces::write).ifPresent(others::add);
    wanted
        .keyed()
        .ifPresent(keyed -> others.add(BookingItems.keyed(wanted.tenant(), keyed, booked)));
    int clients = wanted.clientWrites().size();
    return switch (send(wanted, booked, others)) {
      case Outcome.Written _ -> Optional.of(new CreateOutcome.Created(booked));
      case Outcome.Contended _ ->
          Optional.of(
              items
                  .findHeld(wanted.tenant(), booked.id())
                  .map(Held::booking)
                  .filter(present -> present.writer().equals(booked.writer()))
                  .<CreateOutcome>map(CreateOutcome.Created::new)
                  .orElseGet(HeldBookings::busy));
      case Outcome.Refused refused when refused.at(0) ->
          Optional.of(decided(booked, refused.presentAt(0).flatMap(BookingItems::held)));
      case Outcome.Refused refused when wanted.keyed().isPresent() && refused.at(others.size()) ->
          Optional.of(new CreateOutcome.Refused(new BookingRefusal.KeyReused()));
      case Outcome.Refused refused ->
          IntStream.rangeClosed(1, clients).anyMatch(refused::at)
              ? Optional.of(new CreateOutcome.ClientChanged())
              : ClientPlaces.whyNone(places, refused, 1 + clients).map(CreateOutcome.Refused::new);
    };
  }

  /** When no attempt got an answer, a read may show that one of them succeeded. */
  private Outcome send(Wanted wanted, Booking booked, List<Write> others) {
    try {
      return items.book(wanted.tenant(), wanted.held(), booked, others);
    } catch (SdkException e) {
      if (items.isWrittenBy(wanted.tenant(), booked.id(), booked.writer())) {
        return new Outcome.Written(Item.of(Map.of()));
      }
      throw e;
    }
  }

  /** The outcome when the hold ended before this request could book it. */
  private static CreateOutcome decided(Booking booked, Optional<Held> present) {
    return present
        .filter(Held::booked)
        .map(Held::booking)
        .map(found -> of(booked, found))
        .orElseGet(() -> new CreateOutcome.Refused(new BookingRefusal.HoldExpired(false)));
  }

  private static CreateOutcome of(Booking booked, Booking present) {
    return present.writer().equals(booked.writer())
        ? new CreateOutcome.Created(present)
        : BookingStore.repeated(present, booked.requestHash());
  }

  /** Holds once more for as long; see {@link BookingStore#extend}. */
  Result<Booking, BookingRefusal> extend(TenantId tenant, Booking held) {
    HoldTerms longer = held.hold().orElseThrow().longer();
    return switch (items.extend(tenant, held, longer)) {
      case Outcome.Written _ -> Result.done(held.heldOn(longer));
      case Outcome.Contended _ -> Result.refused(new BookingRefusal.Busy());
      case Outcome.Refused refused ->
          Result.refused(
              refused
                  .presentAt(0)
                  .flatMap(BookingItems::held)
                  .map(HeldBookings::whyNotExtended)
                  .orElseGet(() -> new BookingRefusal.HoldExpired(false)));
    };
  }

  private static BookingRefusal whyNotExtended(Held present) {
    if (present.booked()) {
      return BookingStore.alreadyBooked(present.booking());
    }
    return present.booking().status() == BookingStatus.HELD
        ? new BookingRefusal.HoldExtended()
        : new BookingRefusal.HoldExpired(false);
  }

  /** False when it has become a booking. */
  boolean release(TenantId tenant, Booking held) {
    return notes.release(tenant, held.id(), held.writer());
  }

  private static BookingRefusal tooOften(Count reached, Booking booked) {
    Duration wait = reached.retryAfter(booked.createdAt());
    return new BookingRefusal.TooOften(wait);
  }

  private static CreateOutcome busy() {
    return new CreateOutcome.Refused(new BookingRefusal.Busy());
  }
}
