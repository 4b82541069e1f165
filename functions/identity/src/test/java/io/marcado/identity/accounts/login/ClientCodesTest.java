package io.marcado.identity.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Channel;
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
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.ProblemCode;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCodesTest {
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

    Tokens tokens = verify(request(Channel.SMS), fixture.code(phone));

    Account account = people.account(tenant, client).orElseThrow();
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
    fixture.sendWaiting();

    RecordingWhatsAppSender.Message sent =
        fixture.bean(RecordingWhatsAppSender.class).sent().getFirst();
    assertThat(sent.to()).isEqualTo(phone);
    assertThat(verify(challenge, sent.template().parameters().getFirst())).isNotNull();
    assertThat(fixture.texts(phone)).isEmpty();
  }

  @Test
  void shouldDropAPendingRegistration() {
    String client = booked();
    people.write(
        tenant,
        List.of(
            Team.grantClient(tenant, client),
            PeopleStore.set(
                tenant,
                client,
                new Credentials(
                    "pending",
                    "$argon2id$none",
                    false,
                    Optional.of(
                        new Registration(
                            Optional.empty(),
                            "Mallory",
                            Optional.of("mallory@example.com"),
                            fixture.now()))))));

    verify(request(Channel.SMS), fixture.code(phone));

    Account account = people.account(tenant, client).orElseThrow();
    assertThat(account.credentials()).isEmpty();
    assertThat(account.person().name()).isEqualTo("Ana");
    assertThat(account.person().email()).isEmpty();
  }

  @Test
  void shouldSendNothingToTheTeamOrToStrangersAndLetNothingAnswer() {
    for (Role role : List.of(Role.STAFF, Role.ADMIN, Role.OWNER)) {
      PhoneNumber number = IdentityFixture.phone();
      String person = booked(number);
      put(Write.put(PersonAccess.key(tenant, person), PersonAccess.of(role).toItem()));

      Challenge challenge = requests.request(fixture.call(tenant), number, Channel.SMS);

      assertThat(fixture.texts(number)).isEmpty();
      assertThat(challenge.userId()).isEmpty();
      assertRefused(challenge, "000000");
    }
    Challenge unknown = request(Channel.SMS);
    assertThat(fixture.texts(phone)).isEmpty();
    assertRefused(unknown, "000000");
    assertThat(unknown.id()).hasSize(26);
  }

  @Test
  void shouldEndAChallengeWhenItsClientIsPromotedDisabledOrLoggedOutEverywhere() {
    String client = booked();
    people.write(tenant, List.of(Team.grantClient(tenant, client)));
    PersonAccess access = PersonAccess.of(Role.CLIENT);
    for (PersonAccess changed :
        List.of(
            access.withRole(Role.STAFF),
            access.withEnabled(false),
            access.endingAll(Optional.empty()))) {
      put(Write.put(PersonAccess.key(tenant, client), access.toItem()));
      Challenge challenge = request(Channel.SMS);
      String code = fixture.code(phone);
      put(Write.put(PersonAccess.key(tenant, client), changed.toItem()));

      assertRefused(challenge, code);
    }
  }

  @Test
  void shouldEndAChallengeWhenItsClientRegistersMeanwhile() {
    String client = booked();
    Challenge challenge = request(Channel.SMS);
    people.write(tenant, List.of(Team.grantClient(tenant, client)));

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
                  tenant, people.find(tenant, client).orElseThrow().withPhone(phone, verified))));
      PhoneNumber foreign = IdentityFixture.phone();
      give(client, phone, foreign);
      Challenge challenge = requests.request(fixture.call(tenant), foreign, Channel.SMS);
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
    TotpSetup.Start start = setup.start(tenant, client, fixture.now());
    put(start.write());
    put(
        setup
            .confirm(
                tenant,
                client,
                new TestApp(start.secret()).code(fixture.now()),
                fixture.now(),
                () -> {})
            .orElseThrow()
            .write());

    assertRefused(before, code);
    assertThat(request(Channel.SMS).userId()).isEmpty();
    assertThat(fixture.texts(phone)).hasSize(1);
  }

  /** Gives a person another phone, with its claim, and without a word of what was verified. */
  private void give(String userId, PhoneNumber from, PhoneNumber to) {
    Person seen = people.find(tenant, userId).orElseThrow();
    people.write(
        tenant,
        List.of(
            PeopleStore.change(tenant, seen.withPhone(to, seen.phoneVerified())),
            Claim.phone(tenant, from).release(),
            Claim.phone(tenant, to).take(userId)));
  }

  @Test
  void shouldTakeACodeForItsPurposeOnceAndWithinFiveTries() {
    booked();
    Challenge challenge = request(Channel.SMS);
    String code = fixture.code(phone);
    assertProblem(
        IdentityProblem.INVALID_CODE,
        () ->
            fixture
                .bean(LoginVerification.class)
                .verify(fixture.call(tenant), challenge.id(), code, Optional.empty()));

    assertThat(verify(challenge, code)).isNotNull();
    assertRefused(challenge, code);

    Challenge guessed = request(Channel.SMS);
    String right = fixture.code(phone);
    String wrong = right.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < Challenge.MOST_TRIES; i++) {
      assertRefused(guessed, wrong);
    }
    assertRefused(guessed, right);
    assertThat(events()).filteredOn("login.failed"::equals).hasSize(Challenge.MOST_TRIES);
  }

  @Test
  void shouldTakeNoMoreCodesAfterAHundredWrongOnesInARowUntilAReset() {
    String client = booked();
    Challenge open = request(Channel.SMS);
    String right = fixture.code(phone);
    for (int i = 0; i < 20; i++) {
      Challenge guessed = request(Channel.SMS);
      String code = fixture.code(phone);
      String wrong = code.equals("000000") ? "000001" : "000000";
      for (int j = 0; j < Challenge.MOST_TRIES; j++) {
        assertRefused(guessed, wrong);
      }
    }
    int sent = fixture.texts(phone).size();

    assertRefused(open, right);
    Challenge decoy = request(Channel.SMS);
    assertThat(decoy.userId()).isEmpty();
    assertRefused(decoy, "000000");
    assertThat(fixture.texts(phone)).hasSize(sent);
    assertThat(fixture.texts(phone))
        .filteredOn(text -> text.contains("códigos errados demais"))
        .singleElement()
        .asString()
        .contains("crie uma nova senha");
    assertThat(events()).filteredOn("login.failed"::equals).hasSize(20 * Challenge.MOST_TRIES + 2);

    put(SignInHistory.forget(tenant, client));
    assertThat(verify(request(Channel.SMS), fixture.code(phone))).isNotNull();
  }

  @Test
  void shouldCountWrongCodesAnewAfterARightOne() {
    String client = booked();
    guesses(client, 98);
    Challenge challenge = request(Channel.SMS);
    String right = fixture.code(phone);
    assertRefused(challenge, right.equals("000000") ? "000001" : "000000");
    assertThat(verify(challenge, right)).isNotNull();

    Challenge next = request(Channel.SMS);
    String code = fixture.code(phone);
    assertRefused(next, code.equals("000000") ? "000001" : "000000");

    assertThat(verify(next, code)).isNotNull();
  }

  @Test
  void shouldKeepNothingOfWrongCodesOfSomebodyWhoWasErased() {
    String client = booked();
    Challenge challenge = request(Channel.SMS);
    String code = fixture.code(phone);
    put(Write.delete(Person.key(tenant, client)));

    assertRefused(challenge, code.equals("000000") ? "000001" : "000000");

    assertThat(fixture.bean(Table.class).of(tenant).get(SignInHistory.key(tenant, client)))
        .isEmpty();
  }

  private void guesses(String userId, int count) {
    put(
        Write.put(
            SignInHistory.key(tenant, userId),
            Item.builder().number("wrongWithoutPassword", count).build()));
  }

  @Test
  void shouldRecordOnceThatTooManyCodesWereAskedForAndNothingForTheUnknown() {
    booked();
    try (IdentityFixture strict = new IdentityFixture(Map.of("CODES_PER_PHONE_PER_HOUR", "1"))) {
      CodeRequests limited = strict.bean(CodeRequests.class);
      for (PhoneNumber number : List.of(phone, IdentityFixture.phone())) {
        limited.request(strict.call(tenant), number, Channel.SMS);
        for (int i = 0; i < 2; i++) {
          assertProblem(
              CommonProblem.TOO_MANY_REQUESTS,
              () -> limited.request(strict.call(tenant), number, Channel.SMS));
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
        IdentityFixture.atOnce(
            4,
            () -> {
              try {
                return verify(challenge, code) != null;
              } catch (Problem problem) {
                return false;
              }
            });

    assertThat(opened).containsOnlyOnce(true);
  }

  @Test
  void shouldLimitKnownAndUnknownAlike() {
    try (IdentityFixture strict = new IdentityFixture(Map.of("CODES_PER_PHONE_PER_HOUR", "2"))) {
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
        limited.request(strict.call(business), number, Channel.SMS);
        limited.request(strict.call(business), number, Channel.SMS);
        assertProblem(
            CommonProblem.TOO_MANY_REQUESTS,
            () -> limited.request(strict.call(business), number, Channel.SMS));
      }
      assertThat(strict.texts(known)).hasSize(2);
    }
  }

  @Test
  void shouldStillSendAClientACodeWhenOneNetworkAsksForManyOfTheBusiness() {
    booked();
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=200"))) {
      CodeRequests limited = strict.bean(CodeRequests.class);
      Call nosy = strict.call(tenant);
      for (int i = 0; i < 5; i++) {
        limited.request(nosy, IdentityFixture.phone(), Channel.SMS);
      }
      for (PhoneNumber number : List.of(phone, IdentityFixture.phone())) {
        assertProblem(
            CommonProblem.TOO_MANY_REQUESTS, () -> limited.request(nosy, number, Channel.SMS));
      }

      Call elsewhere = strict.call(tenant, "2001:db8:0:9999::1");
      assertThat(limited.request(elsewhere, phone, Channel.SMS).userId()).isPresent();
    }
    assertThat(fixture.texts(phone)).hasSize(1);
  }

  private Challenge request(Channel channel) {
    return requests.request(fixture.call(tenant), phone, channel);
  }

  private Tokens verify(Challenge challenge, String code) {
    return codes.verify(fixture.call(tenant), challenge.id(), code, Optional.of("test"));
  }

  private void assertRefused(Challenge challenge, String code) {
    assertProblem(IdentityProblem.INVALID_CODE, () -> verify(challenge, code));
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

  private static void assertProblem(ProblemCode code, ThrowingCallable task) {
    assertThatThrownBy(task)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
