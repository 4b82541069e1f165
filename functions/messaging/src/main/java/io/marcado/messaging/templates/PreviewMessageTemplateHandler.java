package io.marcado.messaging.templates;

import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /message-templates/preview}: a message as it would go out. It changes nothing. */
public final class PreviewMessageTemplateHandler
    extends TenantEndpoint<PreviewMessageTemplateHandler.Input, TemplateSample> {
  @Inject Templates templates;

  /**
   * The message.
   *
   * @param text empty for the text that goes out now
   * @param bookingId empty for a sample
   */
  record Input(
      TemplateKind kind,
      Channel channel,
      Locale locale,
      Optional<String> subject,
      Optional<String> text,
      Optional<BookingId> bookingId) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(
        fields ->
            new Input(
                fields.required("kind", TemplateRequests.KIND),
                fields.required("channel", TemplateRequests.CHANNEL),
                fields.required("locale", TemplateRequests.LOCALE),
                fields.optional("subject", TemplateRequests.SUBJECT),
                fields.optional("text", TemplateRequests.TEXT),
                fields.optional("bookingId", Readers.id(BookingId::new))));
  }

  @Override
  protected Answer<TemplateSample> answer(Call call, Input input) {
    OwnTemplate.Key key = new OwnTemplate.Key(input.kind(), input.channel(), input.locale());
    if (input.subject().isPresent() && input.text().isEmpty()) {
      throw TemplateProblems.of(
          new Fault("/text", FaultCode.REQUIRED, "is missing beside a subject"));
    }
    return Answer.ok(
        TemplateProblems.orThrow(
            templates.preview(
                call.actor(),
                key,
                input
                    .text()
                    .map(text -> TemplateRequests.own(key, input.subject(), text, call.now())),
                input.bookingId(),
                call.now())));
  }
}
