package io.marcado.identity.accounts.login;

import static io.marcado.identity.Results.assertLimited;
import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InFlight;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strangers lock nobody out, at the limits of a deployment. */
class LockoutTest {
  private static final Password PASSWORD = new Password("correct horse battery");
  private static final Password OTHER = new Password("another password");

  /** Each test has an hour of its own, since some limits hold for all businesses of the table. */
  private static final AtomicInteger DAYS = new AtomicInteger();

  private static final AtomicInteger NETWORKS = new AtomicInteger();

  private final IdentityFixture fixture =
      new IdentityFixture(Map.of("LIMITS", "", "CODES_PER_TENANT_PER_DAY", "FREE=200"));
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId shop = fixture.tenant();
  private final PhoneNumber victim = IdentityFixture.phone();

  LockoutTest() {
    fixture.advance(Duration.ofDays(DAYS.incrementAndGet()));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldSendAClientACodeHoweverOftenStrangersAskForOneElsewhere() {
    booked(shop, victim);
    TenantId unknowing = fixture.tenant();
    for (int i = 0; i < 5; i++) {
      done(ask(unknowing, victim, network()));
    }
    assertLimited(ask(unknowing, victim, network()));
    for (int i = 0; i < 2; i++) {
      TenantId knowing = fixture.tenant();
      booked(knowing, victim);
      for (int j = 0; j < 5; j++) {
        done(ask(knowing, victim, network()));
      }
    }
    int before = fixture.texts(victim).size();

    done(ask(shop, victim, network()));

    assertThat(fixture.texts(victim)).hasSize(before + 1);
  }

  @Test
  void shouldStopMessagesToOnePhoneFromAllBusinessesButNotThoseItsHolderAsksForAtHome() {
    String home = network();
    booked(shop, victim);
    logIn(shop, victim, home);
    for (int i = 0; i < 5; i++) {
      TenantId knowing = fixture.tenant();
      booked(knowing, victim);
      for (int j = 0; j < 5; j++) {
        done(ask(knowing, victim, network()));
      }
    }
    assertThat(fixture.texts(victim)).hasSize(12);

    done(ask(shop, victim, home));

    assertThat(fixture.texts(victim)).hasSize(13);
  }

  @Test
  void shouldSendClientsCodesHoweverManyUnknownPhonesStrangersAskFor() {
    booked(shop, victim);
    for (int network = 0; network < 4; network++) {
      String address = network();
      for (int i = 0; i < 5; i++) {
        done(ask(shop, IdentityFixture.phone(), address));
      }
      assertLimited(ask(shop, IdentityFixture.phone(), address));
    }

    done(ask(shop, victim, network()));
    assertThat(fixture.texts(victim)).hasSize(1);
    for (int i = 0; i < 3; i++) {
      PhoneNumber fresh = IdentityFixture.phone();
      register(shop, fresh);
      done(logIn(shop, fresh, PASSWORD, network()));
      assertThat(fixture.texts(fresh)).hasSize(1);
    }
  }

  @Test
  void shouldSendCodesAtHomeAndAtAFirstLoginWhenStrangersHaveUsedUpAllOthers() {
    String home = network();
    booked(shop, victim);
    logIn(shop, victim, home);
    fixture.advance(Duration.ofHours(1));
    for (int i = 0; i < 20; i++) {
      PhoneNumber known = IdentityFixture.phone();
      booked(shop, known);
      done(ask(shop, known, network()));
    }
    assertThat(fixture.sent()).hasSize(21);
    for (int i = 0; i < 5; i++) {
      done(ask(shop, victim, network()));
    }
    assertLimited(ask(shop, victim, network()));
    assertThat(fixture.texts(victim)).hasSize(1);

    done(ask(shop, victim, home));

    assertThat(fixture.texts(victim)).hasSize(2);
    PhoneNumber fresh = IdentityFixture.phone();
    register(shop, fresh);
    done(logIn(shop, fresh, PASSWORD, network()));
    assertThat(fixture.texts(fresh)).hasSize(1);
  }

  /** A code to book without a login has the reserve of a code to log in. */
  @Test
  void shouldSendABookingCodeAtHomeWhenStrangersHaveUsedUpAllOthers() {
    String home = network();
    booked(shop, victim);
    logIn(shop, victim, home);
    for (int i = 0; i < 5; i++) {
      assertThat(isAskedToBook(network())).isTrue();
    }
    assertThat(isAskedToBook(network())).isFalse();
    int before = fixture.texts(victim).size();

    assertThat(isAskedToBook(home)).isTrue();

    assertThat(fixture.texts(victim)).hasSize(before + 1);
  }

  private boolean isAskedToBook(String address) {
    return fixture
        .bean(BookingProofs.class)
        .ask(new Actor.Visitor(shop, address), victim, fixture.now())
        .whyRefused()
        .isEmpty();
  }

  @Test
  void shouldTakeCodesAgainWhenALockHasLapsedAndAlwaysAtHome() {
    String home = network();
    booked(shop, victim);
    logIn(shop, victim, home);
    guessWrong(100);
    fixture.advance(Duration.ofMinutes(59));

    int sent = fixture.texts(victim).size();
    done(ask(shop, victim, network()));
    assertThat(fixture.texts(victim)).as("locked elsewhere").hasSize(sent);
    logIn(shop, victim, home);

    fixture.advance(Duration.ofMinutes(1));
    guessWrong(5);
    fixture.advance(Duration.ofMinutes(119));
    sent = fixture.texts(victim).size();
    done(ask(shop, victim, network()));
    assertThat(fixture.texts(victim)).as("locked for twice as long").hasSize(sent);

    fixture.advance(Duration.ofMinutes(1));
    logIn(shop, victim, network());
    assertThat(fixture.texts(victim)).filteredOn("CODES_LOCKED"::equals).hasSize(1);
  }

  /** Wrong entries of codes from before the lock do not prolong it. */
  @Test
  void shouldNotLockForLongerByWrongCodesWhileCodesAreLocked() {
    booked(shop, victim);
    guessWrong(95);
    fixture.advance(Duration.ofHours(1));
    List<String> addresses = IntStream.range(0, 4).mapToObj(_ -> network()).toList();
    List<Challenge> open =
        addresses.stream().map(address -> done(ask(shop, victim, address))).toList();
    for (int i = 0; i < open.size(); i++) {
      for (int j = 0; j < Challenge.MOST_TRIES; j++) {
        assertThat(
                fixture
                    .bean(ClientCodes.class)
                    .verify(at(shop, addresses.get(i)), input(open.get(i), "0"), fixture.now())
                    .whyRefused())
            .isPresent();
      }
    }

    fixture.advance(Duration.ofHours(1));

    logIn(shop, victim, network());
  }

  @Test
  void shouldNotStopAWaitingRoomWhoseClientsEnterTheirCodes() {
    String room = "198.51.100." + NETWORKS.incrementAndGet();
    for (int i = 0; i < 30; i++) {
      PhoneNumber client = IdentityFixture.phone();
      booked(shop, client);
      logIn(shop, client, room);
      // A business's hourly share is another matter.
      if (i % 10 == 9) {
        fixture.advance(Duration.ofHours(1));
      }
    }
  }

  @Test
  void shouldAllowAnAccountSoManyAttemptsUnderItsPhoneAndItsEmailTogether() {
    owner(shop, victim);
    String address = network();
    int counted = 0;
    for (LoginName name :
        List.of(new LoginName.Phone(victim), new LoginName.Email("dora@example.com"))) {
      while (attempt(shop, name, OTHER, address).whyRefused().stream()
          .anyMatch(new IdentityRefusal.WrongCredentials()::equals)) {
        counted++;
      }
      assertLimited(attempt(shop, name, PASSWORD, address));
    }
    assertThat(counted).isEqualTo(20);
    LoginName unknown = new LoginName.Email("nobody@example.com");
    for (int i = 0; i < 10; i++) {
      assertRefused(new IdentityRefusal.WrongCredentials(), attempt(shop, unknown, OTHER, address));
    }
    assertLimited(attempt(shop, unknown, OTHER, address));
  }

  @Test
  void shouldLetSomebodyInAtHomeThoughNeighboursBehindOneAddressTryManyAccounts() {
    String shared = "203.0.113." + NETWORKS.incrementAndGet();
    owner(shop, victim);
    Challenge first = done(logIn(shop, victim, PASSWORD, shared));
    done(
        fixture
            .bean(LoginVerification.class)
            .verify(at(shop, shared), input(first, fixture.code(victim)), fixture.now()));
    fixture.advance(Duration.ofHours(1));
    for (int i = 0; i < 100; i++) {
      assertRefused(
          new IdentityRefusal.WrongCredentials(),
          logIn(shop, IdentityFixture.phone(), OTHER, shared));
    }
    assertLimited(logIn(shop, IdentityFixture.phone(), OTHER, shared));

    done(logIn(shop, victim, PASSWORD, shared));
  }

  @Test
  @Tag("race")
  void shouldAnswerEverybodyOfACrowdAtOneBusiness() {
    InFlight inFlight = new InFlight(7);
    CodeRequests crowded = requests(inFlight);
    List<PhoneNumber> clients =
        IntStream.range(0, 32).mapToObj(_ -> IdentityFixture.phone()).toList();
    clients.forEach(client -> booked(shop, client));
    AtomicInteger next = new AtomicInteger();

    List<String> answers =
        IdentityFixture.atOnce(
            32,
            () ->
                answer(
                    () ->
                        crowded.request(
                            at(shop, network()),
                            clients.get(next.getAndIncrement()),
                            Channel.SMS,
                            fixture.now())));

    assertThat(answers).containsOnly("asked");
    assertThat(inFlight.conflicts()).isZero();
  }

  @Test
  @Tag("race")
  void shouldAnswerOthersBehindAnAddressFromWhichSomebodyFloods() {
    InFlight inFlight = new InFlight(8);
    CodeRequests crowded = requests(inFlight);
    String shared = "192.0.2." + NETWORKS.incrementAndGet();
    booked(shop, victim);
    List<TenantId> shops = IntStream.range(0, 8).mapToObj(_ -> fixture.tenant()).toList();
    AtomicInteger next = new AtomicInteger();

    List<String> answers =
        IdentityFixture.atOnce(
            200,
            () ->
                answer(
                    () ->
                        crowded.request(
                            at(shops.get(next.getAndIncrement() % shops.size()), shared),
                            IdentityFixture.phone(),
                            Channel.SMS,
                            fixture.now())));
    assertThat(answers).containsOnly("asked", "TooManyRequests");
    assertThat(answers).filteredOn("asked"::equals).hasSize(20);
    long conflicts = inFlight.conflicts();

    List<String> later =
        IdentityFixture.atOnce(
            64,
            () ->
                answer(
                    () ->
                        crowded.request(
                            at(shops.get(0), shared),
                            IdentityFixture.phone(),
                            Channel.SMS,
                            fixture.now())));

    assertThat(later).containsOnly("TooManyRequests");
    assertThat(inFlight.conflicts()).as("nothing shared is written").isEqualTo(conflicts);
  }

  private static String answer(Supplier<Result<Challenge, IdentityRefusal>> request) {
    try {
      return request
          .get()
          .whyRefused()
          .map(refusal -> refusal.getClass().getSimpleName())
          .orElse("asked");
    } catch (TableUnavailableException e) {
      return "unavailable";
    }
  }

  private CodeRequests requests(InFlight inFlight) {
    Table table =
        new Table(
            inFlight.in(DynamoDbLocal.shared().client()),
            DynamoDbLocal.shared().tableName(),
            ConflictRetry.STANDARD,
            new SecureRandom());
    RateLimiter limiter = fixture.bean(RateLimiter.class);
    CodeLimits limits = new CodeLimits(limiter, fixture.bean(Limits.class), table);
    return new CodeRequests(
        new PeopleStore(table),
        new Challenges(limits, table, fixture.bean(Ids.class)),
        limits,
        new ReachedLimits(limiter, fixture.bean(SecurityEvents.class), table));
  }

  /** Wrong codes in a row, from other networks each time and over as many hours as that takes. */
  private void guessWrong(int times) {
    for (int i = 0; i < times; ) {
      String address = network();
      Challenge challenge = done(ask(shop, victim, address));
      String wrong = fixture.code(victim).equals("000000") ? "000001" : "000000";
      for (int j = 0; j < Challenge.MOST_TRIES && i < times; j++, i++) {
        assertThat(
                fixture
                    .bean(ClientCodes.class)
                    .verify(at(shop, address), input(challenge, wrong), fixture.now())
                    .whyRefused())
            .isPresent();
      }
      if (i < times) {
        fixture.advance(Duration.ofHours(1));
      }
    }
  }

  private void logIn(TenantId tenant, PhoneNumber phone, String address) {
    Challenge challenge = done(ask(tenant, phone, address));
    String code = fixture.code(phone);
    done(
        fixture
            .bean(ClientCodes.class)
            .verify(at(tenant, address), input(challenge, code), fixture.now()));
  }

  private Result<Challenge, IdentityRefusal> ask(
      TenantId tenant, PhoneNumber phone, String address) {
    return fixture
        .bean(CodeRequests.class)
        .request(at(tenant, address), phone, Channel.SMS, fixture.now());
  }

  private Result<Challenge, IdentityRefusal> logIn(
      TenantId tenant, PhoneNumber phone, Password password, String address) {
    return attempt(tenant, new LoginName.Phone(phone), password, address);
  }

  private Result<Challenge, IdentityRefusal> attempt(
      TenantId tenant, LoginName name, Password password, String address) {
    return fixture.bean(Logins.class).start(at(tenant, address), name, password, fixture.now());
  }

  private Actor at(TenantId tenant, String address) {
    return fixture.call(tenant, address).actor();
  }

  private static CodeInput input(Challenge challenge, String code) {
    return new CodeInput(challenge.id(), code, Optional.empty());
  }

  /** A site that no other request comes from. */
  private static String network() {
    return "3fff:0:" + Integer.toHexString(NETWORKS.incrementAndGet()) + "::1";
  }

  private String booked(TenantId tenant, PhoneNumber phone) {
    ClientRecord client =
        fixture
            .bean(ClientRecords.class)
            .findOrPrepare(
                tenant,
                new ClientRecords.ClientDraft("Ana", phone, Optional.empty()),
                fixture.now());
    people.write(tenant, client.writes());
    return client.clientId().value();
  }

  private void register(TenantId tenant, PhoneNumber phone) {
    PersonId client = new PersonId(booked(tenant, phone));
    people.write(
        tenant,
        List.of(
            PeopleStore.replaceUnverified(
                tenant,
                client,
                new Credentials(
                    "credentials",
                    fixture.bean(PasswordHasher.class).hash(PASSWORD),
                    false,
                    Optional.of(
                        new Registration(
                            Optional.empty(),
                            "Ana",
                            Optional.empty(),
                            Optional.empty(),
                            fixture.now())))),
            Write.put(PersonAccess.key(tenant, client), PersonAccess.of(Role.CLIENT).toItem())));
  }

  private void owner(TenantId tenant, PhoneNumber phone) {
    people.write(
        tenant,
        fixture
            .bean(OwnerAccounts.class)
            .prepare(
                tenant, new OwnerDraft("Dora", phone, "dora@example.com", PASSWORD), fixture.now())
            .writes());
  }
}
