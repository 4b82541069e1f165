package io.marcado.messaging.accounts;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.identity.published.SignUpProofs;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.messaging.sending.Attempt;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.Outgoing;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.messaging.sending.PhoneCeiling.Cause;
import io.marcado.messaging.sending.Sending;
import io.marcado.messaging.texts.AccountNews;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.messaging.texts.SmsText;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the pending messages of items. Each item records whether its message is pending, so it is
 * its own ledger: a second delivery of a change sends nothing.
 */
@Singleton
public final class AccountMessageSender {
  private static final Logger LOG = LoggerFactory.getLogger(AccountMessageSender.class);

  private static final String PLATFORM = "Marcado";
  private static final Set<String> PORTUGUESE = Set.of("AO", "BR", "CV", "MZ", "PT");
  private static final Set<String> SPANISH =
      Set.of(
          "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE",
          "PR", "PY", "SV", "UY", "VE");

  /**
   * In whose name and language a message is.
   *
   * @param unknown true for a business that anybody may have signed up
   * @param accents how its SMS are written
   */
  private record Letterhead(String name, Locale locale, boolean unknown, SmsAccents accents) {}

  private final AccountDeliveries deliveries;
  private final SettingsReader settings;
  private final MessageTexts texts;
  private final PhoneCeiling ceiling;
  private final NoticeLimit notices;
  private final BusinessStanding businesses;
  private final Messenger messenger;
  private final InstantSource clock;

  AccountMessageSender(
      AccountDeliveries deliveries,
      SettingsReader settings,
      MessageTexts texts,
      PhoneCeiling ceiling,
      NoticeLimit notices,
      BusinessStanding businesses,
      Messenger messenger,
      InstantSource clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.texts = texts;
    this.ceiling = ceiling;
    this.notices = notices;
    this.businesses = businesses;
    this.messenger = messenger;
    this.clock = clock;
  }

  /**
   * Sends the pending messages of the changed items.
   *
   * @return how many changes are done, counted from the first
   */
  public int send(List<ItemChange> changes) {
    for (int i = 0; i < changes.size(); i++) {
      try {
        send(changes.get(i).key());
      } catch (RuntimeException e) {
        LOG.error(
            "A message could not be sent: {}", Failures.summary(e), Failures.withoutMessages(e));
        return i;
      }
    }
    return changes.size();
  }

  // The platform itself sends no messages.
  private void send(ItemKey item) {
    item.partition()
        .tenant()
        .flatMap(tenant -> deliveries.prepare(tenant, item, clock.instant()))
        .ifPresent(
            delivery -> {
              if (mayGoOut(delivery)) {
                log(delivery, sending(delivery));
              }
              deliveries.settled(delivery);
            });
  }

  private Sending sending(AccountDelivery delivery) {
    return Attempt.of(
        () -> messenger.send(outgoing(delivery)),
        () -> {
          if (!delivery.counted()) {
            deliveries.counted(delivery);
          }
        });
  }

  // What we cannot count we do not send: this throws, and the change comes again.
  private boolean mayGoOut(AccountDelivery delivery) {
    if (businesses.isStopped(delivery.tenant())) {
      LOG.warn("{} was not sent, since the operator has stopped the business", delivery);
      return false;
    }
    if (delivery.counted() || isWithinLimits(delivery)) {
      return true;
    }
    LOG.warn("{} was not sent, since so many have gone there already", delivery);
    return false;
  }

  private boolean isWithinLimits(AccountDelivery delivery) {
    Optional<AccountMessage.Notice> notice = delivery.message().notice();
    if (notice.isPresent()) {
      return notices.allow(delivery, notice.get());
    }
    return switch (delivery.to()) {
      case Target.Phone(PhoneNumber number) ->
          ceiling.allow(number, delivery.askedWithProof() ? Cause.HOLDER : Cause.ANYBODY);
      // Codes by e-mail were counted for the address with their hash.
      case Target.Email _ -> true;
    };
  }

  private Outgoing outgoing(AccountDelivery delivery) {
    Letterhead letterhead = letterhead(delivery);
    AccountMessage message = delivery.message();
    AccountNews news =
        new AccountNews(letterhead.name(), delivery.secret().orElse(""), letterhead.unknown());
    String text = write(template(message), letterhead, news);
    // A retried notice is the same message; a retried code is a new one.
    Optional<String> id =
        delivery.secret().isEmpty() ? Optional.of(delivery.id()) : Optional.empty();
    return switch (delivery.to()) {
      case Target.Phone(PhoneNumber number) -> {
        Outgoing.Sms sms = new Outgoing.Sms(number, SmsText.of(text, letterhead.accents()), id);
        yield delivery.channel() == Channel.WHATSAPP
                && message.secret() == AccountMessage.Secret.CODE
            ? new Outgoing.WhatsAppCode(delivery.secret().orElseThrow(), letterhead.locale(), sms)
            : sms;
      }
      case Target.Email(String address) ->
          new Outgoing.Email(
              address, write("subjects/" + subject(message), letterhead, news), text, id);
    };
  }

  // Before there is a business, the platform writes, in the language of the phone's country.
  private Letterhead letterhead(AccountDelivery delivery) {
    if (!delivery.tenant().equals(SignUpProofs.SIGN_UPS)) {
      OrganizationSettings business = settings.get(delivery.tenant());
      return new Letterhead(
          business.branding().displayName(),
          delivery.locale().orElse(business.locale()),
          businesses.isFree(delivery.tenant()),
          business.reminders().smsAccents());
    }
    String country = delivery.to().country().orElse("");
    String language = PORTUGUESE.contains(country) ? "pt" : SPANISH.contains(country) ? "es" : "en";
    return new Letterhead(PLATFORM, Locale.of(language, country), false, SmsAccents.FOLD);
  }

  private String write(String template, Letterhead letterhead, AccountNews news) {
    return texts.write(template, letterhead.locale(), news).body();
  }

  private static String template(AccountMessage message) {
    return message.name().toLowerCase(Locale.ROOT);
  }

  private static String subject(AccountMessage message) {
    return switch (message) {
      case ADMIN_INVITATION, STAFF_INVITATION -> "invitation";
      default -> message.secret() == AccountMessage.Secret.NONE ? "notice" : "code";
    };
  }

  private static void log(AccountDelivery delivery, Sending sending) {
    switch (sending) {
      case Sending.Accepted _ -> {}
      // E-mail is optional in a deployment; without it, a notice for both channels goes by SMS.
      case Sending.NotConfigured(Channel by) ->
          LOG.warn("{} was not sent, since there is no sender for {}", delivery, by);
      // We check phones when people give them, so this is our defect.
      case Sending.Refused(Channel by, String reason) ->
          LOG.error("{} could not be sent by {}: {}", delivery, by, reason);
    }
  }
}
