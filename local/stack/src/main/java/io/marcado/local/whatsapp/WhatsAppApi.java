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
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The WhatsApp Cloud API: sending a template of the category «authentication», which puts a message
 * with the words of such a template into the outbox; any other template, of which the outbox shows
 * the name and the parameters; and a text. Looking up a number, and subscribing to what happens to
 * the numbers of an account. And what Meta's webhook would tell.
 *
 * <p>Besides the platform's number each other one is here whose id is a 1 and the number's digits,
 * with the token {@link #tokenOf}; and each account whose id begins with 2.
 */
public final class WhatsAppApi {
  /** The token that is known here. */
  public static final String TOKEN = "local-whatsapp-token";

  /** The secret that signs what the webhook tells. */
  public static final String APP_SECRET = "local-whatsapp-app-secret";

  /** The token by which Meta verifies the webhook. */
  public static final String VERIFY_TOKEN = "local-whatsapp-verify-token";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "/graph/v23.0";
  private static final String OF_NUMBER = TOKEN + "-of-";

  /** A token with this at its end may look up its number, and sends nothing any more. */
  private static final String ENDED = "-ended";

  private static final Pattern MESSAGES = Pattern.compile(PREFIX + "/([0-9]+)/messages");
  private static final Pattern LOOKED_UP = Pattern.compile(PREFIX + "/([0-9]+)");
  private static final Pattern SUBSCRIBED = Pattern.compile(PREFIX + "/([0-9]+)/subscribed_apps");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern CODE = Pattern.compile("\\S{1,15}");

  private static final Set<String> LANGUAGES = Set.of("pt_BR", "pt_PT", "es", "en");

  /** The words of the template, by the codes of its translations. */
  private static final Map<String, String> WORDS =
      Map.of(
          "pt_BR", "%s é o seu código de verificação. Para a sua segurança, não o passe a ninguém.",
          "es", "%s es su código de verificación. Por su seguridad, no lo comparta con nadie.",
          "en", "%s is your verification code. For your security, do not share it.");

  private static final Pattern STATUS = Pattern.compile("sent|delivered|read|failed");
  private static final String NUMBER = "100000000000001";

  private final URI url;

  /** The last message to each phone of which the webhook can tell, by its reference. */
  private final Map<String, Sent> references = new ConcurrentHashMap<>();

  /** A message, by its reference, and the id of the number that sent it. */
  private record Sent(String reference, String from) {}

  /**
   * @param server where requests arrive
   */
  public WhatsAppApi(URI server) {
    this.url = server.resolve(PREFIX);
  }

  /** WHATSAPP_API_URL up to the number's id. */
  public URI url() {
    return url;
  }

  /** Whether a request is for this API. */
  public boolean takes(Request request) {
    return request.path().startsWith("/graph/");
  }

  public Reply answer(Request request, Outbox outbox, InstantSource clock) {
    String token = request.header("authorization").orElse("").replaceFirst("^Bearer ", "");
    Matcher looked = LOOKED_UP.matcher(request.path());
    Matcher subscribed = SUBSCRIBED.matcher(request.path());
    Matcher sends = MESSAGES.matcher(request.path());
    boolean post = request.method().equals("POST");
    if (request.method().equals("GET") && looked.matches()) {
      return lookedUp(looked.group(1), token);
    }
    if (post && subscribed.matches()) {
      return subscribed(subscribed.group(1), token);
    }
    if (!post || !sends.matches()) {
      return error(404, 100, "Unsupported request");
    }
    String number = sends.group(1);
    if (!(number.equals(NUMBER) ? token.equals(TOKEN) : token.equals(tokenOf(number)))) {
      return error(401, 190, "Invalid OAuth access token");
    }
    return sent(body(request), number, outbox, clock);
  }

  /** The token of a number that is not the platform's. */
  public static String tokenOf(String phoneNumberId) {
    return OF_NUMBER + phoneNumberId;
  }

  private static Reply lookedUp(String number, String token) {
    if (!token.startsWith(TOKEN)) {
      return error(401, 190, "Invalid OAuth access token");
    }
    if (!token.replaceFirst(ENDED + "$", "").equals(tokenOf(number))) {
      return unknown(number);
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("display_phone_number", "+" + number.substring(1, 3) + " " + number.substring(3));
    answer.put("verified_name", "Número de teste").put("id", number);
    return Reply.json(200, answer.toString());
  }

  private static Reply subscribed(String account, String token) {
    if (!token.startsWith(TOKEN)) {
      return error(401, 190, "Invalid OAuth access token");
    }
    return account.startsWith("2")
        ? Reply.json(200, JSON.createObjectNode().put("success", true).toString())
        : unknown(account);
  }

  private static Reply unknown(String id) {
    return error(
        400,
        100,
        "Unsupported request. Object with ID '%s' does not exist, cannot be loaded due to missing"
                .formatted(id)
            + " permissions, or does not support this operation");
  }

  private Reply sent(JsonNode body, String number, Outbox outbox, InstantSource clock) {
    String to = body.path("to").asText();
    String type = body.path("type").asText();
    if (!body.path("messaging_product").asText().equals("whatsapp")
        || !PHONE.matcher(to).matches()
        || !(type.equals("template") || type.equals("text") && body.has("text"))) {
      return error(400, 100, "Invalid parameter");
    }
    JsonNode template = body.path("template");
    String language = template.path("language").path("code").asText();
    String text;
    if (type.equals("text")) {
      text = body.at("/text/body").asText();
    } else if (template.path("name").asText().isEmpty() || !LANGUAGES.contains(language)) {
      return error(404, 132001, "Template name does not exist in the translation");
    } else if (template.path("components").size() == 1) {
      text =
          "[%s %s] %s"
              .formatted(
                  template.path("name").asText(),
                  language,
                  String.join(
                      " | ", template.at("/components/0/parameters").findValuesAsText("text")));
    } else {
      String code = template.at("/components/0/parameters/0/text").asText();
      String words = WORDS.get(language);
      if (words == null) {
        return error(404, 132001, "Template name does not exist in the translation");
      }
      if (!CODE.matcher(code).matches() || !isCopiedByItsButton(template, code)) {
        return error(400, 132000, "The number of parameters does not match");
      }
      text = words.formatted(code);
    }
    outbox.add(
        new Message(
            "WHATSAPP",
            to,
            text,
            clock.instant().toString(),
            null,
            number.equals(NUMBER) ? null : "+" + number.substring(1)));
    if (body.has("biz_opaque_callback_data")) {
      references.put(to, new Sent(body.path("biz_opaque_callback_data").asText(), number));
    }
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

  /**
   * What Meta would send to the webhook, signed, when a developer asks for it: {@code
   * {"to":"+55…","status":"delivered"}} of the last message to a phone, with {@code "code":131026}
   * for one that failed, or {@code {"from":"+55…","text":"SIM"}}, with {@code "number":"155…"} for
   * a text to another number than the platform's.
   *
   * @return empty for another body, or a phone without a message
   */
  public Optional<Request> told(Request asked, InstantSource clock) {
    JsonNode body = body(asked);
    String status = body.path("status").asText();
    Sent reference = references.get(body.path("to").asText());
    String from = body.path("from").asText();
    ObjectNode value = JSON.createObjectNode().put("messaging_product", "whatsapp");
    ObjectNode metadata = value.putObject("metadata");
    String seconds = Long.toString(clock.instant().getEpochSecond());
    if (reference != null && STATUS.matcher(status).matches()) {
      metadata.put("phone_number_id", reference.from());
      ObjectNode one =
          value
              .putArray("statuses")
              .addObject()
              .put("id", "wamid.local")
              .put("status", status)
              .put("timestamp", seconds)
              .put("biz_opaque_callback_data", reference.reference());
      if (body.has("code")) {
        one.putArray("errors").addObject().put("code", body.path("code").asInt());
      }
    } else if (PHONE.matcher(from).matches() && body.path("text").isTextual()) {
      metadata.put("phone_number_id", body.path("number").asText(NUMBER));
      value
          .putArray("messages")
          .addObject()
          .put("from", from.substring(1))
          .put("id", "wamid." + UUID.randomUUID())
          .put("timestamp", seconds)
          .put("type", "text")
          .putObject("text")
          .put("body", body.path("text").asText());
    } else {
      return Optional.empty();
    }
    ObjectNode event = JSON.createObjectNode().put("object", "whatsapp_business_account");
    ObjectNode change = event.putArray("entry").addObject().putArray("changes").addObject();
    change.put("field", "messages").set("value", value);
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        new Request(
            "POST",
            "/whatsapp/webhook",
            "",
            asked.protocol(),
            Map.of(
                "content-type", List.of("application/json"),
                "host", List.of(asked.header("host").orElse("localhost")),
                "x-hub-signature-256", List.of("sha256=" + signature(bytes))),
            bytes,
            asked.remoteAddress()));
  }

  private static String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is a part of every JDK", e);
    }
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
