package io.marcado.identity.team;

import io.marcado.domain.Channel;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.people.UserView;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.identity.published.visits.ClientVisits;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code GET /users/{personId}}: one person. */
public final class GetUserHandler extends TenantEndpoint<PersonId, UserView> {
  @Inject PeopleQueries people;
  @Inject ClientVisits visits;
  @Inject TextStops stops;

  @Override
  protected Access access() {
    return Access.may(Permission.PEOPLE_READ);
  }

  @Override
  protected PersonId read(RequestReader request) {
    return new PersonId(request.path("userId"));
  }

  @Override
  protected Answer<UserView> answer(Call call, PersonId personId) {
    UserView found =
        people
            .get(call.actor(), personId)
            .orElseThrow(IdentityProblems::of)
            .with(visits.counts(call.tenant(), personId, call.now()));
    return Answer.ok(
        Optional.ofNullable(found.phone())
            .flatMap(PhoneNumber::parse)
            .map(
                phone ->
                    found.stopped(
                        stops.since(Channel.SMS, phone, call.now()).orElse(null),
                        stops
                            .since(Channel.WHATSAPP, phone, call.tenant(), call.now())
                            .orElse(null)))
            .orElse(found));
  }
}
