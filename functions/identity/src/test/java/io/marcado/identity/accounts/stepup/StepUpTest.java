package io.marcado.identity.accounts.stepup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.ProblemCode;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepUpTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final StepUpRequests requests = fixture.bean(StepUpRequests.class);
  private final StepUp stepUp = fixture.bean(StepUp.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TokenClaims session = owner.session();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldProveByACodeOnce() {
    Challenge challenge = ask();
    assertThat(challenge.channel()).isEqualTo(Channel.SMS);
    assertThat(fixture.texts(owner.phone)).singleElement().asString().contains("Barbearia Demo");
    List<Write> proof = proof(challenge, fixture.code(owner.phone));

    assertThat(people.write(owner.tenant, proof)).isInstanceOf(Outcome.Written.class);

    assertThat(owner.events()).contains(SecurityEvent.Type.STEP_UP_SUCCEEDED);
    assertThat(people.write(owner.tenant, proof)).isInstanceOf(Outcome.Refused.class);
    assertRefused(() -> proof(challenge, fixture.code(owner.phone)));
  }

  @Test
  void shouldProveNothingInASessionThatIsEndedMeanwhile() {
    Challenge challenge = ask();
    List<Write> proof = proof(challenge, fixture.code(owner.phone));

    owner.end(session);

    assertThat(people.write(owner.tenant, proof)).isInstanceOf(Outcome.Refused.class);
    assertProblem(CommonProblem.UNAUTHENTICATED, () -> proof(challenge, fixture.code(owner.phone)));
  }

  @Test
  void shouldProveNothingInASessionThatIsEndedWithOthers() {
    Challenge challenge = ask();

    owner.endAllBut(owner.session());

    assertProblem(CommonProblem.UNAUTHENTICATED, () -> proof(challenge, fixture.code(owner.phone)));
  }

  @Test
  void shouldAskForAnAnswerWhenThereIsNone() {
    assertProblem(
        IdentityProblem.STEP_UP_REQUIRED,
        () -> stepUp.proof(owner.call(session), Optional.empty()));
  }

  @Test
  void shouldTakeACodeInItsSessionOnly() {
    TokenClaims other = owner.session();
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);

    assertRefused(() -> stepUp.proof(owner.call(other), answer(challenge, code)));
    assertThat(proof(challenge, code)).isNotEmpty();
  }

  @Test
  void shouldCountGuessesAndAllowLittleTime() {
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);
    for (int i = 0; i < Challenge.MOST_TRIES; i++) {
      assertRefused(() -> proof(challenge, code.equals("000000") ? "000001" : "000000"));
    }
    assertRefused(() -> proof(challenge, code));

    Challenge late = ask();
    String lateCode = fixture.code(owner.phone);
    fixture.advance(Duration.ofMinutes(5));
    assertRefused(() -> proof(late, lateCode));
  }

  @Test
  void shouldTakeNoMoreCodesAfterAHundredWrongOnesInARow() {
    ItemKey history = SignInHistory.key(owner.tenant, owner.userId);
    people.write(
        owner.tenant,
        List.of(Write.put(history, Item.builder().number("wrongAfterPassword", 98).build())));
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);
    String wrong = code.equals("000000") ? "000001" : "000000";
    assertRefused(() -> proof(challenge, wrong));
    assertThat(proof(challenge, code)).isNotEmpty();
    assertRefused(() -> proof(challenge, wrong));

    assertRefused(() -> proof(challenge, code));
  }

  @Test
  void shouldEndACodeWithThePasswordItWasAskedWith() {
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);
    Credentials present =
        people.account(owner.tenant, owner.userId).orElseThrow().credentials().orElseThrow();
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.replace(
                owner.tenant,
                owner.userId,
                Optional.of(present),
                new Credentials("another", present.hash(), true, Optional.empty()))));

    assertRefused(() -> proof(challenge, code));
  }

  @Test
  void shouldCountAskingAsLoggingInIsCounted() {
    try (IdentityFixture strict = new IdentityFixture(Map.of("LOGINS_PER_ACCOUNT_PER_HOUR", "2"))) {
      SignedInOwner other = new SignedInOwner(strict);
      TokenClaims open = other.session();
      StepUpRequests limited = strict.bean(StepUpRequests.class);
      limited.request(other.call(open));
      limited.request(other.call(open));

      assertProblem(CommonProblem.TOO_MANY_REQUESTS, () -> limited.request(other.call(open)));
    }
  }

  private Challenge ask() {
    return requests.request(owner.call(session));
  }

  private List<Write> proof(Challenge challenge, String code) {
    return stepUp.proof(owner.call(session), answer(challenge, code));
  }

  private static Optional<StepUpAnswer> answer(Challenge challenge, String code) {
    return Optional.of(new StepUpAnswer(challenge.id(), code));
  }

  private static void assertRefused(ThrowingCallable task) {
    assertProblem(IdentityProblem.INVALID_CODE, task);
  }

  private static void assertProblem(ProblemCode code, ThrowingCallable task) {
    assertThatThrownBy(task)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
