package io.marcado.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final Sessions sessions = fixture.bean(Sessions.class);
  private final SessionEnds ends = fixture.bean(SessionEnds.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void grant() {
    people.write(tenant, List.of(PeopleStore.grant(tenant, "ana", Role.CLIENT)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void renewsTokensOfTheSameSession() {
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
  void fiftyUsesAtOnceGiveOneSuccessor() {
    Tokens first = login();

    Set<String> successors =
        new HashSet<>(IdentityFixture.atOnce(50, () -> renew(first).refreshToken()));

    assertThat(successors).hasSize(1);
    assertThat(renew(new Tokens("", successors.iterator().next(), "Bearer", 0))).isNotNull();
  }

  @Test
  void aLostAnswerIsGivenAgainForTenSeconds() {
    Tokens first = login();
    Tokens second = renew(first);
    fixture.advance(Duration.ofSeconds(10));

    assertThat(renew(first).refreshToken()).isEqualTo(second.refreshToken());
    assertThat(renew(second)).isNotNull();
  }

  @Test
  void aReplayAfterTheGraceEndsTheFamily() {
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
  void aSessionEndsAtOnceAndForAllItsTokens() {
    Tokens tokens = login();
    Tokens other = login();

    ends.end(tenant, "ana", claims(tokens).sessionId(), fixture.now());
    ends.end(tenant, "ana", claims(tokens).sessionId(), fixture.now());

    assertRefused(tokens);
    assertThat(access().admits(claims(tokens))).isFalse();
    assertThat(access().endedSessions()).hasSize(1);
    assertThat(access().admits(claims(other))).isTrue();
    fixture.advance(Duration.ofDays(1));
    assertRefused(tokens);
  }

  @Test
  void sessionsThatEndAtOnceAreAllEnded() {
    List<Tokens> open = List.of(login(), login(), login(), login());

    List<Boolean> done =
        open.parallelStream()
            .map(
                tokens -> {
                  ends.end(tenant, "ana", claims(tokens).sessionId(), fixture.now());
                  return true;
                })
            .toList();

    assertThat(done).hasSize(4);
    assertThat(open).noneMatch(tokens -> access().admits(claims(tokens)));
  }

  @Test
  void aSessionEndsAfterThirtyDaysHoweverOftenItIsRenewed() {
    Tokens tokens = login();
    for (int day = 1; day < 30; day++) {
      fixture.advance(Duration.ofDays(1));
      tokens = renew(tokens);
    }
    fixture.advance(Duration.ofDays(1));

    assertRefused(tokens);
  }

  @Test
  void aHigherUserVersionEndsThem() {
    Tokens tokens = login();
    put(new PersonAccess(Role.CLIENT, true, 2, Optional.empty(), List.of()));

    assertRefused(tokens);
  }

  @Test
  void nobodyWhoIsDisabledRenews() {
    Tokens tokens = login();
    Tokens used = renew(tokens);
    put(new PersonAccess(Role.CLIENT, false, 1, Optional.empty(), List.of()));

    assertRefused(used);
    assertRefused(tokens);
  }

  @Test
  void aTokenOfAnotherBusinessIsNone() {
    Tokens tokens = login();
    TenantId other = fixture.tenant();

    assertThatThrownBy(() -> sessions.renew(other, tokens.refreshToken(), fixture.now()))
        .isInstanceOf(Problem.class);
  }

  @Test
  void nonsenseIsRefused() {
    assertRefused(new Tokens("", "nonsense", "Bearer", 0));
    assertRefused(new Tokens("", "A".repeat(43), "Bearer", 0));
  }

  private Tokens login() {
    Sessions.Opening opening = sessions.prepare(tenant, "ana", 1, fixture.now());
    assertThat(people.write(tenant, opening.writes())).isInstanceOf(Outcome.Written.class);
    return opening.tokens();
  }

  private Tokens renew(Tokens tokens) {
    return sessions.renew(tenant, tokens.refreshToken(), fixture.now());
  }

  private void assertRefused(Tokens tokens) {
    assertThatThrownBy(() -> renew(tokens))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(CommonProblem.UNAUTHENTICATED));
  }

  private TokenClaims claims(Tokens tokens) {
    return new TokenVerifier(
            IdentityFixture.KEYS.publicJwks(), IdentityFixture.ISSUER, fixture::now)
        .verify(tokens.accessToken())
        .orElseThrow();
  }

  private PersonAccess access() {
    return people.access(tenant, "ana").orElseThrow();
  }

  private void put(PersonAccess access) {
    fixture
        .bean(Table.class)
        .of(tenant)
        .write(Write.put(PersonAccess.key(tenant, "ana"), access.toItem()));
  }
}
