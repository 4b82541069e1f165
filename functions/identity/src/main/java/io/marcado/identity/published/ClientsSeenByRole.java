package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.platform.bookings.SeenClients;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Shows clients by the rule of {@link Visibility}. */
@Singleton
public final class ClientsSeenByRole implements SeenClients {
  private final PeopleReader people;

  public ClientsSeenByRole(PeopleReader people) {
    this.people = people;
  }

  @Override
  public Map<PersonId, SeenClient> by(Actor caller, Collection<PersonId> ids) {
    Map<PersonId, SeenClient> seen = new HashMap<>();
    people
        .shown(caller, ids)
        .forEach((id, person) -> seen.put(id, new SeenClient(person.name(), person.phone())));
    return seen;
  }
}
