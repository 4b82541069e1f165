package io.marcado.identity.accounts.sessions;

import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.Results;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Team;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final PersonId ANA = new PersonId("ana");

  private final IdentityFixture fixture = new IdentityFixture();
  private final Sessions sessions = fixture.bean(Sessions.class);
  private final SessionEnds ends = fixture.bean(SessionEnds.class);
  private final SessionList list = fixture.bean(SessionList.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void grant() {
    people.write(tenant, List.of(Team.grantClient(tenant, new PersonId("ana"))));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldRenewTokensOfTheSameSession() {
    Tokens first = login();
    Tokens second = renew(first);

    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(claims(second)).isEqualTo(claims(first));
    assertThat(claims(first).userId()).isEqualTo("ana");
    assertThat(claims(first).tenant()).isEqualTo(tenant.value());
    assertThat(second.tokenType()).isEqualTo("Bearer");
    assertThat(second.expiresInSeconds()).isEqualTo(900);
  }

  @Test
  void shouldGiveOneSuccessorForFiftyUsesAtOnce() {
    Tokens first = login();

    Set<String> successors =
        new HashSet<>(IdentityFixture.atOnce(50, () -> renew(first).refreshToken()));

    assertThat(successors).hasSize(1);
    assertThat(renew(new Tokens("", successors.iterator().next(), "Bearer", 0))).isNotNull();
  }

  @Test
  void shouldGiveALostAnswerAgainForTenSeconds() {
    Tokens first = login();
    Tokens second = renew(first);
    fixture.advance(Duration.ofSeconds(10));

    assertThat(renew(first).refreshToken()).isEqualTo(second.refreshToken());
    assertThat(renew(second)).isNotNull();
  }

  @Test
  void shouldEndTheFamilyByAReplayWithinTheGraceOnceTheSuccessorWasUsed() {
    Tokens first = login();
    Tokens second = renew(first);
    assertThat(renew(first).refreshToken()).isEqualTo(second.refreshToken());
    Tokens third = renew(second);

    assertRefused(first);

    assertRefused(second);
    assertRefused(third);
    assertThat(access().admits(claims(third))).isFalse();
  }

  @Test
  void shouldEndTheFamilyByAReplayAfterTheGrace() {
    Tokens first = login();
    Tokens other = login();
    Tokens second = renew(first);
    Tokens third = renew(second);
    fixture.advance(Duration.ofSeconds(11));

    assertRefused(first);

    assertRefused(second);
    assertRefused(third);
    assertThat(access().admits(claims(third))).isFalse();
    assertThat(access().admits(claims(other))).isTrue();
    assertThat(renew(other)).isNotNull();
    int ended = access().endedSessions().size();
    assertRefused(first);
    assertThat(access().endedSessions()).hasSize(ended);
  }

  @Test
  void shouldEndASessionAtOnceAndForAllItsTokens() {
    Tokens tokens = login();
    Tokens other = login();

    end(tokens);
    end(tokens);

    assertRefused(tokens);
    assertThat(access().admits(claims(tokens))).isFalse();
    assertThat(access().endedSessions()).hasSize(1);
    assertThat(access().admits(claims(other))).isTrue();
    fixture.advance(Duration.ofDays(1));
    assertRefused(tokens);
  }

  @Test
  void shouldEndAllSessionsThatAreEndedAtOnce() {
    List<Tokens> open = List.of(login(), login(), login(), login());

    List<Boolean> done = open.parallelStream().map(this::end).toList();

    assertThat(done).containsOnly(true);
    assertThat(open).noneMatch(tokens -> access().admits(claims(tokens)));
  }

  @Test
  void shouldEndASessionAfterThirtyDaysHoweverOftenItIsRenewed() {
    Tokens tokens = login();
    for (int day = 1; day < 30; day++) {
      fixture.advance(Duration.ofDays(1));
      tokens = renew(tokens);
    }
    fixture.advance(Duration.ofDays(1));

    assertRefused(tokens);
  }

  @Test
  void shouldEndSessionsByAHigherUserVersion() {
    Tokens tokens = login();
    put(new PersonAccess(Role.CLIENT, true, 2, Optional.empty(), List.of()));

    assertRefused(tokens);
  }

  @Test
  void shouldTellWhereAndWhenASessionWasUsed() {
    Tokens tokens = login(Optional.of("Mozilla/5.0 (X11; Linux) <script>\u0000ü"));
    fixture.advance(Duration.ofMinutes(3));
    renew(tokens);

    assertThat(list.all(tenant, ANA, fixture.now()))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.sessionId()).isEqualTo(claims(tokens).sessionId());
              assertThat(entry.userAgent()).contains("Mozilla/5.0 (X11; Linux) script");
              assertThat(entry.createdAt()).isEqualTo(fixture.now().minus(Duration.ofMinutes(3)));
              assertThat(entry.lastUsedAt()).isEqualTo(fixture.now());
            });
  }

  @Test
  void shouldListOnlyOpenSessionsTheLatestFirst() {
    Tokens first = login();
    fixture.advance(Duration.ofSeconds(1));
    Tokens ended = login();
    fixture.advance(Duration.ofSeconds(1));
    Tokens last = login();
    end(ended);

    assertThat(ids(list.all(tenant, ANA, fixture.now()))).containsExactly(id(last), id(first));
    fixture.advance(Duration.ofDays(30));
    assertThat(list.all(tenant, ANA, fixture.now())).isEmpty();
    assertThat(list.all(tenant, new PersonId("nobody"), fixture.now())).isEmpty();
  }

  @Test
  void shouldSpareOneSessionHoweverOftenTheOthersAreEnded() {
    Tokens mine = login();
    Tokens other = login();
    endOthersOf(mine);

    assertThat(access().admits(claims(mine))).isTrue();
    assertThat(access().admits(claims(other))).isFalse();
    assertRefused(other);
    Tokens renewed = renew(mine);
    Tokens later = login(2);
    assertThat(ids(list.all(tenant, ANA, fixture.now())))
        .containsExactlyInAnyOrder(id(mine), id(later));

    endOthersOf(renewed);

    assertThat(access().admits(claims(later))).isFalse();
    assertThat(renew(renewed)).isNotNull();
    assertThat(ids(list.all(tenant, ANA, fixture.now()))).containsExactly(id(mine));
  }

  @Test
  void shouldNotReviveAnEndedSessionByEndingTheOthers() {
    Tokens mine = login();
    end(mine);
    endOthersOf(mine);

    assertThat(access().admits(claims(mine))).isFalse();
    assertRefused(mine);
    assertThat(list.isOpen(tenant, ANA, new SessionId(id(mine)), fixture.now())).isFalse();
  }

  @Test
  void shouldListManySessionsInPages() {
    Set<String> open = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      open.add(id(login()));
    }
    Set<String> seen = new HashSet<>();
    Optional<String> position = Optional.empty();
    int pages = 0;
    do {
      Page<SessionEntry> part = list.page(tenant, ANA, new PageRequest(2, position), fixture.now());
      assertThat(part.items()).hasSizeLessThanOrEqualTo(2);
      seen.addAll(ids(part.items()));
      position = part.next();
      pages++;
    } while (position.isPresent());

    assertThat(seen).isEqualTo(open);
    assertThat(pages).isEqualTo(3);
    assertThatThrownBy(
            () -> list.page(tenant, ANA, new PageRequest(2, Optional.of("ACCESS")), fixture.now()))
        .isInstanceOf(ForeignPositionException.class);
  }

  @Test
  void shouldRecordAStolenToken() {
    Tokens first = login();
    renew(first);
    fixture.advance(Duration.ofSeconds(11));
    assertRefused(first);

    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo(SecurityEvent.Type.REFRESH_TOKEN_REUSED);
              assertThat(event.subjectId()).contains("ana");
              assertThat(event.actorId()).isEmpty();
            });
  }

  @Test
  void shouldLetNobodyRenewWhoIsDisabled() {
    Tokens tokens = login();
    Tokens used = renew(tokens);
    put(new PersonAccess(Role.CLIENT, false, 1, Optional.empty(), List.of()));

    assertRefused(used);
    assertRefused(tokens);
  }

  @Test
  void shouldRefuseATokenOfAnotherBusiness() {
    Tokens tokens = login();
    TenantId other = fixture.tenant();

    assertThat(attempt(other, tokens).whyRefused()).isPresent();
  }

  @Test
  void shouldRefuseNonsense() {
    assertRefused(new Tokens("", "nonsense", "Bearer", 0));
    assertRefused(new Tokens("", "A".repeat(43), "Bearer", 0));
  }

  private Tokens login() {
    return login(1);
  }

  private Tokens login(long userVersion) {
    return login(userVersion, Optional.empty());
  }

  private Tokens login(Optional<String> userAgent) {
    return login(1, userAgent);
  }

  private Tokens login(long userVersion, Optional<String> userAgent) {
    Sessions.Opening opening = sessions.prepare(tenant, ANA, userVersion, userAgent, fixture.now());
    assertThat(people.write(tenant, opening.writes())).isInstanceOf(Outcome.Written.class);
    return opening.tokens();
  }

  private Tokens renew(Tokens tokens) {
    return done(attempt(tenant, tokens));
  }

  private Result<Tokens, IdentityRefusal> attempt(TenantId at, Tokens tokens) {
    return sessions.renew(new Actor.Visitor(at, "address"), tokens.refreshToken(), fixture.now());
  }

  private Actor.Person person(Tokens tokens) {
    return new Actor.Person(tenant, ANA, Role.CLIENT, new SessionId(id(tokens)), "address");
  }

  private void endOthersOf(Tokens tokens) {
    ends.endOthers(person(tokens), fixture.now());
  }

  private List<SecurityEvent> events() {
    return fixture
        .bean(Table.class)
        .of(tenant)
        .queryAll(Selection.of(SecurityEvents.month(tenant, YearMonth.of(2026, 11))))
        .stream()
        .map(SecurityEvents::fromItem)
        .toList();
  }

  private String id(Tokens tokens) {
    return claims(tokens).sessionId();
  }

  private static List<String> ids(List<SessionEntry> entries) {
    return entries.stream().map(SessionEntry::sessionId).toList();
  }

  private boolean end(Tokens tokens) {
    return ends.end(
        tenant,
        ANA,
        new SessionId(id(tokens)),
        SecurityEvent.own(SecurityEvent.Type.LOGGED_OUT, person(tokens), fixture.now()));
  }

  private void assertRefused(Tokens tokens) {
    Results.assertRefused(new IdentityRefusal.InvalidRefreshToken(), attempt(tenant, tokens));
  }

  private TokenClaims claims(Tokens tokens) {
    return new TokenVerifier(
            IdentityFixture.KEYS.publicJwks(), IdentityFixture.ISSUER, fixture::now)
        .verify(tokens.accessToken())
        .orElseThrow();
  }

  private PersonAccess access() {
    return people.access(tenant, new PersonId("ana")).orElseThrow();
  }

  private void put(PersonAccess access) {
    fixture
        .bean(Table.class)
        .of(tenant)
        .write(Write.put(PersonAccess.key(tenant, new PersonId("ana")), access.toItem()));
  }
}
