package io.marcado.operations.channels;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.operations.OperationsProblems;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Schema;
import jakarta.inject.Inject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /operator/test-messages}: a test by one channel. */
public final class SendTestMessageHandler
    extends OperatorEndpoint<TestMessages.To, SendTestMessageHandler.View> {
  @Inject TestMessages messages;

  /**
   * What became of it.
   *
   * @param reason why it was refused; null where it was not
   */
  public record View(Channel channel, TestMessages.Outcome outcome, @Nullable String reason) {}

  @Override
  protected TestMessages.To read(RequestReader request) {
    return request.body(
        fields -> {
          Channel channel = fields.required("channel", Readers.oneOf(Channel.class));
          return fields.required("to", to(channel));
        });
  }

  private static FieldReader<TestMessages.To> to(Channel channel) {
    FieldReader<TestMessages.To> reader =
        (value, pointer, faults) -> {
          if (channel == Channel.EMAIL) {
            String email = Readers.email().read(value, pointer, faults);
            return email == null ? null : new TestMessages.To.Address(email);
          }
          PhoneNumber phone = Readers.phone().read(value, pointer, faults);
          return phone == null ? null : new TestMessages.To.Phone(channel, phone);
        };
    return reader.takes(Schema.string().with("minLength", 3).with("maxLength", 254));
  }

  @Override
  protected Map<String, String> facts(TestMessages.To to) {
    return Map.of("channel", to.channel().name());
  }

  @Override
  protected Answer<View> answer(OperatorCall call, TestMessages.To to) {
    TestMessages.Sent sent = messages.send(to).orElseThrow(OperationsProblems::tooOften);
    return Answer.ok(new View(to.channel(), sent.outcome(), sent.reason().orElse(null)));
  }
}
