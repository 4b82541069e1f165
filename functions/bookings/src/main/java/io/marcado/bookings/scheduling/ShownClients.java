package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.ShownPerson;
import io.marcado.platform.config.AllowedCountries;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the clients of bookings for callers who may see them. */
@Singleton
public final class ShownClients {
  private final PeopleReader people;
  private final AllowedCountries countries;

  ShownClients(PeopleReader people, AllowedCountries countries) {
    this.people = people;
    this.countries = countries;
  }

  /** True when the actor sees the client of each booking. */
  public static boolean areFor(Actor actor) {
    return actor.may(Permission.BOOKINGS_READ);
  }

  /**
   * The clients of bookings by id, without those who are erased or have no record; empty for an
   * actor who may not see them.
   */
  public Optional<Map<PersonId, ShownPerson>> of(Actor actor, List<Booking> bookings) {
    return areFor(actor)
        ? Optional.of(
            people.shown(
                actor,
                bookings.stream()
                    .map(Booking::clientId)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet())))
        : Optional.empty();
  }

  /**
   * False when the caller sees that no message can go to the client: there is none with a record,
   * or its phone gets no texts.
   *
   * @param shown the clients that the caller sees, as above
   */
  boolean reach(Optional<Map<PersonId, ShownPerson>> shown, Booking booking) {
    return shown
        .filter(
            clients ->
                booking
                    .clientId()
                    .flatMap(id -> Optional.ofNullable(clients.get(id)))
                    .filter(
                        client -> client.phone().filter(phone -> !countries.reach(phone)).isEmpty())
                    .isEmpty())
        .isEmpty();
  }
}
