package io.marcado.messaging.numbers;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.senders.whatsapp.WhatsAppNumbers.Given;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/** {@code PUT /settings/whatsapp}: links the business's own number. */
public final class LinkWhatsAppNumberHandler extends TenantEndpoint<Given, NumberView> {
  private static final FieldReader<String> ID =
      Readers.matching(Pattern.compile("[0-9]{5,20}"), "an id of Meta: 5 to 20 digits");
  private static final FieldReader<String> TOKEN =
      Readers.matching(
          Pattern.compile("[A-Za-z0-9_.|-]{10,500}"),
          "a token of Meta: 10 to 500 letters, digits and - _ . |");

  @Inject NumberLinks links;
  @Inject SettingsReader settings;

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected Given read(RequestReader request) {
    return request.body(
        fields ->
            new Given(
                fields.required("phoneNumberId", ID),
                fields.required("businessAccountId", ID),
                fields.required("accessToken", TOKEN)));
  }

  @Override
  protected Answer<NumberView> answer(Call call, Given given) {
    LinkedNumber linked =
        links.link(call.actor(), given, call.now()).orElseThrow(NumberProblems::of);
    return Answer.okFor(
        call.may(Permission.SETTINGS_READ),
        NumberView.of(linked, settings.get(call.tenant()).locale()));
  }
}
