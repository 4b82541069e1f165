package io.marcado.identity.accounts.stepup;

import static io.marcado.identity.Results.assertLimited;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.Results;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Factor;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(challenge.factor()).isEqualTo(Factor.SMS);
    assertThat(fixture.texts(owner.phone))
        .singleElement()
        .asString()
        .matches("\\d{6} STEP_UP_CODE");
    List<Write> proof = done(proof(challenge, fixture.code(owner.phone))).all();

    assertThat(people.write(owner.tenant, proof)).isInstanceOf(Outcome.Written.class);

    assertThat(owner.events()).contains(SecurityEvent.Type.STEP_UP_SUCCEEDED);
    assertThat(people.write(owner.tenant, proof)).isInstanceOf(Outcome.Refused.class);
    assertRefused(proof(challenge, fixture.code(owner.phone)));
  }

  @Test
  void shouldProveNothingInASessionThatIsEndedMeanwhile() {
    Challenge challenge = ask();
    List<Write> proof = done(proof(challenge, fixture.code(owner.phone))).all();

    owner.end(session);

    assertThat(people.write(owner.tenant, proof)).isInstanceOf(Outcome.Refused.class);
    Results.assertRefused(
        new IdentityRefusal.SessionEnded(), proof(challenge, fixture.code(owner.phone)));
  }

  @Test
  void shouldProveNothingInASessionThatIsEndedWithOthers() {
    Challenge challenge = ask();

    owner.endAllBut(owner.session());

    Results.assertRefused(
        new IdentityRefusal.SessionEnded(), proof(challenge, fixture.code(owner.phone)));
  }

  @Test
  void shouldAskForAnAnswerWhenThereIsNone() {
    Results.assertRefused(
        new IdentityRefusal.StepUpRequired(),
        stepUp.check(owner.person(session), Optional.empty(), fixture.now()));
  }

  @Test
  void shouldTakeACodeInItsSessionOnly() {
    TokenClaims other = owner.session();
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);

    assertRefused(stepUp.check(owner.person(other), answer(challenge, code), fixture.now()));
    assertThat(done(proof(challenge, code)).all()).isNotEmpty();
  }

  @Test
  void shouldCountGuessesAndAllowLittleTime() {
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);
    for (int i = 0; i < Challenge.MOST_TRIES; i++) {
      assertWrong(proof(challenge, code.equals("000000") ? "000001" : "000000"));
    }
    assertRefused(proof(challenge, code));

    Challenge late = ask();
    String lateCode = fixture.code(owner.phone);
    fixture.advance(Duration.ofMinutes(5));
    assertRefused(proof(late, lateCode));
  }

  @Test
  void shouldTakeNoMoreCodesAfterAHundredWrongOnesInARow() {
    ItemKey history = SignInHistory.key(owner.tenant, owner.id);
    people.write(
        owner.tenant,
        List.of(Write.put(history, Item.builder().number("wrongAfterPassword", 98).build())));
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);
    String wrong = code.equals("000000") ? "000001" : "000000";
    assertWrong(proof(challenge, wrong));
    assertThat(done(proof(challenge, code)).all()).isNotEmpty();
    assertWrong(proof(challenge, wrong));

    assertWrong(proof(challenge, code));
  }

  @Test
  void shouldEndACodeWithThePasswordItWasAskedWith() {
    Challenge challenge = ask();
    String code = fixture.code(owner.phone);
    Credentials present =
        people
            .account(owner.tenant, new PersonId(owner.userId))
            .orElseThrow()
            .credentials()
            .orElseThrow();
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.replace(
                owner.tenant,
                new PersonId(owner.userId),
                Optional.of(present),
                new Credentials("another", present.hash(), true, Optional.empty()))));

    assertRefused(proof(challenge, code));
  }

  @Test
  void shouldCountAskingAsLoggingInIsCounted() {
    try (IdentityFixture strict =
        new IdentityFixture(
            Map.of("LIMITS", "logins-under-name=2,logins-under-name-from-all=10,*=100000"))) {
      SignedInOwner other = new SignedInOwner(strict);
      TokenClaims open = other.session();
      StepUpRequests limited = strict.bean(StepUpRequests.class);
      Challenge _ = done(limited.request(other.person(open), strict.now()));
      Challenge _ = done(limited.request(other.person(open), strict.now()));

      assertLimited(limited.request(other.person(open), strict.now()));
    }
  }

  private Challenge ask() {
    return done(requests.request(owner.person(session), fixture.now()));
  }

  private Result<StepUp.Proof, IdentityRefusal> proof(Challenge challenge, String code) {
    return stepUp.check(owner.person(session), answer(challenge, code), fixture.now());
  }

  private static Optional<StepUpAnswer> answer(Challenge challenge, String code) {
    return Optional.of(new StepUpAnswer(challenge.id(), code));
  }

  private static void assertWrong(Result<?, IdentityRefusal> result) {
    assertThat(result.whyRefused()).containsInstanceOf(IdentityRefusal.InvalidCode.class);
  }

  private static void assertRefused(Result<?, IdentityRefusal> result) {
    Results.assertRefused(StepUp.REFUSED, result);
  }
}
