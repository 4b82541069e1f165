package io.marcado.identity.team.invitations;

import static io.marcado.identity.Results.assertDone;
import static io.marcado.identity.Results.assertInvalid;
import static io.marcado.identity.Results.assertLimited;
import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
  private static final String FROM = "2001:db8::7";
  private static final Password PASSWORD = new Password("correct horse battery");

  private static final IdentityRefusal OVER =
      new IdentityRefusal.CodeExpired(IdentityRefusal.CodeUse.INVITATION);

  private final IdentityFixture fixture = new IdentityFixture();
  private final Invitations invitations = fixture.bean(Invitations.class);
  private final Acceptance acceptance = fixture.bean(Acceptance.class);
  private final Team team = fixture.bean(Team.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();

  @BeforeEach
  void found() {
    people.write(tenant, Team.found(tenant, new PersonId("zoe")));
    people.write(tenant, done(team.prepare(tenant, grant("rita", Role.ADMIN))));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldMakeStaffOfSomebodyNew() {
    invite(Role.STAFF, "rita");

    UserView user = accept(token());

    assertThat(user.role()).isEqualTo(Role.STAFF);
    assertThat(user.name()).isEqualTo("Rui");
    assertThat(user.phoneVerified()).isTrue();
    Account account = account(user.userId());
    assertThat(account.credentials().orElseThrow().verified()).isTrue();
    assertThat(team.members(tenant).staff()).containsExactly(new PersonId(user.userId()));
    assertThat(pending()).isEmpty();
    assertRefused(OVER, accepting(token()));
  }

  @Test
  void shouldAskAnAdminForAnEmail() {
    invite(Role.ADMIN, "zoe");
    String token = token();

    assertInvalid("/email", accepting(token));
    UserView user = accept(new Actor.Visitor(tenant, FROM), token, PASSWORD, "rui@example.com");

    assertThat(user.role()).isEqualTo(Role.ADMIN);
    assertThat(user.email()).isEqualTo("rui@example.com");
    assertThat(user.emailVerified()).isFalse();
  }

  @Test
  void shouldNeverTakeTheWordOfOthersForTheEmailOfAnAdmin() {
    Person known =
        Person.of(
            new PersonId("lia"), "Lia", phone, Optional.of("mallory@example.com"), fixture.now());
    people.write(
        tenant,
        List.of(
            PeopleStore.create(tenant, known),
            Claim.phone(tenant, phone).take(new PersonId("lia"))));
    invite(Role.ADMIN, "zoe");
    String token = token();

    assertInvalid("/email", accepting(token));
    UserView user = accept(new Actor.Visitor(tenant, FROM), token, PASSWORD, "lia@example.com");

    assertThat(user.email()).isEqualTo("lia@example.com");
  }

  @Test
  void shouldNotTakeAnUnprovedEmailOfAnAccountForAnAdminsEither() {
    Person known =
        Person.of(
                new PersonId("lia"),
                "Lia",
                phone,
                Optional.of("mallory@example.com"),
                fixture.now())
            .withVerifiedPhone();
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.create(tenant, known));
    writes.add(Claim.phone(tenant, phone).take(new PersonId("lia")));
    writes.add(PeopleStore.set(tenant, new PersonId("lia"), credentials("own", true)));
    writes.addAll(done(team.prepare(tenant, grant("lia", Role.CLIENT))));
    people.write(tenant, writes);
    invite(Role.ADMIN, "zoe");
    String token = token();
    Actor lia = user("lia", Role.CLIENT);

    assertInvalid("/email", accepting(lia, token, null, null));
    UserView user = accept(lia, token, null, "lia@example.com");

    assertThat(user.role()).isEqualTo(Role.ADMIN);
    assertThat(user.email()).isEqualTo("lia@example.com");
  }

  /** A stranger who once registered for the phone may have written the name of the record. */
  @Test
  void shouldKeepTheRecordOfAClientWhoBookedBeforeButNotItsName() {
    Person known =
        Person.of(new PersonId("lia"), "Mallory", phone, Optional.empty(), fixture.now());
    people.write(
        tenant,
        List.of(
            PeopleStore.create(tenant, known),
            Claim.phone(tenant, phone).take(new PersonId("lia"))));
    invite(Role.STAFF, "rita");

    UserView user = accept(token());

    assertThat(user.userId()).isEqualTo("lia");
    assertThat(user.name()).as("the invitation's").isEqualTo("Rui");
  }

  @Test
  void shouldReplaceWhatSomebodyRegisteredForThePhoneAndNeverProved() {
    knownAs("lia", Role.CLIENT, false, Optional.of(credentials("mallory", false)));
    invite(Role.STAFF, "rita");

    people.write(
        tenant,
        List.of(
            Write.put(
                SignInHistory.key(tenant, new PersonId("lia")),
                Item.builder().number("wrongAfterPassword", 100).build())));
    UserView user = accept(token());

    assertThat(user.userId()).isEqualTo("lia");
    assertThat(
            fixture
                .bean(Table.class)
                .of(tenant)
                .get(SignInHistory.key(tenant, new PersonId("lia"))))
        .as("guesses at a stranger's registration")
        .isEmpty();
    assertThat(user.name()).as("the invitation's").isEqualTo("Rui");
    assertThat(account("lia").credentials().orElseThrow().hash()).isNotEqualTo("mallory");
    assertThat(access("lia").role()).isEqualTo(Role.STAFF);
    assertThat(access("lia").userVersion()).isEqualTo(2);
  }

  @Test
  void shouldAskAnAccountToBeSignedInAndKeepItsPassword() {
    knownAs("lia", Role.CLIENT, true, Optional.of(credentials("own", true)));
    invite(Role.STAFF, "rita");
    String token = token();
    Actor lia = user("lia", Role.CLIENT);

    assertRefused(new IdentityRefusal.PhoneHasAccount(), accepting(token));
    assertRefused(
        new IdentityRefusal.PhoneHasAccount(),
        accepting(user("rita", Role.ADMIN), token, PASSWORD, null));
    assertInvalid("/password", accepting(lia, token, PASSWORD, null));
    assertThat(access("lia")).isEqualTo(PersonAccess.of(Role.CLIENT));

    UserView user = accept(lia, token, null, null);

    assertThat(user.role()).isEqualTo(Role.STAFF);
    assertThat(account("lia").credentials()).contains(credentials("own", true));
    assertThat(access("lia").userVersion()).isEqualTo(2);
    assertThat(fixture.texts(phone))
        .as("the holder of the account is told")
        .anyMatch(text -> text.equals("ROLE_CHANGED"));
  }

  @Test
  void shouldTreatTheOwnerBeforeTheFirstLoginAsAnAccountToo() {
    knownAs("dora", Role.OWNER, false, Optional.of(credentials("own", true)));
    invite(Role.STAFF, "rita");

    assertRefused(new IdentityRefusal.PhoneHasAccount(), accepting(token()));
  }

  @Test
  void shouldOnlyRaiseARole() {
    knownAs("lia", Role.ADMIN, true, Optional.of(credentials("own", true)));
    invite(Role.STAFF, "rita");

    UserView user = accept(user("lia", Role.ADMIN), token(), null, null);

    assertThat(user.role()).isEqualTo(Role.ADMIN);
    assertThat(access("lia").userVersion()).isEqualTo(1);
    assertThat(pending()).isEmpty();
  }

  @Test
  void shouldInviteNobodyForSomebodyWhoMayNotInviteAnyMore() {
    invite(Role.STAFF, "rita");
    String token = token();
    PersonAccess rita = access("rita");
    move(Team.Move.change(new PersonId("rita"), rita, rita.withRole(Role.STAFF)));
    assertRefused(OVER, accepting(token));

    move(
        Team.Move.change(
            new PersonId("rita"), access("rita"), access("rita").withRole(Role.ADMIN)));
    move(Team.Move.change(new PersonId("rita"), access("rita"), access("rita").withEnabled(false)));
    assertRefused(OVER, accepting(token));
  }

  @Test
  void shouldTakeNoInvitationOfAnAdminByAnAdmin() {
    // As if the inviter had been an owner then.
    invite(Role.ADMIN, "rita");

    assertRefused(
        OVER, accepting(new Actor.Visitor(tenant, FROM), token(), PASSWORD, "rui@example.com"));
  }

  @Test
  void shouldTakeATokenAtItsBusinessOnly() {
    TenantId other = fixture.tenant();
    invite(Role.STAFF, "rita");
    String token = token();

    assertRefused(OVER, accepting(new Actor.Visitor(other, FROM), token, PASSWORD, null));
    assertThat(accept(token).role()).isEqualTo(Role.STAFF);
  }

  @Test
  void shouldEndTheEarlierInvitationOfAPhoneInvitedAgain() {
    invite(Role.STAFF, "rita");
    String first = token();
    invite(Role.STAFF, "zoe");
    String second = token();

    assertThat(pending()).hasSize(1);
    assertRefused(OVER, accepting(first));
    assertThat(accept(second).role()).isEqualTo(Role.STAFF);
  }

  @Test
  void shouldKeepOnePendingOfManyInvitationsAtOnce() {
    IdentityFixture.atOnce(6, () -> tryInvite());

    assertThat(pending()).hasSize(1);
    assertThat(accept(tokens().getLast()).role()).isEqualTo(Role.STAFF);
  }

  @Test
  void shouldNotLetAnAdminReplaceOrWithdrawTheOwnersInvitation() {
    Invitation owners = invite(Role.ADMIN, "zoe");

    assertRefused(new IdentityRefusal.ForOwnersOnly(), inviting(Role.STAFF, "rita"));
    assertRefused(
        new IdentityRefusal.ForOwnersOnly(),
        invitations.withdraw(user("rita", Role.ADMIN), owners.id(), fixture.now()));
    assertThat(pending()).containsExactly(owners.id());
  }

  @Test
  void shouldRefuseAWithdrawnInvitation() {
    Invitation invitation = invite(Role.STAFF, "rita");
    String token = token();

    assertDone(invitations.withdraw(user("rita", Role.ADMIN), invitation.id(), fixture.now()));

    assertThat(pending()).isEmpty();
    assertRefused(OVER, accepting(token));
    assertRefused(
        new IdentityRefusal.NotFound("pending invitation"),
        invitations.withdraw(user("rita", Role.ADMIN), invitation.id(), fixture.now()));
  }

  @Test
  void shouldTakeAnInvitationForThreeDays() {
    invite(Role.STAFF, "rita");
    String token = token();

    fixture.advance(Duration.ofHours(72));

    assertThat(pending()).isEmpty();
    assertRefused(OVER, accepting(token));
  }

  @Test
  void shouldAcceptATokenOnceHoweverManyTryAtOnce() {
    invite(Role.STAFF, "rita");
    String token = token();

    List<Boolean> accepted = IdentityFixture.atOnce(16, () -> tryAccept(token));

    assertThat(accepted).filteredOn(one -> one).hasSize(1);
    assertThat(team.members(tenant).staff()).hasSize(1);
  }

  @Test
  void shouldNotLetATokenBeGuessed() {
    invite(Role.STAFF, "rita");
    String token = token();
    String wrong = token.substring(0, 16) + "a".repeat(16);

    IdentityFixture.atOnce(20, () -> accepting(wrong).whyRefused().isEmpty());

    assertRefused(OVER, accepting(token));
  }

  @Test
  void shouldInviteOnceForTheSameRequest() {
    Invitations.Invited first = invite("key-1", "Rui");
    Invitations.Invited second = invite("key-1", "Rui");

    assertThat(first.replayed()).isFalse();
    assertThat(second.replayed()).isTrue();
    assertThat(second.invitation().id()).isEqualTo(first.invitation().id());
    assertThat(tokens()).hasSize(1);
    assertRefused(new IdentityRefusal.KeyReused(), inviting("key-1", "Rosa"));
  }

  @Test
  void shouldAnswerKnownAndUnknownPhonesAlike() {
    knownAs("lia", Role.CLIENT, true, Optional.of(credentials("own", true)));

    Invitation known = invite(Role.STAFF, "rita");

    assertThat(known.name()).isEqualTo("Rui");
    assertThat(token()).hasSize(32);
    assertThat(known.toString()).doesNotContain("Rui", phone.e164());
  }

  @Test
  void shouldCountCodesAndInvitationsAgainstTheSameLimits() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-for-contact=2,*=100000"))) {
      TenantId business = strict.tenant();
      Invitations limited = strict.bean(Invitations.class);
      Actor.Person inviter = user(business, "rita", Role.ADMIN, "2001:db8::9");
      done(limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));
      done(limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));

      assertLimited(
          limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));
    }
  }

  @Test
  void shouldNotKeepSomebodyFromLoggingInElsewhereByInvitingTheirPhone() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "code-requests-for-contact=2,*=100000"))) {
      Invitations limited = strict.bean(Invitations.class);
      Actor.Person inviter = user(strict.tenant(), "rita", Role.ADMIN, "2001:db8::a");
      done(limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));
      done(limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));
      assertLimited(
          limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));

      for (Role role : List.of(Role.CLIENT, Role.OWNER)) {
        TenantId own = strict.tenant();
        LimitedTransaction writes =
            new LimitedTransaction(strict.call(own, "2001:db8::b").actor(), strict.now());
        strict.bean(CodeLimits.class).count(writes, new Target.Phone(phone), Asker.of(role, true));
        assertThat(writes.commitOnce(strict.bean(Table.class).platformAnd(own))).isEmpty();
      }
    }
  }

  @Test
  void shouldTakeAnAcceptedInvitationForAnEnteredCode() {
    try (IdentityFixture strict =
        new IdentityFixture(Map.of("LIMITS", "codes-not-entered=1,*=100000"))) {
      Invitations limited = strict.bean(Invitations.class);
      for (boolean accepted : List.of(false, true)) {
        TenantId business = strict.tenant();
        int before = strict.texts(phone).size();
        people.write(business, Team.found(business, new PersonId("zoe")));
        Actor.Person inviter = user(business, "zoe", Role.OWNER, "2001:db8::c");
        done(limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));
        String sent = strict.texts(phone).getLast().split(" ", 2)[0];
        if (accepted) {
          AcceptanceDraft draft =
              new AcceptanceDraft(
                  LongToken.find(sent).orElseThrow(),
                  Optional.of(PASSWORD),
                  Optional.empty(),
                  Optional.empty());
          Actor visitor = new Actor.Visitor(business, FROM);
          done(strict.bean(Acceptance.class).accept(visitor, draft, strict.now()));
        }
        done(limited.invite(inviter, draft(Role.STAFF, "Rui", Optional.empty()), strict.now()));

        assertThat(strict.texts(phone)).hasSize(before + (accepted ? 2 : 1));
      }
    }
  }

  private Invitation invite(Role role, String by) {
    return done(inviting(role, by)).invitation();
  }

  private Result<Invitations.Invited, IdentityRefusal> inviting(Role role, String by) {
    return invitations.invite(
        user(by, by.equals("zoe") ? Role.OWNER : Role.ADMIN),
        draft(role, "Rui", Optional.empty()),
        fixture.now());
  }

  private Invitations.Invited invite(String key, String name) {
    return done(inviting(key, name));
  }

  private Result<Invitations.Invited, IdentityRefusal> inviting(String key, String name) {
    return invitations.invite(
        user("rita", Role.ADMIN), draft(Role.STAFF, name, Optional.of(key)), fixture.now());
  }

  private boolean tryInvite() {
    try {
      return inviting(Role.STAFF, "rita").whyRefused().isEmpty();
    } catch (TableUnavailableException busy) {
      return false;
    }
  }

  private boolean tryAccept(String token) {
    Optional<IdentityRefusal> refusal = accepting(token).whyRefused();
    refusal.ifPresent(why -> assertThat(why).isEqualTo(OVER));
    return refusal.isEmpty();
  }

  private UserView accept(String token) {
    return done(accepting(token));
  }

  private Result<UserView, IdentityRefusal> accepting(String token) {
    return accepting(new Actor.Visitor(tenant, FROM), token, PASSWORD, null);
  }

  private UserView accept(
      Actor actor, String token, @Nullable Password password, @Nullable String email) {
    return done(accepting(actor, token, password, email));
  }

  private Result<UserView, IdentityRefusal> accepting(
      Actor actor, String token, @Nullable Password password, @Nullable String email) {
    return acceptance.accept(
        actor,
        new AcceptanceDraft(
            LongToken.find(token).orElseThrow(),
            Optional.ofNullable(password),
            Optional.empty(),
            Optional.ofNullable(email)),
        fixture.now());
  }

  private InvitationDraft draft(Role role, String name, Optional<String> key) {
    return new InvitationDraft(role, name, phone, key);
  }

  private List<String> tokens() {
    return fixture.texts(phone).stream().map(text -> text.substring(0, 32)).toList();
  }

  private String token() {
    return tokens().getLast();
  }

  private List<String> pending() {
    return invitations
        .list(tenant, new PageRequest(25, Optional.empty()), fixture.now())
        .items()
        .stream()
        .map(Invitation::id)
        .toList();
  }

  private void knownAs(
      String id, Role role, boolean phoneVerified, Optional<Credentials> credentials) {
    Person person =
        Person.of(new PersonId(id), id, phone, Optional.empty(), fixture.now())
            .withPhone(phone, phoneVerified);
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.create(tenant, person));
    writes.add(Claim.phone(tenant, phone).take(new PersonId(id)));
    credentials.ifPresent(given -> writes.add(PeopleStore.set(tenant, new PersonId(id), given)));
    writes.addAll(done(team.prepare(tenant, grant(id, role))));
    assertThat(people.write(tenant, writes)).isInstanceOf(Outcome.Written.class);
  }

  private static Team.Move grant(String userId, Role role) {
    return new Team.Move(
        new PersonId(userId), Optional.empty(), Optional.of(PersonAccess.of(role)));
  }

  private static Credentials credentials(String hash, boolean verified) {
    return new Credentials("c-" + hash, hash, verified, Optional.empty());
  }

  private void move(Team.Move move) {
    assertThat(people.write(tenant, done(team.prepare(tenant, move))))
        .isInstanceOf(Outcome.Written.class);
  }

  private Account account(String userId) {
    return people.account(tenant, new PersonId(userId)).orElseThrow();
  }

  private PersonAccess access(String userId) {
    return people.access(tenant, new PersonId(userId)).orElseThrow();
  }

  private Actor.Person user(String userId, Role role) {
    return user(tenant, userId, role, FROM);
  }

  private static Actor.Person user(TenantId where, String userId, Role role, String from) {
    return new Actor.Person(where, new PersonId(userId), role, new SessionId("session"), from);
  }
}
