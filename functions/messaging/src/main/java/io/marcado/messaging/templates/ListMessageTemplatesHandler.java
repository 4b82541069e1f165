package io.marcado.messaging.templates;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code GET /message-templates}: what messages about bookings say. */
public final class ListMessageTemplatesHandler
    extends TenantEndpoint<NoInput, ListMessageTemplatesHandler.Output> {
  @Inject Templates templates;

  /** All of them: there are few. */
  record Output(List<TemplateKindView> items) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_READ);
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Output> answer(Call call, NoInput none) {
    return Answer.ok(new Output(templates.all(call.tenant(), call.now())));
  }
}
