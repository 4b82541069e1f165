package io.marcado.identity.accounts.codes;

import static io.marcado.identity.Results.done;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Person;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveriesTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final TenantId tenant = fixture.tenant();
  private final TableView table = fixture.bean(Table.class).of(tenant);
  private final PhoneNumber phone = IdentityFixture.phone();
  private final Challenges challenges = fixture.bean(Challenges.class);
  private final ChallengeStore store = fixture.bean(ChallengeStore.class);
  private final Deliveries deliveries = fixture.bean(Deliveries.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldKeepTheHashBeforeTheCodeIsHandedOutAndNeitherCodeNorPhoneAfterwards() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    assertThat(item(challenge).has(SentSecrets.HASH)).isFalse();
    assertThat(answered(challenge, "")).isFalse();

    AccountDelivery delivery = prepare(challenge).orElseThrow();

    assertThat(delivery.channel()).isEqualTo(Channel.SMS);
    assertThat(delivery.to()).isEqualTo(new Target.Phone(phone));
    assertThat(answered(challenge, secret(delivery))).isTrue();
    deliveries.settled(delivery);
    assertThat(item(challenge).attributes().toString())
        .doesNotContain(phone.e164())
        .doesNotContain(secret(delivery));
  }

  @Test
  void shouldMakeNothingReadyThatIsSettled() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    deliveries.settled(prepare(challenge).orElseThrow());

    assertThat(prepare(challenge)).isEmpty();
  }

  @Test
  void shouldLetTheLastCodeBeTheGoodOneWhenOneIsMadeAgain() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    String first = secret(prepare(challenge).orElseThrow());

    String second = secret(prepare(challenge).orElseThrow());

    if (!first.equals(second)) {
      assertThat(answered(challenge, first)).isFalse();
    }
    assertThat(answered(challenge, second)).isTrue();
  }

  @Test
  void shouldSayThatAnEarlierAttemptWasCounted() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    AccountDelivery first = prepare(challenge).orElseThrow();
    assertThat(first.counted()).isFalse();

    deliveries.counted(first);

    assertThat(prepare(challenge).orElseThrow().counted()).isTrue();
    deliveries.settled(first);
    deliveries.counted(first);
    assertThat(prepare(challenge)).isEmpty();
  }

  @Test
  void shouldMakeAnotherCodeReadyAfterACrashBeforeTheNote() {
    Challenge challenge = open(draft(Purpose.LOGIN, Channel.SMS));
    Item waiting = item(challenge);
    deliveries.settled(prepare(challenge).orElseThrow());
    // As it is when the sending is over and the note of it was never made.
    table.write(
        Write.update(
            key(challenge),
            Expression.of(
                "SET deliver = :deliver",
                Map.of(":deliver", requireNonNull(waiting.attributes().get(Delivery.ATTRIBUTE))))));

    assertThat(answered(challenge, secret(prepare(challenge).orElseThrow()))).isTrue();
  }

  @Test
  void shouldMakeNothingReadyThatIsUsedOrTooOld() {
    Challenge used = open(draft(Purpose.LOGIN, Channel.SMS));
    Challenge old = open(draft(Purpose.LOGIN, Channel.SMS));
    table.write(ChallengeStore.use(used));
    fixture.advance(Challenge.LIFETIME);

    assertThat(prepare(used)).isEmpty();
    assertThat(prepare(old)).isEmpty();
    assertThat(item(old).has(SentSecrets.HASH)).isFalse();
  }

  @Test
  void shouldNeverMakeADecoyReadyAndLetNothingAnswerIt() {
    Challenge decoy = open(draft(Purpose.OTP, Channel.SMS).asDecoy());

    assertThat(prepare(decoy)).isEmpty();
    assertThat(answered(decoy, "")).isFalse();
    assertThat(answered(decoy, "000000")).isFalse();
  }

  @Test
  void shouldNameTheChallengeInTheTokenOfAReset() {
    Challenge challenge = open(draft(Purpose.RESET, Channel.SMS));

    LongToken token = LongToken.find(secret(prepare(challenge).orElseThrow())).orElseThrow();

    assertThat(token.id()).isEqualTo(challenge.id());
    assertThat(
            store
                .countTry(tenant, Purpose.RESET, token.id(), fixture.now())
                .orElseThrow()
                .isAnsweredBy(token.secret()))
        .isTrue();
  }

  @Test
  void shouldSendTheCodeOfAContactToThatContact() {
    Target mailbox = new Target.Email("ana@example.com");
    Challenge challenge =
        open(ChallengeDraft.of(Purpose.CONTACT, Channel.EMAIL, mailbox).person(account()));

    AccountDelivery delivery = prepare(challenge).orElseThrow();

    assertThat(delivery.to()).isEqualTo(mailbox);
    Challenge tried =
        store.countTry(tenant, Purpose.CONTACT, challenge.id(), fixture.now()).orElseThrow();
    assertThat(tried.isAnsweredBy(secret(delivery))).isTrue();
    assertThat(tried.target()).contains(mailbox);
  }

  @Test
  void shouldForgetANoticeThatIsSettled() {
    Notices notices = fixture.bean(Notices.class);
    Person ana = person();
    Write byEmail =
        notices
            .write(
                tenant,
                AccountMessage.PASSWORD_CHANGED,
                ana.withVerifiedEmail("ana@example.com", true),
                fixture.now())
            .getFirst();
    Write bySms =
        notices
            .write(tenant, AccountMessage.PHONE_CHANGED, ana.withVerifiedPhone(), fixture.now())
            .getFirst();
    table.transact(List.of(byEmail, bySms));

    AccountDelivery mail = deliveries.prepare(tenant, byEmail.key(), fixture.now()).orElseThrow();
    AccountDelivery text = deliveries.prepare(tenant, bySms.key(), fixture.now()).orElseThrow();
    deliveries.settled(mail);
    deliveries.settled(text);

    assertThat(mail.to()).isEqualTo(new Target.Email("ana@example.com"));
    assertThat(text.to()).isEqualTo(new Target.Phone(phone));
    assertThat(mail.secret()).isEmpty();
    assertThat(table.get(List.of(byEmail.key(), bySms.key()))).isEmpty();
  }

  @Test
  void shouldTellWhoRunsTheBusinessByBothChannels() {
    Person ana = person().withVerifiedPhone();
    Person proved = ana.withVerifiedEmail("ana@example.com", true);

    assertThat(told(proved, Role.CLIENT)).isEqualTo(1);
    assertThat(told(proved, Role.STAFF)).isEqualTo(1);
    assertThat(told(proved, Role.ADMIN)).isEqualTo(2);
    assertThat(told(ana, Role.ADMIN)).isEqualTo(1);
    assertThat(told(ana, Role.OWNER)).isEqualTo(1);
  }

  /** It may be a stranger's, and a business makes as many changes as it likes. */
  @ParameterizedTest
  @EnumSource(Role.class)
  void shouldTellNothingToAPhoneOrEmailThatNobodyHasProved(Role role) {
    assertThat(told(person(), role)).isZero();
    assertThat(
            fixture
                .bean(Notices.class)
                .write(tenant, AccountMessage.CODES_LOCKED, person(), fixture.now()))
        .isEmpty();
  }

  private int told(Person person, Role role) {
    return fixture
        .bean(Notices.class)
        .writes(tenant, AccountMessage.PASSWORD_CHANGED, person, role, fixture.now())
        .size();
  }

  private Person person() {
    return Person.of(
        new PersonId("ana"), "Ana", phone, Optional.of("ana@example.com"), fixture.now());
  }

  private ChallengeDraft draft(Purpose purpose, Channel channel) {
    return ChallengeDraft.of(purpose, channel, new Target.Phone(phone)).person(account());
  }

  private Challenge open(ChallengeDraft draft) {
    return done(challenges.open(fixture.call(tenant).actor(), draft, fixture.now()));
  }

  private Optional<AccountDelivery> prepare(Challenge challenge) {
    return deliveries.prepare(tenant, key(challenge), fixture.now());
  }

  private static String secret(AccountDelivery delivery) {
    return delivery.secret().orElseThrow();
  }

  private boolean answered(Challenge challenge, String code) {
    return store
        .countTry(tenant, challenge.purpose(), challenge.id(), fixture.now())
        .orElseThrow()
        .isAnsweredBy(code);
  }

  private Item item(Challenge challenge) {
    return table.get(key(challenge)).orElseThrow();
  }

  private ItemKey key(Challenge challenge) {
    return ChallengeStore.key(tenant, challenge.id());
  }

  private Account account() {
    return new Account(
        Person.of(new PersonId("ana"), "Ana", phone, Optional.empty(), fixture.now()),
        Optional.of(PersonAccess.of(Role.CLIENT)),
        Optional.empty());
  }
}
