package io.marcado.identity.accounts.registration;

import io.marcado.domain.Fault;
import io.marcado.domain.PhoneNumber;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code POST /auth/register}: a client registers with phone and password. */
public final class RegisterClientHandler
    extends TenantEndpoint<RegisterClientHandler.Input, UserView> {
  @Inject Registrations registrations;
  @Inject Phones phones;

  /**
   * A request.
   *
   * @param phone as far as it could be read, whatever is wrong with the rest
   */
  record Input(RegistrationDraft draft, Supplier<Optional<PhoneNumber>> phone) {}

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    RegistrationDraft draft =
        request.body(
            body ->
                new RegistrationDraft(
                    body.required("name", Readers.name(Person.LONGEST_NAME)),
                    body.required("phone", phones.reachable()),
                    body.nullable("email", Readers.email()),
                    body.nullable("locale", LocaleReader.locale()),
                    body.required("password", Password.chosen()),
                    key));
    return new Input(draft, request.readable(body -> body.optional("phone", phones.reachable())));
  }

  @Override
  protected List<Fault> faults(Call call, Input input) {
    return registrations.faults(call.tenant(), input.phone().get());
  }

  @Override
  protected Answer<UserView> answer(Call call, Input input) {
    Registrations.Registered registered =
        registrations
            .register(call.actor(), input.draft(), call.now())
            .orElseThrow(IdentityProblems::of);
    return Answer.created(registered.user()).replayed(registered.replayed());
  }
}
