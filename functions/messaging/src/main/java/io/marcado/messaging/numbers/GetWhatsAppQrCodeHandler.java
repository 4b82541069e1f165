package io.marcado.messaging.numbers;

import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Content;
import io.marcado.platform.http.Picture;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Inject;
import java.util.Locale;

/** {@code GET /settings/whatsapp/qr-code}: what opens a chat with the business's own number. */
public final class GetWhatsAppQrCodeHandler
    extends TenantEndpoint<GetWhatsAppQrCodeHandler.Input, Object> {
  @Inject NumberStore numbers;
  @Inject SettingsReader settings;

  /** The form of a picture. */
  enum Form {
    SVG,
    PNG
  }

  record Input(Form form) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request
            .query()
            .optional(
                "format", Readers.choice(Form.class, form -> form.name().toLowerCase(Locale.ROOT)))
            .orElse(Form.SVG));
  }

  @Override
  protected Answer<Object> answer(Call call, Input input) {
    LinkedNumber linked =
        Result.<LinkedNumber, NumberRefusal>of(
                numbers.get(call.tenant()), new NumberRefusal.NotLinked())
            .orElseThrow(NumberProblems::of);
    QrPicture picture = new QrPicture(ChatLink.to(linked, settings.get(call.tenant()).locale()));
    return Answer.ok(
        switch (input.form()) {
          case SVG -> new Content("image/svg+xml", picture.svg());
          case PNG -> new Picture("image/png", picture.png());
        });
  }
}
