package io.marcado.trail.visits;

import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.Visibility;
import io.marcado.identity.published.visits.ClientVisits;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** {@code POST /users/{userId}/visits/recount}: counts a client's bookings anew. */
public final class RecountVisitsHandler extends TenantEndpoint<PersonId, ClientVisits.Counts> {
  @Inject VisitCounter counter;
  @Inject PeopleReader people;

  @Override
  protected Access access() {
    return Access.may(Permission.PEOPLE_WRITE);
  }

  @Override
  protected PersonId read(RequestReader request) {
    return new PersonId(request.path("userId"));
  }

  @Override
  protected Answer<ClientVisits.Counts> answer(Call call, PersonId client) {
    boolean known =
        Optional.ofNullable(people.shown(call.actor(), Set.of(client)).get(client))
            .filter(person -> person.seen() != Visibility.NOTHING)
            .isPresent();
    if (!known) {
      throw VisitProblems.nobody();
    }
    return Answer.ok(
        counter.recount(call.tenant(), client, call.now()).orElseThrow(VisitProblems::nobody));
  }
}
