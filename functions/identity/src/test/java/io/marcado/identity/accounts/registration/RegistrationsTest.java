package io.marcado.identity.accounts.registration;

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
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationsTest {
  private static final Password PASSWORD = new Password("correct horse battery");
  private static final Password OTHER = new Password("another password");

  private final IdentityFixture fixture = new IdentityFixture();
  private final Registrations registrations = fixture.bean(Registrations.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldMakeAPersonWhosePasswordWaitsForThePhone() {
    UserView user = register("Ana", PASSWORD);

    Account account = people.account(tenant, new PersonId(user.userId())).orElseThrow();
    assertThat(user.role()).isEqualTo(Role.CLIENT);
    assertThat(user.phoneVerified()).isFalse();
    assertThat(user.hasAccount()).as("as every other answer says").isFalse();
    assertThat(UserView.of(account.person(), account.access()).hasAccount()).isFalse();
    assertThat(user.createdAt()).isEqualTo(fixture.now());
    assertThat(account.person().name()).isEqualTo("Ana");
    assertThat(account.access()).as("nobody has signed in").isEmpty();
    assertThat(account.credentials().orElseThrow().verified()).isFalse();
    assertThat(account.credentials().orElseThrow().hash()).startsWith("$argon2id$");
  }

  @Test
  void shouldPutARegistrationOnTheAuditTrailAsOfNobodyKnown() {
    UserView user = register("Ana", PASSWORD);

    assertThat(
            fixture
                .bean(Table.class)
                .of(tenant)
                .queryAll(
                    Selection.of(
                        SecurityEvents.month(
                            tenant, YearMonth.from(fixture.now().atOffset(ZoneOffset.UTC))))))
        .map(SecurityEvents::fromItem)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo(SecurityEvent.Type.ACCOUNT_REGISTERED);
              assertThat(event.subjectId()).contains(user.userId());
              assertThat(event.actorId()).isEmpty();
            });
  }

  @Test
  void shouldMakeOnePersonOfOnePhoneHoweverManyRegisterAtOnce() {
    List<String> ids =
        IdentityFixture.atOnce(12, () -> register("Ana", PASSWORD).userId()).stream()
            .distinct()
            .toList();

    assertThat(ids).hasSize(1);
    assertThat(people.find(tenant, new PersonId(ids.getFirst()))).isPresent();
  }

  @Test
  void shouldReplaceTheUnverifiedRegistrationAndNothingElse() {
    UserView first = register("Ana", PASSWORD);
    String before = credentialsId(first);

    UserView second = register("Mallory", OTHER);

    assertThat(second.userId()).isEqualTo(first.userId());
    assertThat(credentialsId(second)).isNotEqualTo(before);
    assertThat(people.find(tenant, new PersonId(first.userId())).orElseThrow().name())
        .isEqualTo("Ana");
  }

  @Test
  void shouldTellNothingOfAClientWhoBookedBefore() {
    String clientId = booked("Ana Real");

    UserView user = register("Somebody", PASSWORD);

    assertThat(user.userId()).isEqualTo(clientId);
    assertThat(user.name()).isEqualTo("Somebody");
    assertThat(user.email()).isNull();
    assertThat(user.createdAt()).isEqualTo(fixture.now());
    assertThat(people.find(tenant, new PersonId(clientId)).orElseThrow().name())
        .isEqualTo("Ana Real");
  }

  @Test
  void shouldLetTheEmailWaitForThePhone() {
    RegistrationDraft draft =
        new RegistrationDraft(
            "Ana",
            phone,
            Optional.of("ana@example.com"),
            Optional.empty(),
            PASSWORD,
            Optional.empty());

    UserView user =
        done(registrations.register(fixture.call(tenant).actor(), draft, fixture.now())).user();

    assertThat(user.email()).isEqualTo("ana@example.com");
    assertThat(people.find(tenant, new PersonId(user.userId())).orElseThrow().email()).isEmpty();
  }

  @Test
  void shouldTreatAnAccountAsTakenEvenWithoutAPassword() {
    UserView user = register("Mallory", OTHER);
    Account account = people.account(tenant, new PersonId(user.userId())).orElseThrow();
    List<Write> writes = new ArrayList<>(PeopleStore.dropPending(tenant, account));
    writes.add(PeopleStore.change(tenant, account.person().withVerifiedPhone()));
    writes.add(Team.grantClient(tenant, account.person().id()));
    people.write(tenant, writes);

    assertRefused(new IdentityRefusal.PhoneRegistered(), attempt("Mallory", OTHER));
    assertThat(people.account(tenant, new PersonId(user.userId())).orElseThrow().credentials())
        .isEmpty();
  }

  @Test
  void shouldTreatTheOwnersPhoneAsTakenBeforeItsFirstLogin() {
    OwnerAccounts.NewOwner owner =
        fixture
            .bean(OwnerAccounts.class)
            .prepare(
                tenant, new OwnerDraft("Dora", phone, "dora@example.com", PASSWORD), fixture.now());
    people.write(tenant, owner.writes());

    assertRefused(new IdentityRefusal.PhoneRegistered(), attempt("Mallory", OTHER));
  }

  @Test
  void shouldGiveStaffNoPasswordByRegistration() {
    people.write(
        tenant,
        done(
            fixture
                .bean(Team.class)
                .prepare(
                    tenant,
                    new Team.Move(
                        new PersonId(booked("Bia")),
                        Optional.empty(),
                        Optional.of(PersonAccess.of(Role.STAFF))))));

    assertRefused(new IdentityRefusal.PhoneRegistered(), attempt("Mallory", OTHER));
  }

  @Test
  void shouldAnswerTheSameRequestAgain() {
    Registrations.Registered first = register("Ana", PASSWORD, "key-1");
    String credentials = credentialsId(first.user());

    Registrations.Registered second = register("Ana", PASSWORD, "key-1");

    assertThat(first.replayed()).isFalse();
    assertThat(second).isEqualTo(new Registrations.Registered(first.user(), true));
    assertThat(credentialsId(first.user())).isEqualTo(credentials);
    assertRefused(new IdentityRefusal.KeyReused(), attempt("Anna", PASSWORD, "key-1"));
    assertRefused(new IdentityRefusal.KeyReused(), attempt("Ana", OTHER, "key-1"));
    assertThat(register("Ana", PASSWORD, "key-2").replayed()).isFalse();
  }

  @Test
  void shouldTellNothingOfThePasswordOfAnAccountByARepetition() {
    UserView user = register("Ana", PASSWORD, "key-1").user();
    Account account = people.account(tenant, new PersonId(user.userId())).orElseThrow();
    people.write(
        tenant,
        List.of(
            PeopleStore.verify(
                tenant, new PersonId(user.userId()), account.credentials().orElseThrow().id()),
            PeopleStore.change(tenant, account.person().withVerifiedPhone()),
            Team.grantClient(tenant, account.person().id())));

    assertRefused(new IdentityRefusal.PhoneRegistered(), attempt("Ana", PASSWORD, "key-1"));
    assertRefused(new IdentityRefusal.PhoneRegistered(), attempt("Ana", OTHER, "key-1"));
  }

  @Test
  void shouldLimitByPhoneAndByAddress() {
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "registrations-of-phone=2,registrations-of-address=4,*=100000"))) {
      Registrations limited = strict.bean(Registrations.class);
      TenantId business = strict.tenant();
      RegistrationDraft ana = draft("Ana", phone, PASSWORD, Optional.empty());
      RegistrationDraft bia = draft("Bia", IdentityFixture.phone(), PASSWORD, Optional.empty());
      assertThat(limited.register(strict.call(business).actor(), ana, strict.now()).whyRefused())
          .isEmpty();
      assertThat(limited.register(strict.call(business).actor(), ana, strict.now()).whyRefused())
          .isEmpty();
      assertLimited(limited.register(strict.call(business).actor(), ana, strict.now()));
      assertThat(limited.register(strict.call(business).actor(), bia, strict.now()).whyRefused())
          .isEmpty();
      assertLimited(limited.register(strict.call(business).actor(), bia, strict.now()));
      TenantId another = strict.tenant();
      assertLimited(limited.register(strict.call(another).actor(), bia, strict.now()));
      for (RegistrationDraft draft : List.of(ana, bia)) {
        assertThat(
                limited
                    .register(strict.call(another, "another address").actor(), draft, strict.now())
                    .whyRefused())
            .isEmpty();
      }
      assertThat(
              limited
                  .register(strict.call(another, "another address").actor(), bia, strict.now())
                  .whyRefused())
          .isEmpty();
    }
  }

  private String booked(String name) {
    ClientRecord client =
        fixture
            .bean(ClientRecords.class)
            .findOrPrepare(
                tenant,
                new ClientRecords.ClientDraft(name, phone, Optional.of("ana@example.com")),
                fixture.now().minusSeconds(86_400));
    people.write(tenant, client.writes());
    return client.clientId().value();
  }

  private UserView register(String name, Password password) {
    return done(attempt(name, password)).user();
  }

  private Registrations.Registered register(String name, Password password, String key) {
    return done(attempt(name, password, key));
  }

  private Result<Registrations.Registered, IdentityRefusal> attempt(
      String name, Password password) {
    return attempt(draft(name, phone, password, Optional.empty()));
  }

  private Result<Registrations.Registered, IdentityRefusal> attempt(
      String name, Password password, String key) {
    return attempt(draft(name, phone, password, Optional.of(key)));
  }

  private Result<Registrations.Registered, IdentityRefusal> attempt(RegistrationDraft draft) {
    return registrations.register(fixture.call(tenant).actor(), draft, fixture.now());
  }

  private static RegistrationDraft draft(
      String name, PhoneNumber phone, Password password, Optional<String> key) {
    return new RegistrationDraft(name, phone, Optional.empty(), Optional.empty(), password, key);
  }

  private String credentialsId(UserView user) {
    return people
        .account(tenant, new PersonId(user.userId()))
        .orElseThrow()
        .credentials()
        .orElseThrow()
        .id();
  }
}
