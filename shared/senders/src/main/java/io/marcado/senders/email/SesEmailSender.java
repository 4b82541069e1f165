package io.marcado.senders.email;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/** Sends e-mails through Amazon SES, all from one address. */
final class SesEmailSender implements EmailSender {
  /** SES takes the tag along and does nothing with it; the local stack's outbox knows it. */
  private static final String MESSAGE_ID = "marcado-message-id";

  private static final Logger LOG = LoggerFactory.getLogger(SesEmailSender.class);

  private final SesV2Client ses;
  private final String from;

  SesEmailSender(SesV2Client ses, String from) {
    this.ses = ses;
    this.from = from;
  }

  @Override
  public Outcome send(String to, String subject, String text) {
    return send(to, subject, text, List.of());
  }

  @Override
  public Outcome send(String to, String subject, String text, String messageId) {
    return send(to, subject, text, List.of(tag(messageId)));
  }

  /**
   * The name of the sender stands in the e-mail itself, so the request has no address beside it.
   */
  @Override
  public Outcome send(
      String to, String subject, String text, String messageId, Invitation invitation) {
    byte[] raw = RawEmail.of(from, to, subject, text, messageId, invitation);
    return send(
        SendEmailRequest.builder()
            .destination(destination -> destination.toAddresses(to))
            .content(content -> content.raw(message -> message.data(SdkBytes.fromByteArray(raw))))
            .emailTags(tag(messageId))
            .build());
  }

  private Outcome send(String to, String subject, String text, List<MessageTag> tags) {
    return send(
        SendEmailRequest.builder()
            .fromEmailAddress(from)
            .destination(destination -> destination.toAddresses(to))
            .content(
                content ->
                    content.simple(
                        message ->
                            message.subject(utf8(subject)).body(body -> body.text(utf8(text)))))
            .emailTags(tags)
            .build());
  }

  private Outcome send(SendEmailRequest request) {
    try {
      return new Outcome.Accepted(ses.sendEmail(request).messageId());
    } catch (MessageRejectedException | BadRequestException e) {
      return refused(e);
    }
  }

  // The provider's words may repeat the address, so only the kind of refusal is logged.
  private static Outcome refused(SesV2Exception refusal) {
    LOG.warn("An e-mail was refused: {}", refusal.getClass().getSimpleName());
    return new Outcome.Refused(Reason.NOT_DELIVERABLE);
  }

  private static MessageTag tag(String messageId) {
    return MessageTag.builder().name(MESSAGE_ID).value(messageId).build();
  }

  private static Content utf8(String text) {
    return Content.builder().data(text).charset("UTF-8").build();
  }
}
