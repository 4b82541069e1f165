package io.marcado.identity.accounts.login;

import static io.marcado.identity.Results.assertLimited;
import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.TestApp;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.identity.people.credentials.OldHashes;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LoginTest {
  private static final IdentityRefusal EXPIRED = new IdentityRefusal.CodeExpired(CodeUse.LOGIN);
  private static final Password PASSWORD = new Password("correct horse battery");
  private static final Password OTHER = new Password("another password");

  private final IdentityFixture fixture = new IdentityFixture();
  private final Logins logins = fixture.bean(Logins.class);
  private final LoginVerification verification = fixture.bean(LoginVerification.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();
  private String owner = "";

  @BeforeEach
  void signUp() {
    OwnerAccounts.NewOwner created =
        fixture
            .bean(OwnerAccounts.class)
            .prepare(
                tenant, new OwnerDraft("Dora", phone, "Dora@example.com", PASSWORD), fixture.now());
    people.write(tenant, created.writes());
    owner = created.id().value();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldOpenASessionByAPasswordAndACode() {
    Challenge challenge = start(byPhone(), PASSWORD);
    Tokens tokens = done(verify(challenge, fixture.code(phone)));

    TokenClaims claims =
        new TokenVerifier(IdentityFixture.KEYS.publicJwks(), IdentityFixture.ISSUER, fixture::now)
            .verify(tokens.accessToken())
            .orElseThrow();
    assertThat(claims.userId()).isEqualTo(owner);
    assertThat(claims.tenant()).isEqualTo(tenant.value());
    assertThat(people.find(tenant, new PersonId(owner)).orElseThrow().phoneVerified()).isTrue();
    assertThat(challenge.id()).hasSizeGreaterThanOrEqualTo(26);
    assertThat(fixture.texts(phone)).singleElement().asString().matches("\\d{6} LOGIN_CODE");
  }

  @Test
  void shouldTakeAnEmailInAnyCaseAsWell() {
    Challenge challenge = start(new LoginName.Email("dora@EXAMPLE.com"), PASSWORD);

    assertThat(verify(challenge, fixture.code(phone)).whyRefused()).isEmpty();
  }

  @Test
  void shouldOpenOneSessionOnlyByACode() {
    Challenge challenge = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);

    List<Result<Tokens, IdentityRefusal>> answers =
        IdentityFixture.atOnce(4, () -> verify(challenge, code));

    assertThat(answers).filteredOn(answer -> answer.whyRefused().isEmpty()).hasSize(1);
    assertRefused(EXPIRED, verify(challenge, code));
  }

  @Test
  void shouldCompareFiveTimesAtMostForTwoHundredGuessesAtOnce() {
    ChallengeStore challenges = fixture.bean(ChallengeStore.class);
    Challenge challenge = start(byPhone(), PASSWORD);

    long compared =
        IdentityFixture.atOnce(
                200,
                () ->
                    challenges.countTry(
                        tenant, Challenge.Purpose.LOGIN, challenge.id(), fixture.now()))
            .stream()
            .flatMap(Optional::stream)
            .count();

    assertThat(compared).isEqualTo(Challenge.MOST_TRIES);
    assertRefused(EXPIRED, verify(challenge, fixture.code(phone)));
  }

  @Test
  void shouldRefuseTheRightCodeAfterFiveWrongOnes() {
    Challenge challenge = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);
    String wrong = code.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < Challenge.MOST_TRIES; i++) {
      assertRefused(wrong(4 - i), verify(challenge, wrong));
    }

    assertRefused(EXPIRED, verify(challenge, code));
  }

  @Test
  void shouldEndOlderCodesOnceANewerOneIsUsed() {
    Challenge older = start(byPhone(), PASSWORD);
    String olderCode = fixture.code(phone);
    fixture.advance(Duration.ofMinutes(1));
    Challenge newer = start(byPhone(), PASSWORD);
    Tokens _ = done(verify(newer, fixture.code(phone)));

    assertRefused(EXPIRED, verify(older, olderCode));
  }

  @Test
  void shouldTakeANewerCodeAfterAnOlderOne() {
    Challenge older = start(byPhone(), PASSWORD);
    String olderCode = fixture.code(phone);
    fixture.advance(Duration.ofMinutes(1));
    Challenge newer = start(byPhone(), PASSWORD);
    String newerCode = fixture.code(phone);

    Tokens _ = done(verify(older, olderCode));
    Tokens _ = done(verify(newer, newerCode));
  }

  @Test
  void shouldTakeACodeForFiveMinutes() {
    Challenge challenge = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);
    fixture.advance(Duration.ofMinutes(5));

    assertRefused(EXPIRED, verify(challenge, code));
  }

  @Test
  void shouldTakeACodeForItsChallengeAndItsBusinessOnly() {
    Challenge one = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);
    Challenge other = start(byPhone(), PASSWORD);
    TenantId elsewhere = fixture.tenant();

    if (!code.equals(fixture.code(phone))) {
      assertRefused(wrong(4), verify(other, code));
    }
    assertRefused(EXPIRED, verify(elsewhere, one.id(), code));
    assertRefused(EXPIRED, verify(tenant, "unknown", code));
    assertThat(verify(one, code).whyRefused()).isEmpty();
  }

  @Test
  void shouldAnswerWrongPasswordsAndUnknownAccountsAlike() {
    Optional<IdentityRefusal> wrong = refusal(byPhone(), OTHER);
    Optional<IdentityRefusal> unknown =
        refusal(new LoginName.Phone(IdentityFixture.phone()), PASSWORD);
    Optional<IdentityRefusal> unknownEmail =
        refusal(new LoginName.Email("nobody@example.com"), PASSWORD);

    assertThat(List.of(wrong, unknown, unknownEmail))
        .containsOnly(Optional.of(new IdentityRefusal.WrongCredentials()));
    assertThat(fixture.texts(phone)).isEmpty();
  }

  @Test
  void shouldAnswerForAClientWithoutAPasswordAsForAnUnknownOne() {
    PhoneNumber number = IdentityFixture.phone();
    booked(number);

    assertThat(refusal(new LoginName.Phone(number), PASSWORD))
        .contains(new IdentityRefusal.WrongCredentials());
  }

  @Test
  void shouldLetNobodyInWhoIsDisabled() {
    Challenge challenge = start(byPhone(), PASSWORD);
    put(
        Write.put(
            PersonAccess.key(tenant, new PersonId(owner)),
            new PersonAccess(Role.OWNER, false, 2, Optional.empty(), List.of()).toItem()));

    assertRefused(EXPIRED, verify(challenge, fixture.code(phone)));
    assertThat(refusal(byPhone(), PASSWORD)).contains(new IdentityRefusal.WrongCredentials());
  }

  @Test
  void shouldEndAChallengeWithAllSessionsAndWithAnotherRole() {
    PersonAccess access = PersonAccess.of(Role.OWNER);
    for (PersonAccess changed :
        List.of(access.withRole(Role.ADMIN), access.endingAll(Optional.empty()))) {
      put(Write.put(PersonAccess.key(tenant, new PersonId(owner)), access.toItem()));
      Challenge challenge = start(byPhone(), PASSWORD);
      String code = fixture.code(phone);
      put(Write.put(PersonAccess.key(tenant, new PersonId(owner)), changed.toItem()));

      assertRefused(EXPIRED, verify(challenge, code));
    }
  }

  @Test
  void shouldEndAChallengeWhenThePhoneOrTheWayToAnswerChanges() {
    Challenge toThisPhone = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);
    Person person = people.find(tenant, new PersonId(owner)).orElseThrow();
    put(PeopleStore.change(tenant, person.withPhone(IdentityFixture.phone(), true)));
    assertRefused(EXPIRED, verify(toThisPhone, code));
    Person moved = people.find(tenant, new PersonId(owner)).orElseThrow();
    put(PeopleStore.change(tenant, moved.withPhone(phone, true)));

    Challenge bySms = start(byPhone(), PASSWORD);
    String sent = fixture.code(phone);
    TotpSetup setup = fixture.bean(TotpSetup.class);
    TotpSetup.Start app = setup.start(tenant, new PersonId(owner), fixture.now());
    put(app.write());
    String shown = new TestApp(app.secret()).code(fixture.now());
    put(TestApp.confirmed(setup, tenant, new PersonId(owner), shown, fixture.now()).write());

    assertRefused(EXPIRED, verify(bySms, sent));
  }

  @Test
  void shouldRefuseCodesOfAnAppAfterAHundredWrongOnesButTakeRecoveryCodes() {
    provesPhone();
    TotpSetup setup = fixture.bean(TotpSetup.class);
    TotpSetup.Start start = setup.start(tenant, new PersonId(owner), fixture.now());
    put(start.write());
    TestApp app = new TestApp(start.secret());
    TotpSetup.Fresh fresh =
        TestApp.confirmed(
            setup, tenant, new PersonId(owner), app.code(fixture.now()), fixture.now());
    put(fresh.write());
    fixture.advance(Duration.ofMinutes(2));
    ItemKey key = Totp.key(tenant, new PersonId(owner));
    put(
        Write.update(
            key, Expression.of("SET guesses = :n", Map.of(":n", AttributeValue.fromN("98")))));
    String wrong = app.code(fixture.now()).equals("000000") ? "000001" : "000000";
    Challenge challenge = start(byPhone(), PASSWORD);
    assertRefused(wrong(4), verify(challenge, wrong));
    assertThat(verify(challenge, app.code(fixture.now())).whyRefused()).isEmpty();
    fixture.advance(Duration.ofMinutes(2));
    put(
        Write.update(
            key, Expression.of("SET guesses = :n", Map.of(":n", AttributeValue.fromN("98")))));
    Challenge guessed = start(byPhone(), PASSWORD);
    for (int i = 0; i < 3; i++) {
      assertRefused(wrong(4 - i), verify(guessed, wrong));
    }

    assertRefused(wrong(1), verify(guessed, app.code(fixture.now())));
    assertThat(verify(guessed, fresh.codes().getFirst()).whyRefused()).isEmpty();

    assertThat(
            fixture.texts(phone).stream()
                .filter(text -> text.equals("TOTP_LOCKED") || text.equals("RECOVERY_CODE_USED")))
        .hasSize(2);
  }

  @Test
  void shouldTakeNoMoreCodesAfterAHundredWrongOnesInARowThoughThePasswordIsRight() {
    provesPhone();
    guesses("wrongAfterPassword", 98);
    Challenge open = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);
    Challenge guessed = start(byPhone(), PASSWORD);
    String other = fixture.code(phone);
    String wrong = other.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < 3; i++) {
      assertRefused(wrong(4 - i), verify(guessed, wrong));
    }

    assertRefused(wrong(1), verify(guessed, other));
    assertRefused(wrong(4), verify(open, code));
    assertThat(fixture.texts(phone)).filteredOn(text -> text.equals("CODES_LOCKED")).hasSize(1);
  }

  @Test
  void shouldNotStopThoseWithAPasswordByWrongCodesWithoutOne() {
    guesses("wrongWithoutPassword", 100);

    assertThat(verify(start(byPhone(), PASSWORD), fixture.code(phone)).whyRefused()).isEmpty();
  }

  @Test
  void shouldNotStopAPhonesHolderByWrongCodesForAPasswordThatNobodyVerified() {
    PhoneNumber number = IdentityFixture.phone();
    String client = booked(number);
    register(client, "Mallory", "mallory@example.com", OTHER);
    Challenge guessed = start(new LoginName.Phone(number), OTHER);
    String wrong = fixture.code(number).equals("000000") ? "000001" : "000000";

    assertRefused(wrong(4), verify(guessed, wrong));

    Item history =
        fixture
            .bean(Table.class)
            .of(tenant)
            .get(SignInHistory.key(tenant, new PersonId(client)))
            .orElseThrow();
    assertThat(history.has("wrongAfterPassword")).isFalse();
    assertThat(history.number("wrongWithoutPassword")).isEqualTo(1);
  }

  private void guesses(String kind, int count) {
    put(
        Write.put(
            SignInHistory.key(tenant, new PersonId(owner)),
            Item.builder().number(kind, count).build()));
  }

  @Test
  void shouldLetInFromAKnownNetworkWhileOthersGuessFromManyNetworks() {
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "logins-under-name=2,logins-under-name-from-all=10,*=100000"))) {
      Logins limited = strict.bean(Logins.class);
      String home = "2001:db8:aaaa:1::1";
      Challenge first =
          done(limited.start(strict.call(tenant, home).actor(), byPhone(), PASSWORD, strict.now()));
      Tokens _ =
          done(
              strict
                  .bean(LoginVerification.class)
                  .verify(
                      strict.call(tenant, home).actor(),
                      new CodeInput(first.id(), fixture.code(phone), Optional.empty()),
                      strict.now()));
      strict.advance(Duration.ofHours(1));
      for (int network = 1; network <= 5; network++) {
        String address = "2001:db8:bbb" + network + ":1::1";
        for (int i = 0; i < 2; i++) {
          assertRefused(
              new IdentityRefusal.WrongCredentials(),
              limited.start(strict.call(tenant, address).actor(), byPhone(), OTHER, strict.now()));
        }
        String sameSite = "2001:db8:bbb" + network + ":2::1";
        assertLimited(
            limited.start(strict.call(tenant, sameSite).actor(), byPhone(), OTHER, strict.now()));
      }

      assertLimited(
          limited.start(
              strict.call(tenant, "2001:db8:bbb6::1").actor(), byPhone(), PASSWORD, strict.now()));
      String neighbour = "2001:db8:aaaa:1::2";
      assertThat(
              limited
                  .start(strict.call(tenant, neighbour).actor(), byPhone(), PASSWORD, strict.now())
                  .whyRefused())
          .isEmpty();
      assertRefused(
          new IdentityRefusal.WrongCredentials(),
          limited.start(strict.call(tenant, home).actor(), byPhone(), OTHER, strict.now()));
      assertLimited(
          limited.start(strict.call(tenant, home).actor(), byPhone(), PASSWORD, strict.now()));
    }
  }

  @Test
  void shouldRecordOnceThatTooManyCodesOfAnAccountWereAskedFor() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-for-contact=1,*=100000"))) {
      Logins limited = strict.bean(Logins.class);
      Challenge _ =
          done(limited.start(strict.call(tenant).actor(), byPhone(), PASSWORD, strict.now()));
      for (int i = 0; i < 2; i++) {
        assertLimited(
            limited.start(strict.call(tenant).actor(), byPhone(), PASSWORD, strict.now()));
      }
    }
    assertThat(
            fixture
                .bean(Table.class)
                .of(tenant)
                .queryAll(Selection.of(SecurityEvents.month(tenant, YearMonth.of(2026, 11)))))
        .extracting(event -> event.text("type") + " " + event.text("subjectId"))
        .containsExactly("limit.reached " + owner);
  }

  @Test
  void shouldNotKeepAnOwnerOutForAttemptsFromElsewhereUnlessTheyComeFromManyNetworks() {
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "logins-under-name=1,logins-under-name-from-all=5,*=100000"))) {
      Logins limited = strict.bean(Logins.class);
      for (int network = 1; network <= 4; network++) {
        String address = "2001:db8:" + network + "::1";
        String neighbour = "2001:db8:" + network + "::2";
        assertRefused(
            new IdentityRefusal.WrongCredentials(),
            limited.start(strict.call(tenant, address).actor(), byPhone(), OTHER, strict.now()));
        assertLimited(
            limited.start(strict.call(tenant, neighbour).actor(), byPhone(), OTHER, strict.now()));
      }
      assertThat(
              limited
                  .start(strict.call(tenant).actor(), byPhone(), PASSWORD, strict.now())
                  .whyRefused())
          .isEmpty();
      assertLimited(
          limited.start(
              strict.call(tenant, "2001:db8:5::1").actor(), byPhone(), PASSWORD, strict.now()));
    }
  }

  @Test
  void shouldRecordWhatHappenedWithoutSecretsAndPhones() {
    assertThat(refusal(byPhone(), OTHER)).isPresent();
    assertThat(refusal(new LoginName.Phone(IdentityFixture.phone()), OTHER)).isPresent();
    Challenge challenge = start(byPhone(), PASSWORD);
    String code = fixture.code(phone);
    assertRefused(wrong(4), verify(challenge, code.equals("000000") ? "000001" : "000000"));
    Tokens _ = done(verify(challenge, code));

    List<Item> events =
        fixture
            .bean(Table.class)
            .of(tenant)
            .queryAll(Selection.of(SecurityEvents.month(tenant, YearMonth.of(2026, 11))));
    assertThat(events)
        .extracting(event -> event.text("type") + " " + event.optionalText("subjectId").orElse("-"))
        .containsExactlyInAnyOrder(
            "login.failed " + owner,
            "login.failed -",
            "login.failed " + owner,
            "login.succeeded " + owner);
    assertThat(events.toString()).doesNotContain(phone.e164(), code, PASSWORD.text());
  }

  @Test
  void shouldPutARegistrationIntoEffectByItsCode() {
    PhoneNumber number = IdentityFixture.phone();
    String client = booked(number);
    register(client, "Ana Nova", "ana@example.com", PASSWORD);

    Tokens _ = done(verify(start(new LoginName.Phone(number), PASSWORD), fixture.code(number)));

    Account account = people.account(tenant, new PersonId(client)).orElseThrow();
    assertThat(account.person().name()).isEqualTo("Ana Nova");
    assertThat(account.person().email()).contains("ana@example.com");
    assertThat(account.person().phoneVerified()).isTrue();
    assertThat(account.credentials().orElseThrow().verified()).isTrue();
    assertThat(start(new LoginName.Email("ana@example.com"), PASSWORD)).isNotNull();
  }

  @Test
  void shouldNotPutSomebodyElsesPasswordIntoEffectByACode() {
    PhoneNumber number = IdentityFixture.phone();
    String client = booked(number);
    register(client, "Ana", "ana@example.com", PASSWORD);
    Challenge challenge = start(new LoginName.Phone(number), PASSWORD);
    register(client, "Mallory", "mallory@example.com", OTHER);

    assertRefused(EXPIRED, verify(challenge, fixture.code(number)));

    Account account = people.account(tenant, new PersonId(client)).orElseThrow();
    assertThat(account.credentials().orElseThrow().verified()).isFalse();
    assertThat(account.person().phoneVerified()).isFalse();
  }

  @Test
  void shouldLeaveAnEmailToItsOwnerAndTellNobodyOfIt() {
    PhoneNumber number = IdentityFixture.phone();
    String client = booked(number);
    register(client, "Ana", "dora@example.com", PASSWORD);
    Tokens _ = done(verify(start(new LoginName.Phone(number), PASSWORD), fixture.code(number)));

    Challenge challenge = start(new LoginName.Email("dora@example.com"), PASSWORD);

    assertThat(challenge.personId()).contains(new PersonId(owner));
    Person ana = people.find(tenant, new PersonId(client)).orElseThrow();
    assertThat(ana.email()).contains("dora@example.com");
    assertThat(ana.loginByEmail()).isFalse();
  }

  @Test
  void shouldRenewAHashOfAnOlderCost() {
    Credentials present =
        people.account(tenant, new PersonId(owner)).orElseThrow().credentials().orElseThrow();
    put(
        Write.put(
            Credentials.key(tenant, new PersonId(owner)),
            new Credentials(present.id(), OldHashes.of(PASSWORD), true, Optional.empty())
                .toItem()));

    Challenge _ = start(byPhone(), PASSWORD);

    Credentials after =
        people.account(tenant, new PersonId(owner)).orElseThrow().credentials().orElseThrow();
    PasswordHasher hasher = fixture.bean(PasswordHasher.class);
    assertThat(hasher.isOutdated(OldHashes.of(PASSWORD))).isTrue();
    assertThat(hasher.isOutdated(after.hash())).isFalse();
    assertThat(after.id()).isEqualTo(present.id());
    assertThat(hasher.matches(PASSWORD, after.hash())).isTrue();
  }

  @Test
  void shouldLimitCodesBeforeTheyAreSent() {
    limited(Map.of("LIMITS", "code-requests-for-contact=2,*=100000"), 2);
    limited(Map.of("LIMITS", "code-requests-of-site=1,*=100000"), 1);
  }

  @Test
  void shouldCountCodesToOnePhoneForAllBusinessesTogether() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "codes-to-contact=6,*=100000"))) {
      PhoneNumber number = IdentityFixture.phone();
      for (int business = 0; business < 7; business++) {
        done(startAt(strict, number, "a" + business));
      }
      assertThat(strict.texts(number)).hasSize(6);
    }
  }

  @Test
  void shouldLetAnOwnerInHoweverOftenOthersSignUpWithThePhone() {
    Tokens _ = done(verify(start(byPhone(), PASSWORD), fixture.code(phone)));
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "codes-to-contact=3,codes-to-contact-with-proof=4,*=100000"))) {
      // The owner's own first login was one of them.
      for (int business = 0; business < 3; business++) {
        done(startAt(strict, phone, "b" + business));
      }
      assertThat(strict.texts(phone)).hasSize(2);

      assertThat(goesOut(strict, byPhone(), PASSWORD)).isTrue();
    }
  }

  @Test
  void shouldLetAnOwnerInHoweverManyCodesClientsAskFor() {
    Tokens _ = done(verify(start(byPhone(), PASSWORD), fixture.code(phone)));
    PhoneNumber number = IdentityFixture.phone();
    register(booked(number), "Ana", "ana@example.com", OTHER);
    Tokens _ = done(verify(start(new LoginName.Phone(number), OTHER), fixture.code(number)));
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=2"))) {
      for (boolean sent : List.of(true, true, false)) {
        assertThat(goesOut(strict, new LoginName.Phone(number), OTHER)).isEqualTo(sent);
      }

      assertThat(goesOut(strict, byPhone(), PASSWORD)).isTrue();
    }
  }

  @Test
  void shouldCountWhatAnAddressDoesForAllBusinessesTogether() {
    for (String limit : List.of("code-requests-of-site", "logins-of-address")) {
      try (IdentityFixture strict = new IdentityFixture(Map.of("LIMITS", limit + "=2,*=100000"))) {
        String address = "of " + limit;
        assertThat(startAt(strict, IdentityFixture.phone(), address).whyRefused()).isEmpty();
        assertThat(startAt(strict, IdentityFixture.phone(), address).whyRefused()).isEmpty();
        assertLimited(startAt(strict, IdentityFixture.phone(), address));
        assertThat(startAt(strict, IdentityFixture.phone(), "another").whyRefused()).isEmpty();
      }
    }
  }

  @Test
  void shouldCountTheCodesOfEachBusinessByThemselves() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=1"))) {
      assertThat(startAt(strict, IdentityFixture.phone(), "a").whyRefused()).isEmpty();
      assertThat(startAt(strict, IdentityFixture.phone(), "a").whyRefused()).isEmpty();
    }
  }

  @Test
  void shouldLimitAttemptsForKnownAndUnknownAlike() {
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "logins-under-name=2,logins-under-name-from-all=10,*=100000"))) {
      Logins limited = strict.bean(Logins.class);
      for (LoginName name : List.of(byPhone(), new LoginName.Email("nobody@example.com"))) {
        for (int i = 0; i < 2; i++) {
          assertRefused(
              new IdentityRefusal.WrongCredentials(),
              limited.start(strict.call(tenant).actor(), name, OTHER, strict.now()));
        }
        assertLimited(limited.start(strict.call(tenant).actor(), name, PASSWORD, strict.now()));
      }
    }
  }

  /** Logs in, and tells whether the code goes out. */
  private boolean goesOut(IdentityFixture at, LoginName name, Password password) {
    Challenge challenge =
        done(at.bean(Logins.class).start(at.call(tenant).actor(), name, password, at.now()));
    ItemKey item = ItemKey.of(tenant, "CHALLENGE#" + challenge.id(), "CHALLENGE");
    return at.bean(AccountDeliveries.class).prepare(tenant, item, at.now()).isPresent();
  }

  /** The owner of a business made for it logs in from an address. */
  private Result<Challenge, IdentityRefusal> startAt(
      IdentityFixture at, PhoneNumber number, String address) {
    TenantId business = at.tenant();
    OwnerDraft draft = new OwnerDraft("Bia", number, "bia@example.com", PASSWORD);
    people.write(
        business, at.bean(OwnerAccounts.class).prepare(business, draft, at.now()).writes());
    return at.bean(Logins.class)
        .start(at.call(business, address).actor(), new LoginName.Phone(number), PASSWORD, at.now());
  }

  private void limited(Map<String, String> limits, int most) {
    try (IdentityFixture strict = new IdentityFixture(limits)) {
      TenantId business = strict.tenant();
      PhoneNumber number = IdentityFixture.phone();
      OwnerDraft draft = new OwnerDraft("Bia", number, "bia@example.com", PASSWORD);
      people.write(
          business,
          strict.bean(OwnerAccounts.class).prepare(business, draft, strict.now()).writes());
      Logins strictLogins = strict.bean(Logins.class);
      LoginName name = new LoginName.Phone(number);
      for (int i = 0; i < most; i++) {
        assertThat(
                strictLogins
                    .start(strict.call(business).actor(), name, PASSWORD, strict.now())
                    .whyRefused())
            .isEmpty();
      }
      assertLimited(
          strictLogins.start(strict.call(business).actor(), name, PASSWORD, strict.now()));
      assertThat(strict.texts(number)).hasSize(most);
    }
  }

  private String booked(PhoneNumber number) {
    ClientRecord client =
        fixture
            .bean(ClientRecords.class)
            .findOrPrepare(
                tenant,
                new ClientRecords.ClientDraft("Ana", number, Optional.empty()),
                fixture.now());
    people.write(tenant, client.writes());
    return client.clientId().value();
  }

  private void register(String client, String name, String email, Password password) {
    Credentials credentials =
        new Credentials(
            name + "-credentials",
            fixture.bean(PasswordHasher.class).hash(password),
            false,
            Optional.of(
                new Registration(
                    Optional.empty(), name, Optional.of(email), Optional.empty(), fixture.now())));
    people.write(
        tenant, List.of(PeopleStore.replaceUnverified(tenant, new PersonId(client), credentials)));
    put(
        Write.put(
            PersonAccess.key(tenant, new PersonId(client)), PersonAccess.of(Role.CLIENT).toItem()));
  }

  private LoginName byPhone() {
    return new LoginName.Phone(phone);
  }

  private Challenge start(LoginName name, Password password) {
    return done(attempt(name, password));
  }

  private Result<Challenge, IdentityRefusal> attempt(LoginName name, Password password) {
    return logins.start(fixture.call(tenant).actor(), name, password, fixture.now());
  }

  private Result<Tokens, IdentityRefusal> verify(Challenge challenge, String code) {
    return verify(tenant, challenge.id(), code);
  }

  private Result<Tokens, IdentityRefusal> verify(TenantId at, String challengeId, String code) {
    return verification.verify(
        fixture.call(at).actor(),
        new CodeInput(challengeId, code, Optional.empty()),
        fixture.now());
  }

  private Optional<IdentityRefusal> refusal(LoginName name, Password password) {
    return attempt(name, password).whyRefused();
  }

  private void provesPhone() {
    put(
        PeopleStore.change(
            tenant,
            fixture
                .bean(PeopleStore.class)
                .find(tenant, new PersonId(owner))
                .orElseThrow()
                .withVerifiedPhone()));
  }

  private void put(Write write) {
    fixture.bean(Table.class).of(tenant).write(write);
  }

  private static IdentityRefusal wrong(int attemptsLeft) {
    return new IdentityRefusal.InvalidCode(attemptsLeft);
  }
}
