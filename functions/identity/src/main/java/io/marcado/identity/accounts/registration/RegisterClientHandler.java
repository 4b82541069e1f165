package io.marcado.identity.accounts.registration;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Phones;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Password;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.LocaleReader;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /auth/register}: a client registers with phone and password. */
public final class RegisterClientHandler extends TenantEndpoint<RegistrationDraft, UserView> {
  @Inject Registrations registrations;
  @Inject Phones phones;

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected RegistrationDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(
        body ->
            new RegistrationDraft(
                body.required("name", Readers.name(Person.LONGEST_NAME)),
                body.required("phone", phones.reachable()),
                body.nullable("email", Readers.email()),
                body.nullable("locale", LocaleReader.locale()),
                body.required("password", Password.chosen()),
                key));
  }

  @Override
  protected Answer<UserView> answer(Call call, RegistrationDraft draft) {
    Registrations.Registered registered =
        registrations.register(call.actor(), draft, call.now()).orElseThrow(IdentityProblems::of);
    return Answer.created(registered.user()).replayed(registered.replayed());
  }
}
