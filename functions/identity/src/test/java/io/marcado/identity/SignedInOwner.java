package io.marcado.identity;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.sessions.SessionEnds;
import io.marcado.identity.accounts.sessions.Sessions;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.http.Call;
import io.marcado.platform.paging.ListCursors;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The owner of a business of the test's own, and its sessions. */
public final class SignedInOwner {
  public static final Password PASSWORD = new Password("correct horse battery");

  public final TenantId tenant;
  public final PhoneNumber phone = IdentityFixture.phone();
  public final String email;
  public final String userId;
  public final PersonId id;

  private final IdentityFixture fixture;
  private final PeopleStore people;

  public SignedInOwner(IdentityFixture fixture) {
    this.fixture = fixture;
    people = fixture.bean(PeopleStore.class);
    tenant = fixture.tenant();
    email = "dora@" + tenant.value() + ".example.com";
    OwnerAccounts.NewOwner created =
        fixture
            .bean(OwnerAccounts.class)
            .prepare(tenant, new OwnerDraft("Dora", phone, email, PASSWORD), fixture.now());
    people.write(tenant, created.writes());
    id = created.id();
    userId = id.value();
    // Nobody is in without having answered a code once.
    people.write(tenant, List.of(PeopleStore.change(tenant, self().withVerifiedPhone())));
  }

  /** Opens a session, without a code. */
  public TokenClaims session() {
    return claims(open());
  }

  /** The access token of a session that is opened for it, without a code. */
  public String accessToken() {
    return open().accessToken();
  }

  private Tokens open() {
    Sessions.Opening opening =
        fixture
            .bean(Sessions.class)
            .prepare(tenant, id, access().userVersion(), Optional.of("test"), fixture.now());
    if (!(people.write(tenant, opening.writes()) instanceof Outcome.Written)) {
      throw new AssertionError("no session was opened");
    }
    return opening.tokens();
  }

  /** From now on the e-mail is proved. */
  public void provesEmail() {
    people.write(
        tenant, List.of(PeopleStore.change(tenant, self().withVerifiedEmail(email, true))));
  }

  private Person self() {
    return people.find(tenant, id).orElseThrow();
  }

  /** Ends one session, as its person does from another one. */
  public void end(TokenClaims session) {
    fixture
        .bean(Table.class)
        .of(tenant)
        .write(
            Write.delete(
                Person.key(tenant, new PersonId(userId))
                    .partition()
                    .item("SESSION#" + session.sessionId())));
  }

  /** Ends all sessions but one, as its person does from that one. */
  public void endAllBut(TokenClaims session) {
    people.write(
        tenant,
        List.of(
            SessionEnds.endAllBut(
                tenant, id, access(), Optional.of(new SessionId(session.sessionId())))));
  }

  private TokenClaims claims(Tokens tokens) {
    return new TokenVerifier(
            IdentityFixture.KEYS.publicJwks(), IdentityFixture.ISSUER, fixture::now)
        .verify(tokens.accessToken())
        .orElseThrow();
  }

  /** A request in a session, now. */
  public Call call(TokenClaims session) {
    Call anonymous = fixture.call(tenant);
    return new Call(
        new Actor.Person(
            tenant,
            new PersonId(userId),
            access().role(),
            new SessionId(session.sessionId()),
            anonymous.sourceAddress()),
        fixture.now(),
        "trace",
        new ListCursors(List.of()));
  }

  /** The person in a session. */
  public Actor.Person person(TokenClaims session) {
    return call(session).person();
  }

  public PersonAccess access() {
    return people.access(tenant, new PersonId(userId)).orElseThrow();
  }

  /** Gives the person another role, without anything that belongs to it. */
  public void become(Role role) {
    fixture
        .bean(Table.class)
        .of(tenant)
        .write(
            Write.put(
                PersonAccess.key(tenant, new PersonId(userId)), PersonAccess.of(role).toItem()));
  }

  /** The texts to the owner's mailbox, oldest first; what waits is sent now. */
  public List<String> emails() {
    return fixture.texts(new Target.Email(email));
  }

  /** What happened, as the audit trail has it. */
  public List<SecurityEvent.Type> events() {
    return fixture
        .bean(Table.class)
        .of(tenant)
        .queryAll(
            Selection.of(
                SecurityEvents.month(
                    tenant, YearMonth.from(fixture.now().atOffset(ZoneOffset.UTC)))))
        .stream()
        .map(SecurityEvents::fromItem)
        .map(SecurityEvent::type)
        .toList();
  }
}
