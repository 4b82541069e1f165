package io.marcado.identity.accounts.login;

import static io.marcado.identity.Results.assertLimited;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.Results;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.TestApp;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCodesTest {
  private static final IdentityRefusal EXPIRED = new IdentityRefusal.CodeExpired(CodeUse.LOGIN);

  private final IdentityFixture fixture = new IdentityFixture();
  private final ClientCodes codes = fixture.bean(ClientCodes.class);
  private final CodeRequests requests = fixture.bean(CodeRequests.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldMakeAClientOfSomebodyKnownFromABooking() {
    String client = booked();

    Tokens tokens = done(verify(request(Channel.SMS), fixture.code(phone)));

    Account account = people.account(tenant, new PersonId(client)).orElseThrow();
    assertThat(account.access().orElseThrow().role()).isEqualTo(Role.CLIENT);
    assertThat(account.person().phoneVerified()).isTrue();
    assertThat(account.credentials()).isEmpty();
    assertThat(
            new TokenVerifier(
                    IdentityFixture.KEYS.publicJwks(), IdentityFixture.ISSUER, fixture::now)
                .verify(tokens.accessToken())
                .orElseThrow()
                .userId())
        .isEqualTo(client);
    assertThat(events()).containsExactly("login.succeeded");
  }

  @Test
  void shouldSendACodeByWhatsAppWhenAskedFor() {
    booked();
    Challenge challenge = request(Channel.WHATSAPP);

    AccountDelivery sent = fixture.sent().getFirst();
    assertThat(sent.channel()).isEqualTo(Channel.WHATSAPP);
    assertThat(sent.to()).isEqualTo(new Target.Phone(phone));
    assertThat(verify(challenge, sent.secret().orElseThrow()).whyRefused()).isEmpty();
    assertThat(fixture.sent()).hasSize(1);
  }

  @Test
  void shouldDropAPendingRegistration() {
    String client = booked();
    people.write(
        tenant,
        List.of(
            Team.grantClient(tenant, new PersonId(client)),
            PeopleStore.set(
                tenant,
                new PersonId(client),
                new Credentials(
                    "pending",
                    "$argon2id$none",
                    false,
                    Optional.of(
                        new Registration(
                            Optional.empty(),
                            "Mallory",
                            Optional.of("mallory@example.com"),
                            Optional.empty(),
                            fixture.now()))))));

    Tokens _ = done(verify(request(Channel.SMS), fixture.code(phone)));

    Account account = people.account(tenant, new PersonId(client)).orElseThrow();
    assertThat(account.credentials()).isEmpty();
    assertThat(account.person().name()).isEqualTo("Ana");
    assertThat(account.person().email()).isEmpty();
  }

  @Test
  void shouldSendNothingToTheTeamOrToStrangersAndLetNothingAnswer() {
    for (Role role : List.of(Role.STAFF, Role.ADMIN, Role.OWNER)) {
      PhoneNumber number = IdentityFixture.phone();
      String person = booked(number);
      put(
          Write.put(
              PersonAccess.key(tenant, new PersonId(person)), PersonAccess.of(role).toItem()));

      Challenge challenge =
          done(requests.request(fixture.call(tenant).actor(), number, Channel.SMS, fixture.now()));

      assertThat(fixture.texts(number)).isEmpty();
      assertThat(challenge.personId()).isEmpty();
      assertWrong(challenge, "000000");
    }
    Challenge unknown = request(Channel.SMS);
    assertThat(fixture.texts(phone)).isEmpty();
    assertWrong(unknown, "000000");
    assertThat(unknown.id()).hasSize(26);
  }

  @Test
  void shouldEndAChallengeWhenItsClientIsPromotedDisabledOrLoggedOutEverywhere() {
    String client = booked();
    people.write(tenant, List.of(Team.grantClient(tenant, new PersonId(client))));
    PersonAccess access = PersonAccess.of(Role.CLIENT);
    for (PersonAccess changed :
        List.of(
            access.withRole(Role.STAFF),
            access.withEnabled(false),
            access.endingAll(Optional.empty()))) {
      put(Write.put(PersonAccess.key(tenant, new PersonId(client)), access.toItem()));
      Challenge challenge = request(Channel.SMS);
      String code = fixture.code(phone);
      put(Write.put(PersonAccess.key(tenant, new PersonId(client)), changed.toItem()));

      assertRefused(challenge, code);
    }
  }

  @Test
  void shouldEndAChallengeWhenItsClientRegistersMeanwhile() {
    String client = booked();
    Challenge challenge = request(Channel.SMS);
    people.write(tenant, List.of(Team.grantClient(tenant, new PersonId(client))));

    assertRefused(challenge, fixture.code(phone));
  }

  @Test
  void shouldProveNothingByACodeThatWentToAFormerPhone() {
    String client = booked();
    for (boolean verified : List.of(false, true)) {
      people.write(
          tenant,
          List.of(
              PeopleStore.change(
                  tenant,
                  people
                      .find(tenant, new PersonId(client))
                      .orElseThrow()
                      .withPhone(phone, verified))));
      PhoneNumber foreign = IdentityFixture.phone();
      give(client, phone, foreign);
      Challenge challenge =
          done(requests.request(fixture.call(tenant).actor(), foreign, Channel.SMS, fixture.now()));
      String code = fixture.code(foreign);
      give(client, foreign, phone);

      assertRefused(challenge, code);
    }
  }

  @Test
  void shouldNotLogInByACodeAloneWithAnAuthenticatorApp() {
    String client = booked();
    Challenge before = request(Channel.SMS);
    String code = fixture.code(phone);
    TotpSetup setup = fixture.bean(TotpSetup.class);
    TotpSetup.Start start = setup.start(tenant, new PersonId(client), fixture.now());
    put(start.write());
    put(
        TestApp.confirmed(
                setup,
                tenant,
                new PersonId(client),
                new TestApp(start.secret()).code(fixture.now()),
                fixture.now())
            .write());

    assertRefused(before, code);
    assertThat(request(Channel.SMS).personId()).isEmpty();
    assertThat(fixture.texts(phone)).hasSize(1);
  }

  /** Gives a person another phone, with its claim, and without a word of what was verified. */
  private void give(String userId, PhoneNumber from, PhoneNumber to) {
    Person seen = people.find(tenant, new PersonId(userId)).orElseThrow();
    people.write(
        tenant,
        List.of(
            PeopleStore.change(tenant, seen.withPhone(to, seen.phoneVerified())),
            Claim.phone(tenant, from).release(new PersonId(userId)),
            Claim.phone(tenant, to).take(new PersonId(userId))));
  }

  @Test
  void shouldTakeACodeForItsPurposeOnceAndWithinFiveTries() {
    booked();
    Challenge challenge = request(Channel.SMS);
    String code = fixture.code(phone);
    Results.assertRefused(
        EXPIRED,
        fixture
            .bean(LoginVerification.class)
            .verify(fixture.call(tenant).actor(), input(challenge, code), fixture.now()));

    assertThat(verify(challenge, code).whyRefused()).isEmpty();
    assertRefused(challenge, code);

    Challenge guessed = request(Channel.SMS);
    String right = fixture.code(phone);
    String wrong = right.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < Challenge.MOST_TRIES; i++) {
      assertWrong(guessed, wrong);
    }
    assertRefused(guessed, right);
    assertThat(events()).filteredOn("login.failed"::equals).hasSize(Challenge.MOST_TRIES);
  }

  @Test
  void shouldTakeNoMoreCodesAfterAHundredWrongOnesInARowUntilAReset() {
    String client = booked();
    put(
        PeopleStore.change(
            tenant, people.find(tenant, new PersonId(client)).orElseThrow().withVerifiedPhone()));
    Challenge open = request(Channel.SMS);
    String right = fixture.code(phone);
    for (int i = 0; i < 20; i++) {
      Challenge guessed = request(Channel.SMS);
      String code = fixture.code(phone);
      String wrong = code.equals("000000") ? "000001" : "000000";
      for (int j = 0; j < Challenge.MOST_TRIES; j++) {
        assertWrong(guessed, wrong);
      }
    }
    int sent = fixture.texts(phone).size();

    assertWrong(open, right);
    Challenge decoy = request(Channel.SMS);
    assertThat(decoy.personId()).isEmpty();
    assertWrong(decoy, "000000");
    assertThat(fixture.texts(phone)).hasSize(sent);
    assertThat(fixture.texts(phone)).filteredOn(text -> text.equals("CODES_LOCKED")).hasSize(1);
    assertThat(events()).filteredOn("login.failed"::equals).hasSize(20 * Challenge.MOST_TRIES + 2);

    put(SignInHistory.forget(tenant, new PersonId(client)));
    assertThat(verify(request(Channel.SMS), fixture.code(phone)).whyRefused()).isEmpty();
  }

  @Test
  void shouldCountWrongCodesAnewAfterARightOne() {
    String client = booked();
    guesses(client, 98);
    Challenge challenge = request(Channel.SMS);
    String right = fixture.code(phone);
    assertWrong(challenge, right.equals("000000") ? "000001" : "000000");
    assertThat(verify(challenge, right).whyRefused()).isEmpty();

    Challenge next = request(Channel.SMS);
    String code = fixture.code(phone);
    assertWrong(next, code.equals("000000") ? "000001" : "000000");

    assertThat(verify(next, code).whyRefused()).isEmpty();
  }

  @Test
  void shouldKeepNothingOfWrongCodesOfSomebodyWhoWasErased() {
    String client = booked();
    Challenge challenge = request(Channel.SMS);
    String code = fixture.code(phone);
    put(Write.delete(Person.key(tenant, new PersonId(client))));

    assertWrong(challenge, code.equals("000000") ? "000001" : "000000");

    assertThat(
            fixture
                .bean(Table.class)
                .of(tenant)
                .get(SignInHistory.key(tenant, new PersonId(client))))
        .isEmpty();
  }

  private void guesses(String userId, int count) {
    put(
        Write.put(
            SignInHistory.key(tenant, new PersonId(userId)),
            Item.builder().number("wrongWithoutPassword", count).build()));
  }

  @Test
  void shouldRecordOnceThatTooManyCodesWereAskedForAndNothingForTheUnknown() {
    booked();
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-for-contact=1,*=100000"))) {
      CodeRequests limited = strict.bean(CodeRequests.class);
      for (PhoneNumber number : List.of(phone, IdentityFixture.phone())) {
        Challenge _ =
            done(limited.request(strict.call(tenant).actor(), number, Channel.SMS, strict.now()));
        for (int i = 0; i < 2; i++) {
          assertLimited(
              limited.request(strict.call(tenant).actor(), number, Channel.SMS, strict.now()));
        }
      }
    }
    assertThat(events()).containsExactly("limit.reached");
  }

  @Test
  void shouldOpenOneSessionByOneCodeHoweverManySendItAtOnce() {
    booked();
    Challenge challenge = request(Channel.SMS);
    String code = fixture.code(phone);

    List<Boolean> opened =
        IdentityFixture.atOnce(4, () -> verify(challenge, code).whyRefused().isEmpty());

    assertThat(opened).containsOnlyOnce(true);
  }

  @Test
  void shouldLimitKnownAndUnknownAlike() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-for-contact=2,*=100000"))) {
      CodeRequests limited = strict.bean(CodeRequests.class);
      TenantId business = strict.tenant();
      PhoneNumber known = IdentityFixture.phone();
      people.write(
          business,
          strict
              .bean(ClientRecords.class)
              .findOrPrepare(
                  business,
                  new ClientRecords.ClientDraft("Ana", known, Optional.empty()),
                  strict.now())
              .writes());
      for (PhoneNumber number : List.of(known, IdentityFixture.phone())) {
        Challenge _ =
            done(limited.request(strict.call(business).actor(), number, Channel.SMS, strict.now()));
        Challenge _ =
            done(limited.request(strict.call(business).actor(), number, Channel.SMS, strict.now()));
        assertLimited(
            limited.request(strict.call(business).actor(), number, Channel.SMS, strict.now()));
      }
      assertThat(strict.texts(known)).hasSize(2);
    }
  }

  @Test
  void shouldStillSendAClientACodeWhenOneNetworkAsksForManyOfTheBusiness() {
    booked();
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-of-network=5,*=100000"))) {
      CodeRequests limited = strict.bean(CodeRequests.class);
      Actor nosy = strict.call(tenant).actor();
      for (int i = 0; i < 5; i++) {
        Challenge _ =
            done(limited.request(nosy, IdentityFixture.phone(), Channel.SMS, strict.now()));
      }
      for (PhoneNumber number : List.of(phone, IdentityFixture.phone())) {
        assertLimited(limited.request(nosy, number, Channel.SMS, strict.now()));
      }

      Actor elsewhere = strict.call(tenant, "2001:db8:0:9999::1").actor();
      assertThat(done(limited.request(elsewhere, phone, Channel.SMS, strict.now())).personId())
          .isPresent();
    }
    assertThat(fixture.texts(phone)).hasSize(1);
  }

  private Challenge request(Channel channel) {
    return done(requests.request(fixture.call(tenant).actor(), phone, channel, fixture.now()));
  }

  private Result<Tokens, IdentityRefusal> verify(Challenge challenge, String code) {
    return codes.verify(fixture.call(tenant).actor(), input(challenge, code), fixture.now());
  }

  private static CodeInput input(Challenge challenge, String code) {
    return new CodeInput(challenge.id(), code, Optional.of("test"));
  }

  private void assertWrong(Challenge challenge, String code) {
    assertThat(verify(challenge, code).whyRefused())
        .containsInstanceOf(IdentityRefusal.InvalidCode.class);
  }

  private void assertRefused(Challenge challenge, String code) {
    Results.assertRefused(EXPIRED, verify(challenge, code));
  }

  private String booked() {
    return booked(phone);
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

  private List<String> events() {
    return fixture
        .bean(Table.class)
        .of(tenant)
        .queryAll(Selection.of(SecurityEvents.month(tenant, YearMonth.of(2026, 11))))
        .stream()
        .map(item -> item.text("type"))
        .toList();
  }

  private void put(Write write) {
    fixture.bean(Table.class).of(tenant).write(write);
  }
}
