package io.marcado.bookings.scheduling;

import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.CheckCode;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.time.Interval;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.PeopleReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For whom a time is explained, and what of the answer concerns that client alone. */
final class ExplainedClients {
  private final BookingStore store;
  private final ClientLimits limits;
  private final PeopleReader people;

  ExplainedClients(BookingStore store, ClientLimits limits, PeopleReader people) {
    this.store = store;
    this.limits = limits;
    this.people = people;
  }

  /**
   * For whom the time is judged.
   *
   * @param actor the caller, or the client for whom staff ask
   * @param barred true when staff ask for a client from whom the business takes no bookings
   */
  record Booker(Actor actor, Optional<PersonId> client, boolean named, boolean barred) {
    /** What booking says of a client who is barred. */
    Optional<BookingRefusal> whyBarred() {
      return barred ? Optional.of(new BookingRefusal.NotTaken()) : Optional.empty();
    }
  }

  Result<Booker, AvailabilityRefusal> booker(ExplainQuestion question) {
    Actor actor = question.actor();
    if (question.clientId().isEmpty()) {
      Optional<PersonId> self =
          actor instanceof Actor.Person person && !BookingRights.actsForBusiness(actor)
              ? Optional.of(person.id())
              : Optional.empty();
      return Result.done(new Booker(actor, self, false, false));
    }
    if (!actor.may(Permission.PEOPLE_READ)) {
      return Result.refused(AvailabilityRefusal.Plain.CLIENT_OF_STAFF);
    }
    PersonId client = question.clientId().get();
    return Result.of(
        people
            .standing(actor.tenant(), client)
            .map(ClientStanding::barred)
            .map(barred -> new Booker(asClient(actor, client), Optional.of(client), true, barred)),
        AvailabilityRefusal.Plain.NO_CLIENT);
  }

  /** The client, as if it were signed in. It only ever asks. */
  private static Actor asClient(Actor actor, PersonId client) {
    return new Actor.Person(
        actor.tenant(), client, Role.CLIENT, new SessionId(""), actor.address().orElse(""));
  }

  /** Why the client may not have one more booking at that time. */
  Optional<BookingRefusal> limit(Booker booker, Interval time, Instant now) {
    return booker
        .client()
        .flatMap(
            client ->
                limits
                    .of(booker.actor(), now)
                    .flatMap(
                        allowance ->
                            store.whyNoPlace(booker.actor().tenant(), client, time, allowance)));
  }

  /** Whether somebody is barred is told to staff who ask for that client, and to nobody else. */
  static List<Check> checks(Booker booker, Optional<BookingRefusal> limit) {
    List<Check> checks = new ArrayList<>();
    if (booker.named()) {
      checks.add(Check.of(CheckCode.BARRED, !booker.barred()));
    }
    if (booker.client().isPresent()) {
      checks.add(Check.of(CheckCode.LIMIT, limit.isEmpty()));
    }
    return checks;
  }
}
