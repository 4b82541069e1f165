package io.marcado.identity.people;

import io.marcado.domain.Patch;
import io.marcado.platform.auth.Access;
import io.marcado.platform.auth.Caller;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code PATCH /users/me}: changes the caller's own name and e-mail. */
public final class PatchMeHandler extends TenantEndpoint<PatchMeHandler.Input, UserView> {
  @Inject Profiles profiles;

  record Input(Patch<String> name, Patch<String> email) {
    static Input read(Fields fields) {
      Input input =
          new Input(
              fields.patchRequired("name", Readers.text(1, Person.LONGEST_NAME)),
              fields.patch("email", Readers.email()));
      if (!fields.has("name") && !fields.has("email")) {
        fields.fault("", "must have name or email");
      }
      return input;
    }
  }

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(Input::read);
  }

  @Override
  protected Answer<UserView> answer(Call call, Input input) {
    Caller.User me = call.user();
    Person changed = profiles.patch(call.tenant(), me.userId(), input.name(), input.email());
    return Answer.ok(UserView.of(changed, me.role()));
  }
}
