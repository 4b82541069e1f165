package io.marcado.messaging.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.ItemKey;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppTemplate;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountMessageSenderTest {
  private static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));
  private static final PhoneNumber ANA = PhoneNumber.parse("+5511999990001").orElseThrow();
  private static final Target PHONE = new Target.Phone(ANA);
  private static final Target MAILBOX = new Target.Email("ana@example.com");

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final FakeAccountDeliveries deliveries = new FakeAccountDeliveries();
  private final RecordingSmsSender sms = new RecordingSmsSender(BRAZIL);
  private final RecordingWhatsAppSender whatsApp = new RecordingWhatsAppSender(BRAZIL);
  private final RecordingEmailSender emails = new RecordingEmailSender();
  private final AccountMessageSender sender = sender(sms, whatsApp, emails);

  @Test
  void shouldSendNothingMoreWhenAChangeIsToldAgain() {
    ItemKey item = wait(AccountMessage.LOGIN_CODE, Channel.SMS, PHONE);

    assertThat(send(sender, item, item)).isEqualTo(2);
    assertThat(send(sender, item)).isEqualTo(1);

    assertThat(sms.sent()).hasSize(1);
    assertThat(lastText()).startsWith(deliveries.secret() + " é o seu codigo para entrar em");
  }

  @Test
  void shouldSendAnotherCodeLaterWhenTheProviderFails() {
    ItemKey item = wait(AccountMessage.LOGIN_CODE, Channel.SMS, PHONE);
    SmsSender broken =
        (_, _) -> {
          throw new IllegalStateException("no provider");
        };

    assertThat(send(sender(broken, whatsApp, emails), item)).isZero();
    String abandoned = deliveries.secret();
    assertThat(send(sender, item)).isEqualTo(1);

    assertThat(lastText()).startsWith(deliveries.secret()).doesNotContain(abandoned);
  }

  @Test
  void shouldHoldUpNothingThatCameBeforeWhatFails() {
    ItemKey one = wait(AccountMessage.LOGIN_CODE, Channel.SMS, PHONE);
    ItemKey two = wait(AccountMessage.LOGIN_CODE, Channel.WHATSAPP, PHONE);
    WhatsAppSender broken =
        (_, _, _) -> {
          throw new IllegalStateException("no provider");
        };

    assertThat(send(sender(sms, broken, emails), one, two, one)).isEqualTo(1);

    assertThat(sms.sent()).hasSize(1);
  }

  @Test
  void shouldSendACodeByWhatsAppWhenAskedFor() {
    send(sender, wait(AccountMessage.LOGIN_CODE, Channel.WHATSAPP, PHONE));

    assertThat(sms.sent()).isEmpty();
    assertThat(whatsApp.sent())
        .containsExactly(
            new RecordingWhatsAppSender.Message(
                ANA,
                WhatsAppTemplate.ofCode(
                    "marcado_code", Locale.forLanguageTag("pt-BR"), deliveries.secret())));
  }

  @ParameterizedTest
  @EnumSource(WhatsAppSender.Reason.class)
  void shouldSendACodeBySmsThatWhatsAppDoesNotTake(WhatsAppSender.Reason reason) {
    ItemKey item = wait(AccountMessage.LOGIN_CODE, Channel.WHATSAPP, PHONE);

    send(sender(sms, (_, _, _) -> new WhatsAppSender.Outcome.Refused(reason), emails), item);

    assertThat(lastText()).startsWith(deliveries.secret());
  }

  @Test
  void shouldSendACodeBySmsAtOnceWhenWhatsAppGivesNoAnswer() {
    ItemKey item = wait(AccountMessage.LOGIN_CODE, Channel.WHATSAPP, PHONE);
    WhatsAppSender silent =
        (_, _, _) -> {
          throw new WhatsAppUnavailableException("no answer", null);
        };

    assertThat(send(sender(sms, silent, emails), item)).isEqualTo(1);

    assertThat(lastText()).startsWith(deliveries.secret());
  }

  @Test
  void shouldSendATokenInWordsThatNoTemplateOfWhatsAppHas() {
    send(sender, wait(AccountMessage.STAFF_INVITATION, Channel.WHATSAPP, PHONE));

    assertThat(whatsApp.sent()).isEmpty();
    assertThat(lastText()).startsWith(deliveries.secret() + " é o seu convite");
  }

  @Test
  void shouldBeDoneWithWhatAProviderRefuses() {
    ItemKey bySms = wait(AccountMessage.LOGIN_CODE, Channel.SMS, PHONE);
    ItemKey byEmail = wait(AccountMessage.CONTACT_CODE, Channel.EMAIL, MAILBOX);
    ItemKey without = wait(AccountMessage.PASSWORD_CHANGED, Channel.EMAIL, MAILBOX);
    SmsSender refusing = (_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE);

    int done =
        send(
            sender(refusing, whatsApp, refusing(EmailSender.Reason.NOT_DELIVERABLE)),
            bySms,
            byEmail);
    done += send(sender(sms, whatsApp, refusing(EmailSender.Reason.NOT_CONFIGURED)), without);

    assertThat(done).isEqualTo(3);
    assertThat(List.of(bySms, byEmail, without)).noneMatch(deliveries::waits);
    assertThat(sms.sent()).isEmpty();
  }

  @Test
  void shouldPutACodeIntoTheTextOfAnEmailAndNotIntoItsSubject() {
    send(sender, wait(AccountMessage.CONTACT_CODE, Channel.EMAIL, MAILBOX));

    assertThat(emails.sent())
        .singleElement()
        .satisfies(
            email -> {
              assertThat(email.to()).isEqualTo("ana@example.com");
              assertThat(email.subject()).isEqualTo("Seu código para Barbearia do Zé");
              assertThat(email.text()).startsWith(deliveries.secret() + " é o seu código");
            });
  }

  @Test
  void shouldNameTheMatterInTheSubject() {
    send(
        sender,
        wait(AccountMessage.PASSWORD_CHANGED, Channel.EMAIL, MAILBOX),
        wait(AccountMessage.ADMIN_INVITATION, Channel.EMAIL, MAILBOX));

    assertThat(emails.sent())
        .extracting(RecordingEmailSender.Email::subject)
        .containsExactly("Sua conta em Barbearia do Zé", "Seu convite de Barbearia do Zé");
  }

  @Test
  void shouldSendANoticeUnderItsIdAndACodeUnderNone() {
    List<String> ids = new ArrayList<>();
    SmsSender identified =
        new SmsSender() {
          @Override
          public Outcome send(PhoneNumber to, String text) {
            return send(to, text, "none");
          }

          @Override
          public Outcome send(PhoneNumber to, String text, String messageId) {
            ids.add(messageId);
            return new Outcome.Accepted(messageId);
          }
        };

    send(
        sender(identified, whatsApp, emails),
        wait(AccountMessage.PHONE_CHANGED, Channel.SMS, PHONE),
        wait(AccountMessage.LOGIN_CODE, Channel.SMS, PHONE));

    assertThat(ids).containsExactly("id", "none");
  }

  @Test
  void shouldPassOverItemsOfThePlatform() {
    assertThat(send(sender, ItemKey.platform("SLUG#ze", "SLUG"))).isEqualTo(1);
  }

  /** At the limits of a deployment. */
  @Test
  void shouldKeepRoomForTheHoldersCodesWhateverStrangersAndBusinessesCause() {
    PhoneNumber phone = anotherPhone();
    Target to = new Target.Phone(phone);
    PhoneCeiling ceiling = ceiling("");
    AccountMessageSender deployed = sender(sms, whatsApp, emails, "");

    // Strangers book in a shop of their own, and ask for codes at every shop there is. A business
    // that the holder knows changes the account again and again.
    for (int i = 0; i < 25; i++) {
      boolean _ = ceiling.allow(phone, PhoneCeiling.Cause.CHANGE);
      wait(deployed, AccountMessage.LOGIN_CODE, to, false);
      wait(deployed, AccountMessage.ROLE_CHANGED, to, false);
      wait(deployed, AccountMessage.PHONE_CHANGED, to, false);
    }
    int before = sms.sent().size();
    for (int i = 0; i < 5; i++) {
      wait(deployed, AccountMessage.STEP_UP_CODE, to, true);
    }

    assertThat(before).isLessThanOrEqualTo(18);
    assertThat(sms.sent()).hasSize(before + 3);
  }

  @Test
  void shouldTellOfTheOwnChangesWhateverOthersCauseAndWhateverAnotherBusinessTells() {
    for (Target to :
        List.of(
            new Target.Phone(anotherPhone()), new Target.Email(anotherPhone() + "@example.com"))) {
      AccountMessageSender deployed = sender(sms, whatsApp, emails, "");
      int start = sent();
      for (int i = 0; i < 25; i++) {
        wait(deployed, AccountMessage.ADMIN_INVITED, to, false);
      }
      assertThat(sent()).isEqualTo(start + 4);

      wait(deployed, AccountMessage.PASSWORD_CHANGED, to, false);
      send(
          deployed,
          deliveries.wait(
              TestTenant.create().id(), AccountMessage.ROLE_CHANGED, channel(to), to, false));

      assertThat(sent()).isEqualTo(start + 6);
    }
  }

  @Test
  void shouldCountANoticeOnceHoweverOftenTheProviderFails() {
    SmsSender broken =
        (_, _) -> {
          throw new IllegalStateException("no provider");
        };
    String one = "notices-to-contact=1,sms-to-phone-by-anybody=1,*=1000";
    Target to = new Target.Phone(anotherPhone());
    for (AccountMessage message :
        List.of(AccountMessage.PASSWORD_CHANGED, AccountMessage.LOGIN_CODE)) {
      ItemKey item = wait(message, Channel.SMS, to);
      for (int i = 0; i < 4; i++) {
        assertThat(send(sender(broken, whatsApp, emails, one), item)).isZero();
      }
      assertThat(send(sender(sms, whatsApp, emails, one), item)).isEqualTo(1);
      clock.advance(Duration.ofHours(1));
    }

    assertThat(sms.sent()).hasSize(2);
  }

  /** A number that no other test uses. */
  private static PhoneNumber anotherPhone() {
    return PhoneNumber.parse(
            "+55119%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000)))
        .orElseThrow();
  }

  private int sent() {
    return sms.sent().size() + emails.sent().size();
  }

  private void wait(AccountMessageSender by, AccountMessage message, Target to, boolean withProof) {
    send(by, deliveries.wait(tenant.id(), message, channel(to), to, withProof));
  }

  private static Channel channel(Target to) {
    return to instanceof Target.Email ? Channel.EMAIL : Channel.SMS;
  }

  private ItemKey wait(AccountMessage message, Channel channel, Target to) {
    return deliveries.wait(tenant.id(), message, channel, to);
  }

  private AccountMessageSender sender(
      SmsSender smsSender, WhatsAppSender whatsAppSender, EmailSender emailSender) {
    return sender(smsSender, whatsAppSender, emailSender, "*=1000");
  }

  private PhoneCeiling ceiling(String limits) {
    return new PhoneCeiling(new RateLimiter(clock), tenant.table(), limits(limits));
  }

  private static Limits limits(String changes) {
    return new Limits(new Variables(Map.of("LIMITS", changes)));
  }

  private AccountMessageSender sender(
      SmsSender smsSender, WhatsAppSender whatsAppSender, EmailSender emailSender, String limits) {
    Variables variables =
        new Variables(
            Map.of("WHATSAPP_PHONE_NUMBER_ID", "1065403", "WHATSAPP_TEMPLATE", "marcado_code"));
    return new AccountMessageSender(
        deliveries,
        tenant.settings(clock),
        new MessageTexts(),
        ceiling(limits),
        new NoticeLimit(new RateLimiter(clock), tenant.table(), limits(limits)),
        tenant.standing(clock),
        new Messenger(smsSender, whatsAppSender, emailSender, variables),
        clock);
  }

  private static EmailSender refusing(EmailSender.Reason reason) {
    return (_, _, _) -> new EmailSender.Outcome.Refused(reason);
  }

  private String lastText() {
    return sms.sent().getLast().text();
  }

  private static int send(AccountMessageSender sender, ItemKey... items) {
    return sender.send(List.of(items).stream().map(AccountMessageSenderTest::change).toList());
  }

  private static ItemChange change(ItemKey item) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(
        new StreamRecord()
            .withKeys(
                Map.of(
                    "pk", new AttributeValue(item.partition().value()),
                    "sk", new AttributeValue(item.sort()))));
    return new ItemChange(record);
  }
}
