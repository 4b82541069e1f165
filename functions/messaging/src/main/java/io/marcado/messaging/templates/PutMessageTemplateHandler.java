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
import java.util.Optional;

/** {@code PUT /message-templates/{kind}/{channel}/{locale}}: a text of the business's own. */
public final class PutMessageTemplateHandler
    extends TenantEndpoint<PutMessageTemplateHandler.Input, SavedTemplateView> {
  @Inject Templates templates;

  /** The message and its text. */
  record Input(TemplateKind kind, Channel channel, Locale locale, Text text) {}

  record Text(Optional<String> subject, String text) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("kind", TemplateRequests.KIND),
        request.path("channel", TemplateRequests.CHANNEL),
        request.path("locale", TemplateRequests.LOCALE),
        request.body(
            fields ->
                new Text(
                    fields.optional("subject", TemplateRequests.SUBJECT),
                    fields.required("text", TemplateRequests.TEXT))));
  }

  @Override
  protected Answer<SavedTemplateView> answer(Call call, Input input) {
    OwnTemplate own =
        TemplateRequests.own(
            new OwnTemplate.Key(input.kind(), input.channel(), input.locale()),
            input.text().subject(),
            input.text().text(),
            call.now());
    return Answer.ok(
        SavedTemplateView.of(own, TemplateProblems.orThrow(templates.put(call.actor(), own))));
  }
}
