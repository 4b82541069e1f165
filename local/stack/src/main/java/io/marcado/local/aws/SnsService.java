package io.marcado.local.aws;

import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Message;
import io.marcado.local.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** SNS: Publish to a phone number, which puts an SMS into the outbox. */
final class SnsService implements AwsService {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern ID = Pattern.compile("[a-z0-9]{1,64}");
  private static final Optional<String> MESSAGE_ID = Optional.of("Marcado.MessageId");
  private static final int LONGEST_SMS = 1600;

  private final Outbox outbox;
  private final InstantSource clock;

  SnsService(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    String form = request.text();
    if (!Paths.parameter(form, "Action").orElse("").equals("Publish")) {
      throw new AwsError(400, "InvalidAction", "Only Publish is here");
    }
    String phone =
        Paths.parameter(form, "PhoneNumber")
            .orElseThrow(() -> invalid("PhoneNumber", "only publishing to a phone is here"));
    if (!E164.matcher(phone).matches()) {
      throw invalid("PhoneNumber", phone + " is not valid to publish to");
    }
    String text = Paths.parameter(form, "Message").orElse("");
    if (text.isEmpty()) {
      throw invalid("Message", "Empty message");
    }
    if (text.length() > LONGEST_SMS) {
      throw invalid("Message", "longer than " + LONGEST_SMS + " characters");
    }
    Message message = new Message("SMS", phone, text, clock.instant().toString());
    messageId(form).ifPresentOrElse(id -> outbox.addOnce(id, message), () -> outbox.add(message));
    return xml(
        200,
        "<PublishResponse xmlns=\"%s\"><PublishResult><MessageId>%s</MessageId></PublishResult>"
            + "<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></PublishResponse>",
        NAMESPACE,
        UUID.randomUUID(),
        UUID.randomUUID());
  }

  @Override
  public Reply refuse(AwsError error) {
    return xml(
        error.status(),
        "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code>"
            + "<Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>",
        NAMESPACE,
        error.code(),
        escape(error.detail()),
        UUID.randomUUID());
  }

  private static Optional<String> messageId(String form) {
    String entry = "MessageAttributes.entry.%d.%s";
    for (int i = 1; i <= 10; i++) {
      if (Paths.parameter(form, entry.formatted(i, "Name")).equals(MESSAGE_ID)) {
        return Paths.parameter(form, entry.formatted(i, "Value.StringValue"))
            .filter(id -> ID.matcher(id).matches());
      }
    }
    return Optional.empty();
  }

  private static AwsError invalid(String parameter, String reason) {
    return new AwsError(
        400, "InvalidParameter", "Invalid parameter: " + parameter + " Reason: " + reason);
  }

  private static Reply xml(int status, String form, Object... values) {
    return Reply.of(status, "text/xml", form.formatted(values));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
