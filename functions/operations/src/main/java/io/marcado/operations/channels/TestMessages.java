package io.marcado.operations.channels;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Table;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppTemplate;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends a message that says that it is a test, straight to the provider of a channel and beside all
 * queues, and tells what the provider says.
 */
@Singleton
final class TestMessages {
  private static final Logger LOG = LoggerFactory.getLogger(TestMessages.class);
  private static final String SUBJECT = "Marcado: test";
  private static final String TEXT =
      "Marcado: this is a test of this channel. Nothing is to be done.";

  /** WhatsApp has approved only the template of codes. Nothing opens by this one. */
  private static final String CODE = "000000";

  private final SmsSender sms;
  private final WhatsAppSender whatsApp;
  private final EmailSender email;
  private final String codeTemplate;
  private final Table table;
  private final RateLimiter limiter;
  private final Limits limits;

  TestMessages(
      SmsSender sms,
      WhatsAppSender whatsApp,
      EmailSender email,
      Variables variables,
      Table table,
      RateLimiter limiter,
      Limits limits) {
    this.sms = sms;
    this.whatsApp = whatsApp;
    this.email = email;
    this.codeTemplate = variables.read(reader -> reader.text("WHATSAPP_TEMPLATE"));
    this.table = table;
    this.limiter = limiter;
    this.limits = limits;
  }

  /** To whom, and by which channel. */
  sealed interface To {
    Channel channel();

    /** By SMS or WhatsApp. */
    record Phone(Channel channel, PhoneNumber number) implements To {}

    /** By e-mail. */
    record Address(String email) implements To {
      @Override
      public Channel channel() {
        return Channel.EMAIL;
      }
    }
  }

  /** What became of it. */
  enum Outcome {
    /** The provider has it. */
    ACCEPTED,
    /** The provider, or this deployment, does not send it. */
    REFUSED,
    /** The provider gave no answer, so that it may arrive or not. */
    NO_ANSWER
  }

  /**
   * What became of a test.
   *
   * @param reason why it was refused
   */
  record Sent(Outcome outcome, Optional<String> reason) {
    static Sent accepted() {
      return new Sent(Outcome.ACCEPTED, Optional.empty());
    }

    static Sent refused(Enum<?> reason) {
      return new Sent(Outcome.REFUSED, Optional.of(reason.name()));
    }
  }

  /** Counts it, sends it, and says what became of it; or how long to wait after too many. */
  Result<Sent, Duration> send(To to) {
    return Result.unless(
        limiter.count(
            table.platform(),
            limiter.ofPlatform(
                limits.of(LimitPolicy.OPERATOR_TESTS, to.channel().name().toLowerCase(Locale.ROOT)),
                "operators")),
        () -> sent(to));
  }

  private Sent sent(To to) {
    try {
      return switch (to) {
        case To.Address(String address) -> byEmail(address);
        case To.Phone(Channel channel, PhoneNumber number) ->
            channel == Channel.WHATSAPP ? byWhatsApp(number) : bySms(number);
      };
    } catch (SdkException | WhatsAppUnavailableException e) {
      LOG.warn("{} gave no answer to a test: {}", to.channel(), Failures.summary(e));
      return new Sent(Outcome.NO_ANSWER, Optional.empty());
    }
  }

  private Sent bySms(PhoneNumber number) {
    return switch (sms.send(number, TEXT)) {
      case SmsSender.Outcome.Accepted _ -> Sent.accepted();
      case SmsSender.Outcome.Refused(SmsSender.Reason reason) -> Sent.refused(reason);
    };
  }

  private Sent byWhatsApp(PhoneNumber number) {
    return switch (whatsApp.send(
        number, WhatsAppTemplate.ofCode(codeTemplate, Locale.ENGLISH, CODE))) {
      case WhatsAppSender.Outcome.Accepted _ -> Sent.accepted();
      case WhatsAppSender.Outcome.Refused(WhatsAppSender.Reason reason) -> Sent.refused(reason);
    };
  }

  private Sent byEmail(String address) {
    return switch (email.send(address, SUBJECT, TEXT)) {
      case EmailSender.Outcome.Accepted _ -> Sent.accepted();
      case EmailSender.Outcome.Refused(EmailSender.Reason reason) -> Sent.refused(reason);
    };
  }
}
