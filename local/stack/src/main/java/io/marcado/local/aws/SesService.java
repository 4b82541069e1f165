package io.marcado.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Message;
import io.marcado.local.outbox.Outbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * SES v2: SendEmail to one address, of a simple text or of MIME that a mail program can read, which
 * puts an e-mail into the outbox.
 */
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
    JsonNode destination = body.path("Destination");
    if (destination.path("ToAddresses").size() != 1
        || !destination.path("CcAddresses").isEmpty()
        || !destination.path("BccAddresses").isEmpty()) {
      throw invalid("Only one address a message is here");
    }
    String to = address(destination.path("ToAddresses").path(0));
    JsonNode raw = body.path("Content").path("Raw").path("Data");
    Message message = raw.isMissingNode() ? simple(body, to) : raw(raw.asText(), to);
    messageId(body).ifPresentOrElse(id -> outbox.addOnce(id, message), () -> outbox.add(message));
    ObjectNode answer = Json.object();
    answer.put("MessageId", UUID.randomUUID().toString());
    return Reply.json(200, answer.toString());
  }

  private Message simple(JsonNode body, String to) throws AwsError {
    address(body.path("FromEmailAddress"));
    JsonNode content = body.path("Content").path("Simple");
    return new Message(
        "EMAIL",
        to,
        text(content.path("Subject")) + "\n\n" + text(content.path("Body").path("Text")),
        clock.instant().toString());
  }

  private Message raw(String data, String to) throws AwsError {
    byte[] mime = Base64.getDecoder().decode(data);
    DefaultMessageBuilder reader = new DefaultMessageBuilder();
    reader.setMimeEntityConfig(MimeConfig.STRICT);
    try {
      org.apache.james.mime4j.dom.Message email =
          reader.parseMessage(new ByteArrayInputStream(mime));
      if (email.getFrom() == null || email.getSubject() == null) {
        throw invalid("From and Subject are needed");
      }
      return new Message(
          "EMAIL",
          to,
          email.getSubject() + "\n\n" + text(email),
          clock.instant().toString(),
          new String(mime, StandardCharsets.UTF_8));
    } catch (MimeIOException e) {
      throw invalid("No MIME: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its first part, which programs without calendars show. */
  private static String text(Entity email) throws AwsError, IOException {
    Entity part = email;
    while (part.getBody() instanceof Multipart parts) {
      part = parts.getBodyParts().getFirst();
    }
    if (!(part.getBody() instanceof TextBody text)) {
      throw invalid("A plain text is needed first");
    }
    try (Reader letters = text.getReader()) {
      return letters.readAllAsString().replace("\r\n", "\n");
    }
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
