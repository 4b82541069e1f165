package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.json.Json;
import io.marcado.secrets.KeptSecret;
import io.marcado.senders.whatsapp.GraphApi.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Sends messages through Meta's WhatsApp Cloud API, from the number of the platform, or from that
 * of a business with the business's token.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates">Sending
 *     message templates</a>
 */
final class CloudApiWhatsAppSender implements WhatsAppSender {
  private static final Logger LOG = LoggerFactory.getLogger(CloudApiWhatsAppSender.class);

  private final GraphApi api;
  private final String phoneNumberId;
  private final KeptSecret token;
  private final OwnTokens ownTokens;

  CloudApiWhatsAppSender(
      GraphApi api, String phoneNumberId, KeptSecret token, OwnTokens ownTokens) {
    this.api = api;
    this.phoneNumberId = phoneNumberId;
    this.token = token;
    this.ownTokens = ownTokens;
  }

  @Override
  public Outcome send(PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    Answer answer = post(phoneNumberId, token.get(), to, message, reference);
    return answer.isRefusal() ? refused(answer) : accepted(answer);
  }

  @Override
  public WhatsAppSender from(OwnNumber number) {
    return (to, message, reference) ->
        ownTokens
            .of(number)
            .map(own -> post(number.phoneNumberId(), own, to, message, reference))
            .map(answer -> answer.isRefusal() ? refused(answer, number) : accepted(answer))
            .orElseGet(() -> new Outcome.Refused(Reason.TOKEN_REFUSED));
  }

  private Answer post(
      String from,
      String with,
      PhoneNumber to,
      WhatsAppMessage message,
      Optional<String> reference) {
    return api.call(
        SdkHttpMethod.POST,
        "/%s/messages".formatted(from),
        with,
        Optional.of(Json.write(request(to, message, reference))));
  }

  private static Outcome accepted(Answer answer) {
    String id = answer.body().path("messages").path(0).path("id").asText("");
    if (!answer.isSuccess() || id.isEmpty()) {
      throw new WhatsAppUnavailableException(
          "WhatsApp answered %d, code %d".formatted(answer.status(), answer.code()), null);
    }
    return new Outcome.Accepted(id);
  }

  private static Map<String, Object> request(
      PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("messaging_product", "whatsapp");
    request.put("recipient_type", "individual");
    request.put("to", to.e164());
    switch (message) {
      case WhatsAppTemplate template -> {
        request.put("type", "template");
        request.put("template", filledIn(template));
      }
      case WhatsAppText(String body) -> {
        request.put("type", "text");
        request.put("text", Map.of("preview_url", false, "body", body));
      }
    }
    reference.ifPresent(text -> request.put("biz_opaque_callback_data", text));
    return request;
  }

  private static Map<String, Object> filledIn(WhatsAppTemplate template) {
    List<Map<String, Object>> components = new ArrayList<>();
    components.add(Map.of("type", "body", "parameters", texts(template.parameters())));
    template
        .button()
        .ifPresent(
            text ->
                components.add(
                    Map.of(
                        "type", "button",
                        "sub_type", "url",
                        "index", "0",
                        "parameters", texts(List.of(text)))));
    return Map.of(
        "name", template.name(),
        "language", Map.of("code", languageCode(template.language())),
        "components", components);
  }

  private static List<Map<String, String>> texts(List<String> parameters) {
    return parameters.stream().map(text -> Map.of("type", "text", "text", text)).toList();
  }

  /** The translations that each template must have; docs/deploy.md names them. */
  private static String languageCode(Locale language) {
    return switch (language.getLanguage()) {
      case "pt" -> language.getCountry().equals("PT") ? "pt_PT" : "pt_BR";
      case "es" -> "es";
      default -> "en";
    };
  }

  // The provider's words may repeat the number, so only numbers of errors are logged.
  private Outcome refused(Answer answer) {
    int code = answer.code();
    Reason reason = WhatsAppErrors.reason(code);
    if (reason != Reason.NOT_TAKEN) {
      LOG.warn("WhatsApp refused a message: {}, code {}", reason, code);
      return new Outcome.Refused(reason);
    }
    if (answer.refusesToken()) {
      token.forget();
    }
    if (answer.passes()) {
      LOG.warn("WhatsApp takes no more now: {}, code {}", answer.status(), code);
    } else {
      LOG.error("WhatsApp takes nothing from us: {}, code {}", answer.status(), code);
    }
    return new Outcome.Refused(reason);
  }

  // Its owner has to mend it, and no operator can.
  private Outcome refused(Answer answer, OwnNumber number) {
    Reason reason =
        answer.refusesToken()
            ? Reason.TOKEN_REFUSED
            : WhatsAppErrors.reasonOfOwnNumber(answer.code());
    if (reason == Reason.TOKEN_REFUSED) {
      ownTokens.forget(number);
    }
    LOG.warn(
        "WhatsApp refused a message of {}: {}, code {}", number.business(), reason, answer.code());
    return new Outcome.Refused(reason);
  }
}
