package io.marcado.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Message;
import io.marcado.local.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** SES v2: SendEmail of a simple text to one address, which puts an e-mail into the outbox. */
final class SesService implements AwsService {
  private static final Pattern ADDRESS = Pattern.compile("[\\x21-\\x7E&&[^@]]+@[A-Za-z0-9.-]+");
  private static final Pattern ID = Pattern.compile("[a-z0-9]{1,64}");
  private static final String MESSAGE_ID = "marcado-message-id";

  private final Outbox outbox;
  private final InstantSource clock;

  SesService(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    if (!(request.method() + " " + request.path()).equals("POST /v2/email/outbound-emails")) {
      throw new AwsError(404, "NotFoundException", "Only SendEmail is here");
    }
    JsonNode body = Json.body(request);
    address(body.path("FromEmailAddress"));
    JsonNode destination = body.path("Destination");
    if (destination.path("ToAddresses").size() != 1
        || !destination.path("CcAddresses").isEmpty()
        || !destination.path("BccAddresses").isEmpty()) {
      throw invalid("Only one address a message is here");
    }
    JsonNode content = body.path("Content").path("Simple");
    Message message =
        new Message(
            "EMAIL",
            address(destination.path("ToAddresses").path(0)),
            text(content.path("Subject")) + "\n\n" + text(content.path("Body").path("Text")),
            clock.instant().toString());
    messageId(body).ifPresentOrElse(id -> outbox.addOnce(id, message), () -> outbox.add(message));
    ObjectNode answer = Json.object();
    answer.put("MessageId", UUID.randomUUID().toString());
    return Reply.json(200, answer.toString());
  }

  private static String address(JsonNode value) throws AwsError {
    if (!value.isTextual() || !ADDRESS.matcher(value.asText()).matches()) {
      throw invalid("Illegal address");
    }
    return value.asText();
  }

  private static String text(JsonNode content) throws AwsError {
    String text = content.path("Data").asText("");
    if (text.isEmpty()) {
      throw invalid("Subject and text are needed");
    }
    return text;
  }

  private static Optional<String> messageId(JsonNode body) {
    return StreamSupport.stream(body.path("EmailTags").spliterator(), false)
        .filter(tag -> tag.path("Name").asText().equals(MESSAGE_ID))
        .map(tag -> tag.path("Value").asText())
        .filter(id -> ID.matcher(id).matches())
        .findFirst();
  }

  private static AwsError invalid(String reason) {
    return new AwsError(400, "BadRequestException", reason);
  }
}
