package io.marcado.privacy;

import io.marcado.platform.auth.Access;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.privacy.export.Export;
import io.marcado.privacy.export.Exports;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code GET /users/me/export}: all that is kept of the caller. */
public final class ExportMeHandler extends TenantEndpoint<ExportMeHandler.Input, Export> {
  @Inject Exports exports;

  /** Where an earlier part ended. */
  record Input(Optional<String> position) {}

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(request.query().cursor());
  }

  @Override
  protected Answer<Export> answer(Call call, Input input) {
    return Answer.ok(
        exports
            .part(call.tenant(), call.person().id(), input.position(), call.cursors(), call.now())
            // The person was erased after the token was checked.
            .orElseThrow(Authentication::refused));
  }
}
