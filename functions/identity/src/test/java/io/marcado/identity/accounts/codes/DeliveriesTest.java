package io.marcado.identity.accounts.codes;

import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Person;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));

  private final IdentityFixture fixture = new IdentityFixture();
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();
  private final Challenges challenges = fixture.bean(Challenges.class);
  private final ChallengeStore store = fixture.bean(ChallengeStore.class);
  private final RecordingSmsSender sms = new RecordingSmsSender(BRAZIL);
  private final RecordingWhatsAppSender whatsApp = new RecordingWhatsAppSender(BRAZIL);
  private final RecordingEmailSender emails = new RecordingEmailSender();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldSendNothingMoreWhenARecordComesAgain() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    DynamodbStreamRecord record = recordOf(challenge);
    Deliveries deliveries = deliveries(sms, whatsApp);

    assertThat(deliveries.deliver(List.of(record, record))).isEqualTo(2);
    assertThat(deliveries.deliver(List.of(record))).isEqualTo(1);

    assertThat(sms.sent()).hasSize(1);
    assertThat(answered(challenge, code())).isTrue();
    assertThat(item(challenge).has(Delivery.ATTRIBUTE)).isFalse();
  }

  @Test
  void shouldMakeAnotherCodeLaterWhenTheProviderFails() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    DynamodbStreamRecord record = recordOf(challenge);
    SmsSender broken =
        (_, _) -> {
          throw new IllegalStateException("no provider");
        };

    assertThat(deliveries(broken, whatsApp).deliver(List.of(record))).isZero();
    String abandoned = item(challenge).text(SentSecrets.HASH);
    assertThat(deliveries(sms, whatsApp).deliver(List.of(record))).isEqualTo(1);

    assertThat(item(challenge).text(SentSecrets.HASH)).isNotEqualTo(abandoned);
    assertThat(answered(challenge, code())).isTrue();
  }

  @Test
  void shouldSendACodeBySmsAtOnceWhenWhatsAppGivesNoAnswer() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.WHATSAPP));
    WhatsAppSender silent =
        (_, _) -> {
          throw new WhatsAppUnavailableException("no answer", null);
        };

    assertThat(deliveries(sms, silent).deliver(List.of(recordOf(challenge)))).isEqualTo(1);

    assertThat(answered(challenge, code())).isTrue();
  }

  @Test
  void shouldHoldUpNothingThatCameBeforeAFailure() {
    Challenge one = open(draft(Purpose.LOGIN, Channel.SMS));
    Challenge two = open(draft(Purpose.LOGIN, Channel.WHATSAPP));
    WhatsAppSender broken =
        (_, _) -> {
          throw new IllegalStateException("no provider");
        };

    int done =
        deliveries(sms, broken).deliver(List.of(recordOf(one), recordOf(two), recordOf(one)));

    assertThat(done).isEqualTo(1);
    assertThat(sms.sent()).hasSize(1);
  }

  @Test
  void shouldTakeTheLastCodeAfterACrashBeforeTheNote() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    DynamodbStreamRecord record = recordOf(challenge);
    Item waiting = item(challenge);
    deliveries(sms, whatsApp).deliver(List.of(record));
    String first = code();
    // As it is when the sending is over and the note of it was never made.
    fixture
        .bean(Table.class)
        .of(tenant)
        .write(
            Write.update(
                key(challenge),
                Expression.of(
                    "SET deliver = :deliver",
                    Map.of(
                        ":deliver",
                        java.util.Objects.requireNonNull(
                            waiting.attributes().get(Delivery.ATTRIBUTE))))));

    deliveries(sms, whatsApp).deliver(List.of(record));

    assertThat(sms.sent()).hasSize(2);
    if (!first.equals(code())) {
      assertThat(answered(challenge, first)).isFalse();
    }
    assertThat(answered(challenge, code())).isTrue();
  }

  @Test
  void shouldNotSendWhatIsUsedGoneOrTooOld() {
    Challenge used = open(draft(Purpose.LOGIN, Channel.SMS));
    Challenge old = open(draft(Purpose.LOGIN, Channel.SMS));
    fixture.bean(Table.class).of(tenant).write(ChallengeStore.use(used));
    fixture.advance(Challenge.LIFETIME);

    int done = deliveries(sms, whatsApp).deliver(List.of(recordOf(used), recordOf(old)));

    assertThat(done).isEqualTo(2);
    assertThat(sms.sent()).isEmpty();
    assertThat(item(old).has(SentSecrets.HASH)).isFalse();
  }

  @Test
  void shouldNeverSendADecoyNorLetAnythingAnswerIt() {
    Challenge decoy = open(draft(Purpose.OTP, Channel.SMS).asDecoy());

    deliveries(sms, whatsApp).deliver(List.of(recordOf(decoy)));

    assertThat(sms.sent()).isEmpty();
    assertThat(answered(decoy, "")).isFalse();
    assertThat(answered(decoy, "000000")).isFalse();
  }

  @Test
  void shouldSendACodeBySmsThatWhatsAppDoesNotTake() {
    Challenge byWhatsApp = open(draft(Purpose.OTP, Channel.WHATSAPP));
    deliveries(sms, whatsApp).deliver(List.of(recordOf(byWhatsApp)));
    assertThat(sms.sent()).isEmpty();
    assertThat(answered(byWhatsApp, whatsApp.sent().getLast().template().parameters().getFirst()))
        .isTrue();
    for (WhatsAppSender.Reason reason : WhatsAppSender.Reason.values()) {
      Challenge challenge = open(draft(Purpose.OTP, Channel.WHATSAPP));

      deliveries(sms, (_, _) -> new WhatsAppSender.Outcome.Refused(reason))
          .deliver(List.of(recordOf(challenge)));

      assertThat(answered(challenge, code())).isTrue();
    }
  }

  @Test
  void shouldGiveUpWhatAProviderRefuses() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    SmsSender refusing = (_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE);

    assertThat(deliveries(refusing, whatsApp).deliver(List.of(recordOf(challenge)))).isEqualTo(1);

    assertThat(item(challenge).has(Delivery.ATTRIBUTE)).isFalse();
  }

  @Test
  void shouldNameTheChallengeInTheTokenOfAReset() {
    Challenge challenge = open(draft(Purpose.RESET, Channel.SMS));

    deliveries(sms, whatsApp).deliver(List.of(recordOf(challenge)));

    LongToken token =
        LongToken.find(sms.sent().getLast().text().substring(0, LongToken.LENGTH)).orElseThrow();
    assertThat(token.id()).isEqualTo(challenge.id());
    assertThat(
            store
                .countTry(tenant, Purpose.RESET, token.id(), fixture.now())
                .orElseThrow()
                .isAnsweredBy(token.secret()))
        .isTrue();
  }

  @Test
  void shouldPutTheCodeIntoTheTextOfAnEmail() {
    Challenge challenge =
        open(
            ChallengeDraft.of(Purpose.CONTACT, Channel.EMAIL, new Target.Email("ana@example.com"))
                .person(ana()));

    deliveries(sms, whatsApp).deliver(List.of(recordOf(challenge)));

    RecordingEmailSender.Email email = emails.sent().getFirst();
    assertThat(email.to()).isEqualTo("ana@example.com");
    assertThat(email.subject()).doesNotContainPattern("\\d");
    Challenge tried =
        store.countTry(tenant, Purpose.CONTACT, challenge.id(), fixture.now()).orElseThrow();
    assertThat(tried.isAnsweredBy(email.text().substring(0, 6))).isTrue();
    assertThat(tried.target()).contains(new Target.Email("ana@example.com"));
  }

  @Test
  void shouldSendNoticesOnceByEmailOrElseBySmsAndForgetThem() {
    Notices notices = fixture.bean(Notices.class);
    Person ana = Person.of("ana", "Ana", phone, Optional.of("ana@example.com"), fixture.now());
    Write byEmail =
        notices.write(
            tenant,
            Message.PASSWORD_CHANGED,
            ana.withVerifiedEmail("ana@example.com", true),
            fixture.now());
    Write bySms = notices.write(tenant, Message.PHONE_CHANGED, ana, fixture.now());
    fixture.bean(Table.class).of(tenant).transact(List.of(byEmail, bySms));
    List<DynamodbStreamRecord> records = List.of(recordOf(byEmail.key()), recordOf(bySms.key()));

    deliveries(sms, whatsApp).deliver(records);
    deliveries(sms, whatsApp).deliver(records);

    assertThat(emails.sent())
        .singleElement()
        .extracting(RecordingEmailSender.Email::subject)
        .isEqualTo("Sua conta em Barbearia Demo");
    assertThat(sms.sent())
        .singleElement()
        .extracting(RecordingSmsSender.Sms::text)
        .asString()
        .startsWith("O telefone da sua conta");
    assertThat(fixture.bean(Table.class).of(tenant).get(List.of(byEmail.key(), bySms.key())))
        .isEmpty();
  }

  @Test
  void shouldTellTheTeamByBothChannels() {
    Notices notices = fixture.bean(Notices.class);
    Person ana = Person.of("ana", "Ana", phone, Optional.of("ana@example.com"), fixture.now());
    Person proved = ana.withVerifiedEmail("ana@example.com", true);

    assertThat(told(notices, proved, Role.CLIENT)).isEqualTo(1);
    assertThat(told(notices, proved, Role.STAFF)).isEqualTo(1);
    assertThat(told(notices, proved, Role.ADMIN)).isEqualTo(2);
    assertThat(told(notices, ana, Role.ADMIN)).isEqualTo(1);
    assertThat(told(notices, ana, Role.OWNER)).isEqualTo(2);
  }

  private int told(Notices notices, Person person, Role role) {
    return notices.writes(tenant, Message.PASSWORD_CHANGED, person, role, fixture.now()).size();
  }

  @Test
  void shouldKeepNoSecretOfAChallengeBeforeItIsSentAndNoPhoneAfterwards() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    assertThat(item(challenge).has(SentSecrets.HASH)).isFalse();
    assertThat(answered(challenge, "")).isFalse();

    deliveries(sms, whatsApp).deliver(List.of(recordOf(challenge)));

    assertThat(item(challenge).attributes().toString())
        .doesNotContain(phone.e164())
        .doesNotContain(code());
  }

  private ChallengeDraft draft(Purpose purpose, Channel channel) {
    return ChallengeDraft.of(purpose, channel, new Target.Phone(phone)).person(ana());
  }

  private Challenge open(ChallengeDraft draft) {
    return done(challenges.open(fixture.call(tenant).actor(), draft, fixture.now()));
  }

  private Deliveries deliveries(SmsSender smsSender, WhatsAppSender whatsAppSender) {
    EmailSender email = emails;
    return new Deliveries(
        fixture.bean(Table.class),
        new Messenger(
            fixture.bean(SettingsReader.class),
            fixture.bean(Variables.class),
            smsSender,
            whatsAppSender,
            email),
        new SecureRandom(),
        fixture::now);
  }

  private boolean answered(Challenge challenge, String code) {
    return store
        .countTry(tenant, challenge.purpose(), challenge.id(), fixture.now())
        .orElseThrow()
        .isAnsweredBy(code);
  }

  private String code() {
    return sms.sent().getLast().text().substring(0, 6);
  }

  private Item item(Challenge challenge) {
    return fixture.bean(Table.class).of(tenant).get(key(challenge)).orElseThrow();
  }

  private ItemKey key(Challenge challenge) {
    return ChallengeStore.key(tenant, challenge.id());
  }

  private DynamodbStreamRecord recordOf(Challenge challenge) {
    return recordOf(key(challenge));
  }

  private static DynamodbStreamRecord recordOf(ItemKey key) {
    return SendCodesRun.record(key.partition().value(), key.sort());
  }

  private Account ana() {
    return new Account(
        Person.of("ana", "Ana", phone, Optional.empty(), fixture.now()),
        Optional.of(PersonAccess.of(Role.CLIENT)),
        Optional.empty());
  }
}
