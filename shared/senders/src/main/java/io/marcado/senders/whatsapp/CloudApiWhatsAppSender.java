package io.marcado.senders.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.json.Json;
import io.marcado.secrets.KeptSecret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends messages through Meta's WhatsApp Cloud API. It goes over the HTTP client that the SDK's
 * clients use too, which is loaded anyway, sends a request once, and keeps to memory while a
 * function is primed.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates">Sending
 *     message templates</a>
 */
final class CloudApiWhatsAppSender implements WhatsAppSender {
  static final Duration CONNECT = Duration.ofSeconds(1);
  static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(CloudApiWhatsAppSender.class);

  /** Longer answers are not read to the end. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private final SdkHttpClient http;
  private final URI messages;
  private final KeptSecret token;

  private record Answer(int status, JsonNode body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    boolean isRefusal() {
      return status >= 400 && status < 500;
    }
  }

  CloudApiWhatsAppSender(SdkHttpClient http, URI messages, KeptSecret token) {
    this.http = http;
    this.messages = messages;
    this.token = token;
  }

  @Override
  public Outcome send(PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    if (!Deadline.leaves(CONNECT.plus(ANSWER))) {
      throw new WhatsAppUnavailableException("too little time is left to ask WhatsApp", null);
    }
    Answer answer = post(Json.write(request(to, message, reference)));
    if (answer.isRefusal()) {
      return refused(answer);
    }
    String id = answer.body().path("messages").path(0).path("id").asText("");
    if (!answer.isSuccess() || id.isEmpty()) {
      throw new WhatsAppUnavailableException(
          "WhatsApp answered %d, code %d".formatted(answer.status(), code(answer)), null);
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

  private Answer post(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    HttpExecuteRequest request =
        HttpExecuteRequest.builder()
            .request(
                SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(messages)
                    .putHeader("Authorization", "Bearer " + token.get())
                    .putHeader("Content-Type", "application/json")
                    // With a length the client streams, and so never sends the same body twice.
                    .putHeader("Content-Length", String.valueOf(body.length))
                    .build())
            .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
            .build();
    try {
      HttpExecuteResponse response = http.prepareRequest(request).call();
      return new Answer(
          response.httpResponse().statusCode(),
          response
              .responseBody()
              .map(CloudApiWhatsAppSender::read)
              .orElse(MissingNode.getInstance()));
    } catch (HttpRetryException e) {
      // The JDK tells a client that streams of a 401 in this way.
      return new Answer(e.responseCode(), MissingNode.getInstance());
    } catch (IOException e) {
      throw new WhatsAppUnavailableException("no answer of WhatsApp", e);
    }
  }

  private static JsonNode read(AbortableInputStream body) {
    try (InputStream stream = body) {
      return Json.parse(new String(stream.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new WhatsAppUnavailableException("the answer of WhatsApp broke off", e);
    }
  }

  // The provider's words may repeat the number, so only numbers of errors are logged.
  private Outcome refused(Answer answer) {
    int code = code(answer);
    Reason reason = WhatsAppErrors.reason(code);
    if (reason != Reason.NOT_TAKEN) {
      LOG.warn("WhatsApp refused a message: {}, code {}", reason, code);
      return new Outcome.Refused(reason);
    }
    if (answer.status() == UNAUTHORIZED) {
      token.forget();
    }
    if (WhatsAppErrors.passes(code) || answer.status() == TOO_MANY_REQUESTS) {
      LOG.warn("WhatsApp takes no more now: {}, code {}", answer.status(), code);
    } else {
      LOG.error("WhatsApp takes nothing from us: {}, code {}", answer.status(), code);
    }
    return new Outcome.Refused(reason);
  }

  private static int code(Answer answer) {
    return answer.body().path("error").path("code").asInt(0);
  }
}
