package io.marcado.messaging.whatsapp;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;

/** {@code GET /whatsapp/webhook}: Meta asks, once, whether the address is ours. */
public final class VerifyWhatsAppWebhookHandler
    extends OriginEndpoint<VerifyWhatsAppWebhookHandler.Input, Content> {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  @Inject WebhookKeys keys;

  /** What Meta sends. */
  record Input(String mode, String token, String challenge) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Input " + mode;
    }
  }

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        query.required("hub.mode", Readers.choice(List.of("subscribe"), mode -> mode)),
        query.required("hub.verify_token", Readers.text(1, 200)),
        query.required(
            "hub.challenge", Readers.matching(CHALLENGE, "must have 1 to 200 letters and digits")));
  }

  @Override
  protected Answer<Content> answer(OriginCall call, Input input) {
    String _ = keys.ofToken(input.token(), call.sourceAddress()).orElseThrow(WhatsAppProblems::of);
    return Answer.ok(new Content("text/plain; charset=utf-8", input.challenge()));
  }
}
