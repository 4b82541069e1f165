package io.marcado.senders.sms;

import io.marcado.domain.PhoneNumber;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Sends text messages through Amazon SNS, at the priority of transactional ones. */
final class SnsSmsSender implements SmsSender {
  private static final Logger LOG = LoggerFactory.getLogger(SnsSmsSender.class);
  private static final Map<String, MessageAttributeValue> TRANSACTIONAL =
      Map.of(
          "AWS.SNS.SMS.SMSType",
          MessageAttributeValue.builder().dataType("String").stringValue("Transactional").build());

  private final SnsClient sns;

  SnsSmsSender(SnsClient sns) {
    this.sns = sns;
  }

  @Override
  public Outcome send(PhoneNumber to, String text) {
    return send(to, text, TRANSACTIONAL);
  }

  // SNS takes the id along and does nothing with it; the local stack's outbox knows it.
  @Override
  public Outcome send(PhoneNumber to, String text, String messageId) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>(TRANSACTIONAL);
    attributes.put(
        "Marcado.MessageId",
        MessageAttributeValue.builder().dataType("String").stringValue(messageId).build());
    return send(to, text, attributes);
  }

  private Outcome send(PhoneNumber to, String text, Map<String, MessageAttributeValue> attributes) {
    try {
      PublishResponse response =
          sns.publish(
              request ->
                  request.phoneNumber(to.e164()).message(text).messageAttributes(attributes));
      return new Outcome.Accepted(response.messageId());
    } catch (InvalidParameterException | InvalidParameterValueException e) {
      // The provider's words may repeat the number, so only the kind of refusal is logged.
      LOG.warn("A message was refused: {}", e.getClass().getSimpleName());
      return new Outcome.Refused(Reason.NOT_DELIVERABLE);
    }
  }
}
