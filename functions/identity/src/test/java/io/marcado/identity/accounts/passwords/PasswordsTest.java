package io.marcado.identity.accounts.passwords;

import static io.marcado.identity.Results.assertDone;
import static io.marcado.identity.Results.assertInvalid;
import static io.marcado.identity.Results.assertLimited;
import static io.marcado.identity.Results.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.limits.AttemptLimits;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.login.LoginName;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.totp.TestApp;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class PasswordsTest {
  private static final Password OLD = SignedInOwner.PASSWORD;
  private static final Password NEW = new Password("quiet river lantern");

  private static final IdentityRefusal EXPIRED =
      new IdentityRefusal.CodeExpired(CodeUse.RESET_TOKEN);

  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final PasswordChanges changes = fixture.bean(PasswordChanges.class);
  private final ResetRequests requests = fixture.bean(ResetRequests.class);
  private final PasswordResets resets = fixture.bean(PasswordResets.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldEndTheOtherSessionsAndTellThePersonOfAChange() {
    owner.provesEmail();
    TokenClaims mine = owner.session();
    TokenClaims other = owner.session();
    String before = credentials(owner.userId).id();

    assertDone(changes.change(owner.person(mine), OLD, NEW, fixture.now()));

    assertThat(isPassword(owner.userId, NEW)).isTrue();
    assertThat(credentials(owner.userId).id()).isNotEqualTo(before);
    assertThat(owner.access().admits(mine)).isTrue();
    assertThat(owner.access().admits(other)).isFalse();
    assertThat(owner.events()).contains(SecurityEvent.Type.PASSWORD_CHANGED);
    assertThat(owner.emails()).containsExactly("PASSWORD_CHANGED");
    assertDone(changes.change(owner.person(mine), NEW, OLD, fixture.now()));
    assertThat(owner.access().admits(mine)).isTrue();
  }

  @Test
  void shouldAskForThePresentPasswordOfAChange() {
    TokenClaims mine = owner.session();

    assertRefused(
        new IdentityRefusal.WrongCurrentPassword(),
        changes.change(owner.person(mine), NEW, NEW, fixture.now()));
    assertInvalid("/newPassword", changes.change(owner.person(mine), OLD, OLD, fixture.now()));
    assertThat(isPassword(owner.userId, OLD)).isTrue();
    assertThat(wrongAnswers()).containsExactly("password");
  }

  @Test
  void shouldChangeNoPasswordInASessionThatIsEndedMeanwhile() {
    TokenClaims stolen = owner.session();
    TokenClaims mine = owner.session();

    assertRefused(
        OpenSession.ENDED,
        overtaken(() -> {}, () -> owner.end(stolen))
            .change(owner.person(stolen), OLD, NEW, fixture.now()));
    TokenClaims stolenToo = owner.session();
    assertRefused(
        OpenSession.ENDED,
        overtaken(() -> {}, () -> owner.endAllBut(mine))
            .change(owner.person(stolenToo), OLD, NEW, fixture.now()));

    assertThat(isPassword(owner.userId, OLD)).isTrue();
    assertThat(owner.access().admits(mine)).isTrue();
  }

  /** Of two transactions the first counts the attempt, the second changes the password. */
  private PasswordChanges overtaken(Runnable... others) {
    Table table = fixture.overtaken(others);
    return new PasswordChanges(
        new PeopleStore(table),
        fixture.bean(SessionList.class),
        fixture.bean(PasswordHasher.class),
        fixture.bean(AttemptLimits.class),
        fixture.bean(NewPassword.class),
        fixture.bean(FailedAnswers.class),
        fixture.bean(ReachedLimits.class),
        table);
  }

  @Test
  void shouldLimitAttemptsToChange() {
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "logins-under-name=2,logins-under-name-from-all=10,*=100000"))) {
      SignedInOwner other = new SignedInOwner(strict);
      TokenClaims session = other.session();
      PasswordChanges limited = strict.bean(PasswordChanges.class);
      for (int i = 0; i < 2; i++) {
        assertRefused(
            new IdentityRefusal.WrongCurrentPassword(),
            limited.change(other.person(session), NEW, NEW, strict.now()));
      }

      for (int i = 0; i < 2; i++) {
        assertLimited(limited.change(other.person(session), OLD, NEW, strict.now()));
      }
      assertThat(other.events()).containsOnlyOnce(SecurityEvent.Type.LIMIT_REACHED);
    }
  }

  @Test
  void shouldRefuseAPasswordThatOthersWouldTry() {
    TokenClaims mine = owner.session();

    assertInvalid(
        "/newPassword",
        changes.change(owner.person(mine), OLD, new Password("barbearia DEMO"), fixture.now()));
    assertInvalid(
        "/newPassword",
        changes.change(owner.person(mine), OLD, new Password(owner.phone.e164()), fixture.now()));
  }

  @Test
  void shouldTakeCodesAgainOnceThePasswordWasSetByAToken() {
    String client = registered(true);
    put(client, PersonAccess.of(Role.CLIENT));
    ItemKey history = SignInHistory.key(owner.tenant, new PersonId(client));
    fixture
        .bean(Table.class)
        .of(owner.tenant)
        .write(Write.put(history, Item.builder().number("wrongAfterPassword", 100).build()));
    forgot(phone(client));

    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(),
            token(phone(client)),
            NEW,
            Optional.empty(),
            fixture.now()));

    assertThat(fixture.bean(Table.class).of(owner.tenant).get(history)).isEmpty();
  }

  @Test
  void shouldLetAClientSetANewPasswordByTheTokenAlone() {
    String client = registered(true);
    put(client, PersonAccess.of(Role.CLIENT));
    PhoneNumber phone = phone(client);
    forgot(phone);
    LongToken token = token(phone);

    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.empty(), fixture.now()));

    assertThat(isPassword(client, NEW)).isTrue();
    assertThat(account(client).access().orElseThrow().userVersion()).isEqualTo(2);
    assertThat(account(client).person().phoneVerified()).isTrue();
    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(owner.tenant).actor(), token, OLD, Optional.empty(), fixture.now()));
    assertThat(owner.events())
        .contains(SecurityEvent.Type.PASSWORD_RESET_REQUESTED, SecurityEvent.Type.PASSWORD_RESET);
  }

  @Test
  void shouldGiveAnUnverifiedRegistrationAVerifiedPasswordAndNothingElse() {
    String client = registered(false);
    put(client, PersonAccess.of(Role.CLIENT));
    PhoneNumber phone = phone(client);
    forgot(phone);

    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(),
            token(phone),
            NEW,
            Optional.empty(),
            fixture.now()));

    assertThat(credentials(client).verified()).isTrue();
    assertThat(credentials(client).registration()).isEmpty();
    assertThat(account(client).person().name()).isEqualTo("Ana");
  }

  @Test
  void shouldGiveAClientOfABookingAnAccount() {
    PhoneNumber phone = IdentityFixture.phone();
    String client = booked(phone);
    forgot(phone);

    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(),
            token(phone),
            NEW,
            Optional.empty(),
            fixture.now()));

    assertThat(credentials(client).verified()).isTrue();
    assertThat(account(client).access().orElseThrow().role()).isEqualTo(Role.CLIENT);
  }

  @Test
  void shouldAskAnOwnerForTheCodeFromTheMailboxToo() {
    TokenClaims session = owner.session();
    forgot(owner.phone);
    LongToken token = token(owner.phone);
    String second = owner.emails().getLast().substring(0, 6);
    String wrong = second.equals("000000") ? "000001" : "000000";

    assertRefused(
        new IdentityRefusal.SecondCodeRequired(false),
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.empty(), fixture.now()));
    assertRefused(
        new IdentityRefusal.InvalidCode(4),
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.of(wrong), fixture.now()));
    assertThat(isPassword(owner.userId, OLD)).isTrue();
    assertThat(wrongAnswers()).containsExactly("second-code");

    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.of(second), fixture.now()));

    assertThat(isPassword(owner.userId, NEW)).isTrue();
    assertThat(owner.access().admits(session)).isFalse();
  }

  @Test
  void shouldNotTakeAnUnverifiedEmailOfAnAdminForASecondChannel() {
    owner.become(Role.ADMIN);

    forgot(owner.phone);

    assertThat(owner.emails()).as("mistyped, it is a stranger's").isEmpty();
    assertThat(fixture.texts(owner.phone)).isEmpty();
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.change(
                owner.tenant,
                account(owner.userId).person().withVerifiedEmail(owner.email, true))));
    forgot(owner.phone);
    String second = owner.emails().getLast().substring(0, 6);
    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(),
            token(owner.phone),
            NEW,
            Optional.of(second),
            fixture.now()));
    assertThat(isPassword(owner.userId, NEW)).isTrue();
  }

  @Test
  void shouldAskAnOwnerWithAnAppForItsCode() {
    TotpSetup setup = fixture.bean(TotpSetup.class);
    TotpSetup.Start start = setup.start(owner.tenant, owner.id, fixture.now());
    people.write(owner.tenant, List.of(start.write()));
    TestApp app = new TestApp(start.secret());
    TotpSetup.Fresh fresh =
        TestApp.confirmed(setup, owner.tenant, owner.id, app.code(fixture.now()), fixture.now());
    people.write(owner.tenant, List.of(fresh.write()));
    String used = app.code(fixture.now());
    forgot(owner.phone);
    LongToken token = token(owner.phone);

    assertThat(owner.emails()).isEmpty();
    assertRefused(
        new IdentityRefusal.InvalidCode(19),
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.of(used), fixture.now()));
    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(),
            token,
            NEW,
            Optional.of(fresh.codes().getFirst()),
            fixture.now()));

    assertThat(isPassword(owner.userId, NEW)).isTrue();
    assertThat(owner.events()).contains(SecurityEvent.Type.RECOVERY_CODE_USED);
  }

  @Test
  void shouldProveNothingByATokenThatWentToAFormerPhone() {
    PhoneNumber phone = IdentityFixture.phone();
    String client = booked(phone);
    forgot(phone);
    LongToken token = token(phone);
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.change(
                owner.tenant, account(client).person().withPhone(IdentityFixture.phone(), false))));

    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.empty(), fixture.now()));
  }

  @Test
  void shouldProveNothingByASecondCodeThatWentToAFormerEmail() {
    forgot(owner.phone);
    LongToken token = token(owner.phone);
    String second = owner.emails().getLast().substring(0, 6);
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.change(
                owner.tenant,
                account(owner.userId).person().withVerifiedEmail("new@example.com", true))));

    assertRefused(
        new IdentityRefusal.CodeExpired(CodeUse.SECOND_CODE),
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.of(second), fixture.now()));
  }

  @Test
  void shouldNotEndAResetWhenSomebodyRegisters() {
    PhoneNumber phone = IdentityFixture.phone();
    String client = booked(phone);
    forgot(phone);
    LongToken token = token(phone);
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.replaceUnverified(
                owner.tenant,
                new PersonId(client),
                new Credentials("of anybody", "$argon2id$none", false, Optional.empty()))));

    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.empty(), fixture.now()));

    assertThat(isPassword(client, NEW)).isTrue();
  }

  @Test
  void shouldWriteAndCountAsMuchForEverybodyWhoAsksForAReset() {
    PhoneNumber client = IdentityFixture.phone();
    booked(client);
    List<LoginName> names =
        List.of(
            new LoginName.Phone(owner.phone),
            new LoginName.Email(owner.email),
            new LoginName.Phone(client),
            new LoginName.Phone(IdentityFixture.phone()),
            new LoginName.Email("nobody@example.com"));
    List<Integer> written = new ArrayList<>();
    DynamoDbClient counting =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, arguments) -> {
                  if (arguments[0] instanceof TransactWriteItemsRequest request) {
                    written.add(request.transactItems().size());
                  }
                  return method.invoke(fixture.bean(DynamoDbClient.class), arguments);
                });
    ResetRequests counted =
        new ResetRequests(
            people,
            fixture.bean(Challenges.class),
            fixture.bean(ReachedLimits.class),
            fixture.bean(SecurityEvents.class),
            new Table(
                counting,
                DynamoDbLocal.shared().tableName(),
                new ConflictRetry(1, Duration.ofMillis(1), Duration.ofMillis(1)),
                new SecureRandom()));

    names.forEach(name -> counted.request(fixture.call(owner.tenant).actor(), name, fixture.now()));

    assertThat(written).hasSize(names.size());
    assertThat(Set.copyOf(written)).hasSize(1);
  }

  @Test
  void shouldAllowTwentyGuessesAtATokenAtMost() {
    PhoneNumber phone = IdentityFixture.phone();
    booked(phone);
    forgot(phone);
    LongToken token = token(phone);
    LongToken wrong = new LongToken(token.id(), "a".repeat(16));
    for (int i = 0; i < LongToken.MOST_TRIES; i++) {
      assertRefused(
          new IdentityRefusal.InvalidCode(LongToken.MOST_TRIES - 1 - i),
          resets.reset(
              fixture.call(owner.tenant).actor(), wrong, NEW, Optional.empty(), fixture.now()));
    }

    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.empty(), fixture.now()));
    assertThat(wrongAnswers()).hasSize(LongToken.MOST_TRIES).containsOnly("reset-token");
  }

  @Test
  void shouldTakeATokenForFiveMinutesAndAtItsBusinessOnly() {
    PhoneNumber phone = IdentityFixture.phone();
    booked(phone);
    forgot(phone);
    LongToken token = token(phone);

    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(fixture.tenant()).actor(), token, NEW, Optional.empty(), fixture.now()));
    fixture.advance(Duration.ofMinutes(5));
    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(owner.tenant).actor(), token, NEW, Optional.empty(), fixture.now()));
  }

  @Test
  void shouldEndATokenWithThePasswordAndWithTheSessions() {
    String client = registered(true);
    put(client, PersonAccess.of(Role.CLIENT));
    PhoneNumber phone = phone(client);
    forgot(phone);
    LongToken first = token(phone);
    forgot(phone);
    LongToken second = token(phone);
    assertDone(
        resets.reset(
            fixture.call(owner.tenant).actor(), second, NEW, Optional.empty(), fixture.now()));

    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(owner.tenant).actor(), first, OLD, Optional.empty(), fixture.now()));
    forgot(phone);
    LongToken third = token(phone);
    put(client, account(client).access().orElseThrow().withEnabled(false));
    assertRefused(
        EXPIRED,
        resets.reset(
            fixture.call(owner.tenant).actor(), third, OLD, Optional.empty(), fixture.now()));
  }

  @Test
  void shouldSendNothingButWriteAsMuchForAnUnknownPerson() {
    PhoneNumber unknown = IdentityFixture.phone();
    // The counters of the business are there after the first.
    forgot(IdentityFixture.phone());
    int before = items();
    forgot(owner.phone);
    int forKnown = items() - before;
    forgot(unknown);
    int forUnknown = items() - before - forKnown;
    requests.request(
        fixture.call(owner.tenant).actor(),
        new LoginName.Email("nobody@" + owner.tenant.value()),
        fixture.now());

    assertThat(forUnknown).isEqualTo(forKnown);
    assertThat(fixture.texts(unknown)).isEmpty();
    assertThat(fixture.texts(owner.phone)).hasSize(1);
  }

  @Test
  void shouldLetNobodyResetWhoIsDisabled() {
    put(owner.userId, owner.access().withEnabled(false));
    forgot(owner.phone);

    assertThat(fixture.texts(owner.phone)).isEmpty();
    assertThat(owner.emails()).isEmpty();
  }

  @Test
  void shouldTakeAnEmailThatLogsInAsWell() {
    requests.request(
        fixture.call(owner.tenant).actor(),
        new LoginName.Email(owner.email.toUpperCase(Locale.ROOT)),
        fixture.now());

    assertThat(fixture.texts(owner.phone)).hasSize(1);
    assertThat(owner.emails()).hasSize(1);
  }

  @Test
  void shouldSendNothingBeyondTheLimitsAndNotTellSo() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-for-contact=2,*=100000"))) {
      SignedInOwner other = new SignedInOwner(strict);
      ResetRequests limited = strict.bean(ResetRequests.class);
      for (int i = 0; i < 4; i++) {
        limited.request(
            strict.call(other.tenant).actor(), new LoginName.Phone(other.phone), strict.now());
      }

      assertThat(strict.texts(other.phone)).hasSize(2);
    }
  }

  @Test
  void shouldStillSendATokenWhenOneNetworkAsksForManyOfTheBusiness() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-of-network=5,*=100000"))) {
      SignedInOwner other = new SignedInOwner(strict);
      ResetRequests limited = strict.bean(ResetRequests.class);
      for (int i = 0; i < 20; i++) {
        limited.request(
            strict.call(other.tenant).actor(),
            new LoginName.Phone(IdentityFixture.phone()),
            strict.now());
      }
      limited.request(
          strict.call(other.tenant).actor(), new LoginName.Phone(other.phone), strict.now());
      assertThat(strict.texts(other.phone)).isEmpty();

      limited.request(
          strict.call(other.tenant, "2001:db8:0:9998::1").actor(),
          new LoginName.Phone(other.phone),
          strict.now());

      assertThat(strict.texts(other.phone)).hasSize(1);
    }
  }

  /** The wrong answers in the audit trail. */
  private List<String> wrongAnswers() {
    return fixture
        .bean(Table.class)
        .of(owner.tenant)
        .queryAll(
            Selection.of(
                SecurityEvents.month(
                    owner.tenant, YearMonth.from(fixture.now().atOffset(ZoneOffset.UTC)))))
        .stream()
        .map(SecurityEvents::fromItem)
        .filter(event -> event.type() == SecurityEvent.Type.VERIFICATION_FAILED)
        .map(event -> event.facts().getOrDefault("what", ""))
        .toList();
  }

  private void forgot(PhoneNumber phone) {
    requests.request(fixture.call(owner.tenant).actor(), new LoginName.Phone(phone), fixture.now());
  }

  /** The token in the last message that has one: a notice may have come after it. */
  private LongToken token(PhoneNumber phone) {
    return fixture.texts(phone).reversed().stream()
        .filter(text -> text.length() > LongToken.LENGTH)
        .flatMap(text -> LongToken.find(text.substring(0, LongToken.LENGTH)).stream())
        .findFirst()
        .orElseThrow();
  }

  private String booked(PhoneNumber phone) {
    ClientRecord client =
        fixture
            .bean(ClientRecords.class)
            .findOrPrepare(
                owner.tenant,
                new ClientRecords.ClientDraft("Ana", phone, Optional.empty()),
                fixture.now());
    people.write(owner.tenant, client.writes());
    return client.clientId().value();
  }

  private String registered(boolean verified) {
    String client = booked(IdentityFixture.phone());
    Credentials credentials =
        new Credentials(
            "of-" + client,
            fixture.bean(PasswordHasher.class).hash(OLD),
            verified,
            Optional.of(
                new Registration(
                    Optional.empty(),
                    "Mallory",
                    Optional.empty(),
                    Optional.empty(),
                    fixture.now())));
    people.write(
        owner.tenant,
        List.of(PeopleStore.replaceUnverified(owner.tenant, new PersonId(client), credentials)));
    return client;
  }

  private PhoneNumber phone(String userId) {
    return account(userId).person().phone();
  }

  private Account account(String userId) {
    return people.account(owner.tenant, new PersonId(userId)).orElseThrow();
  }

  private Credentials credentials(String userId) {
    return account(userId).credentials().orElseThrow();
  }

  private boolean isPassword(String userId, Password password) {
    return fixture.bean(PasswordHasher.class).matches(password, credentials(userId).hash());
  }

  private void put(String userId, PersonAccess access) {
    fixture
        .bean(Table.class)
        .of(owner.tenant)
        .write(Write.put(PersonAccess.key(owner.tenant, new PersonId(userId)), access.toItem()));
  }

  /** How many items the business has, apart from what was sent meanwhile. */
  private int items() {
    DynamoDbLocal local = DynamoDbLocal.shared();
    String prefix = "T#" + owner.tenant.value() + "#";
    return (int)
        local
            .client()
            .scanPaginator(request -> request.tableName(local.tableName()))
            .items()
            .stream()
            .filter(item -> String.valueOf(item.get("pk")).contains(prefix))
            .count();
  }
}
