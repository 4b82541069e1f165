package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Locale;

/** {@code DELETE /message-templates/{kind}/{channel}/{locale}}: back to our text. */
public final class DeleteMessageTemplateHandler
    extends TenantEndpoint<DeleteMessageTemplateHandler.Input, Void> {
  @Inject Templates templates;

  /** The message. */
  record Input(TemplateKind kind, Channel channel, Locale locale) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("kind", TemplateRequests.KIND),
        request.path("channel", TemplateRequests.CHANNEL),
        request.path("locale", TemplateRequests.LOCALE));
  }

  @Override
  protected Answer<Void> answer(Call call, Input input) {
    TemplateProblems.orThrow(
        templates.delete(
            call.actor(),
            new OwnTemplate.Key(input.kind(), input.channel(), input.locale()),
            call.now()));
    return Answer.noContent();
  }
}
