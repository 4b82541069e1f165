package io.marcado.local.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Message;
import io.marcado.local.outbox.Outbox;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The WhatsApp Cloud API: sending a template of the category «authentication», which puts a message
 * with the words of such a template into the outbox.
 */
public final class WhatsAppApi {
  /** The token that is known here. */
  public static final String TOKEN = "local-whatsapp-token";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "/graph/v23.0";
  private static final Pattern MESSAGES = Pattern.compile(PREFIX + "/[0-9]+/messages");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern CODE = Pattern.compile("\\S{1,15}");

  /** The words of the template, by the codes of its translations. */
  private static final Map<String, String> WORDS =
      Map.of(
          "pt_BR", "%s é o seu código de verificação. Para a sua segurança, não o passe a ninguém.",
          "es", "%s es su código de verificación. Por su seguridad, no lo comparta con nadie.",
          "en", "%s is your verification code. For your security, do not share it.");

  private final URI url;

  /**
   * @param server where requests arrive
   */
  public WhatsAppApi(URI server) {
    this.url = server.resolve(PREFIX);
  }

  /** What comes before the number's id in WHATSAPP_API_URL. */
  public URI url() {
    return url;
  }

  /** Whether a request is for this API. */
  public boolean takes(Request request) {
    return request.path().startsWith("/graph/");
  }

  public Reply answer(Request request, Outbox outbox, InstantSource clock) {
    if (!request.method().equals("POST") || !MESSAGES.matcher(request.path()).matches()) {
      return error(404, 100, "Unsupported request");
    }
    if (!request.header("authorization").orElse("").equals("Bearer " + TOKEN)) {
      return error(401, 190, "Invalid OAuth access token");
    }
    JsonNode body = body(request);
    JsonNode template = body.path("template");
    String to = body.path("to").asText();
    String code = template.at("/components/0/parameters/0/text").asText();
    String words = WORDS.get(template.path("language").path("code").asText());
    if (!body.path("messaging_product").asText().equals("whatsapp")
        || !body.path("type").asText().equals("template")
        || !PHONE.matcher(to).matches()) {
      return error(400, 100, "Invalid parameter");
    }
    if (template.path("name").asText().isEmpty() || words == null) {
      return error(404, 132001, "Template name does not exist in the translation");
    }
    if (!CODE.matcher(code).matches() || !isCopiedByItsButton(template, code)) {
      return error(400, 132000, "The number of parameters does not match");
    }
    outbox.add(new Message("WHATSAPP", to, words.formatted(code), clock.instant().toString()));
    ObjectNode answer = JSON.createObjectNode();
    answer.put("messaging_product", "whatsapp");
    answer.putArray("contacts").addObject().put("input", to).put("wa_id", to.substring(1));
    answer
        .putArray("messages")
        .addObject()
        .put("id", "wamid." + UUID.randomUUID())
        .put("message_status", "accepted");
    return Reply.json(200, answer.toString());
  }

  private static boolean isCopiedByItsButton(JsonNode template, String code) {
    JsonNode button = template.at("/components/1");
    return template.at("/components/0/type").asText().equals("body")
        && button.path("type").asText().equals("button")
        && button.path("sub_type").asText().equals("url")
        && button.path("index").asText().equals("0")
        && button.at("/parameters/0/text").asText().equals(code);
  }

  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (IOException _) {
      return MissingNode.getInstance();
    }
  }

  private static Reply error(int status, int code, String message) {
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("error")
        .put("message", "(#%d) %s".formatted(code, message))
        .put("type", "OAuthException")
        .put("code", code)
        .put("fbtrace_id", UUID.randomUUID().toString());
    return Reply.json(status, answer.toString());
  }
}
