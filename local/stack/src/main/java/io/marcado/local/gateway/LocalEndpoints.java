package io.marcado.local.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.clock.LocalClock;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Outbox;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code /_local/messages}, {@code /_local/texts}, {@code /_local/clock} and {@code
 * /_local/whatsapp}: there only on a developer's machine.
 */
public final class LocalEndpoints {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Outbox outbox;
  private final LocalClock clock;
  private final Runnable awaitMessages;
  private final Consumer<String> incomingTexts;
  private final Function<Request, Optional<Reply>> asMeta;

  /**
   * @param awaitMessages returns when all pending messages are in the outbox, so that a caller who
   *     asks for a code and then lists messages finds it
   * @param incomingTexts takes what a topic for texts to the platform's number sends to its queue
   * @param asMeta tells the webhook of WhatsApp what Meta would; empty when it understands nothing
   */
  public LocalEndpoints(
      Outbox outbox,
      LocalClock clock,
      Runnable awaitMessages,
      Consumer<String> incomingTexts,
      Function<Request, Optional<Reply>> asMeta) {
    this.outbox = outbox;
    this.clock = clock;
    this.awaitMessages = awaitMessages;
    this.incomingTexts = incomingTexts;
    this.asMeta = asMeta;
  }

  Reply answer(Request request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /_local/messages" -> messages(request.query());
      case "POST /_local/texts" -> text(request);
      case "GET /_local/clock" -> now(clock.instant());
      case "POST /_local/clock" -> advance(request);
      case "POST /_local/whatsapp" ->
          asMeta
              .apply(request)
              .orElseGet(
                  () ->
                      problem(
                          400,
                          "invalid-request",
                          "Invalid request",
                          "Send the `to` and `status` of the last message to a phone, or `from`"
                              + " and `text`",
                          ""));
      default -> problem(404, "not-found", "Not found", "No such local endpoint", "");
    };
  }

  private Reply messages(String query) {
    awaitMessages.run();
    ObjectNode answer = JSON.createObjectNode();
    answer.set("messages", JSON.valueToTree(outbox.messages(parameter(query, "to"))));
    return Reply.json(200, answer.toString());
  }

  private static Optional<String> parameter(String query, String name) {
    // The plus sign of a phone number or an e-mail address is meant as one, encoded or not.
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1).replace("+", "%2B"))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** A text as two-way SMS publishes it, in the envelope of SNS. */
  private Reply text(Request request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      String id = body.path("id").asText(UUID.randomUUID().toString());
      if (!body.path("from").isTextual() || !body.path("text").isTextual()) {
        return invalid(
            "Send {\"from\":\"+5511999990002\",\"text\":\"SIM\"}, an id to repeat one, and as"
                + " sent when it was sent, unless now",
            "");
      }
      String text = body.path("text").asText();
      ObjectNode message = JSON.createObjectNode();
      message.put("originationNumber", body.path("from").asText());
      message.put("destinationNumber", "+551130000000");
      message.put("messageKeyword", text.split(" ", 2)[0]);
      message.put("messageBody", text);
      message.put("inboundMessageId", id);
      message.put("previousPublishedMessageId", UUID.randomUUID().toString());
      ObjectNode notification = JSON.createObjectNode();
      notification.put("Type", "Notification");
      notification.put("MessageId", UUID.randomUUID().toString());
      notification.put("Message", message.toString());
      notification.put(
          "Timestamp",
          Instant.parse(body.path("sent").asText(clock.instant().toString())).toString());
      incomingTexts.accept(notification.toString());
      return Reply.json(202, JSON.createObjectNode().put("id", id).toString());
    } catch (DateTimeException _) {
      return invalid("No ISO-8601 instant such as 2026-11-20T12:00:00Z", "");
    } catch (JsonProcessingException _) {
      return invalid("The body is no JSON", "");
    } catch (java.io.IOException _) {
      return invalid("The body cannot be read", "");
    }
  }

  private Reply advance(Request request) {
    Duration duration;
    try {
      JsonNode body = JSON.readTree(request.body());
      if (!body.isObject() || body.size() != 1 || !body.path("advance").isTextual()) {
        return invalid("Send {\"advance\":\"PT23H\"} and nothing else");
      }
      duration = Duration.parse(body.path("advance").asText());
      return now(clock.advance(duration));
    } catch (JsonProcessingException _) {
      return invalid("The body is no JSON");
    } catch (java.io.IOException _) {
      return invalid("The body cannot be read");
    } catch (DateTimeException _) {
      return invalid("No ISO-8601 duration such as PT23H or P1DT2H");
    } catch (IllegalArgumentException e) {
      return invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Reply now(Instant instant) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("now", instant.toString());
    return Reply.json(200, answer.toString());
  }

  private static Reply invalid(String detail) {
    return invalid(detail, "/advance");
  }

  private static Reply invalid(String detail, String pointer) {
    return problem(400, "invalid-request", "Invalid request", detail, pointer);
  }

  private static Reply problem(
      int status, String code, String title, String detail, String pointer) {
    ObjectNode problem = JSON.createObjectNode();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("code", code);
    problem.put("traceId", UUID.randomUUID().toString());
    if (!pointer.isEmpty()) {
      problem.putArray("errors").addObject().put("pointer", pointer).put("detail", detail);
    }
    return Reply.of(status, "application/problem+json", problem.toString());
  }
}
