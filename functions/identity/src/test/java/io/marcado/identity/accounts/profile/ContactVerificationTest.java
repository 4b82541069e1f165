package io.marcado.identity.accounts.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.stepup.AskedStepUp;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactVerificationTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final ProfileChanges changes = fixture.bean(ProfileChanges.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final PhoneNumber next = IdentityFixture.phone();
  private final TokenClaims session = owner.session();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldMoveThePhoneAndTellTheOldOne() {
    String challengeId = asked(phone(next));

    fixture.bean(ContactVerification.class).verify(owner.call(session), challengeId, code());

    assertThat(person().phone()).isEqualTo(next);
    assertThat(fixture.texts(owner.phone).getLast()).contains("telefone");
    assertThat(owner.access().admits(session)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldMoveNoPhoneForASessionThatIsEndedMeanwhile(boolean alone) {
    String challengeId = asked(phone(next));
    String code = code();

    assertThatThrownBy(() -> overtaken(alone).verify(owner.call(session), challengeId, code))
        .satisfies(isUnauthenticated());

    assertThat(person().phone()).isEqualTo(owner.phone);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldVerifyNoEmailForASessionThatIsEndedMeanwhile(boolean alone) {
    String challengeId = changes.sendEmailCode(owner.call(session)).challengeId();
    String code = owner.emails().getLast().substring(0, 6);

    assertThatThrownBy(() -> overtaken(alone).verify(owner.call(session), challengeId, code))
        .satisfies(isUnauthenticated());

    assertThat(person().emailVerified()).isFalse();
  }

  private ContactVerification overtaken(boolean alone) {
    TokenClaims mine = owner.session();
    return new ContactVerification(
        new PeopleStore(
            fixture.overtaken(
                () -> {
                  if (alone) {
                    owner.end(session);
                  } else {
                    owner.endAllBut(mine);
                  }
                })),
        fixture.bean(Profiles.class),
        fixture.bean(SessionList.class),
        fixture.bean(ChallengeStore.class),
        fixture.bean(UsedChallenges.class),
        fixture.bean(Notices.class),
        fixture.bean(FailedAnswers.class),
        fixture.bean(SecurityEvents.class));
  }

  private String asked(Patch<PhoneNumber> phone) {
    AskedStepUp stepUp = AskedStepUp.by(fixture, owner.call(session));
    ProfileChange change =
        new ProfileChange(
            new Patch.Keep<>(),
            phone,
            new Patch.Keep<>(),
            stepUp.answer(fixture.code(owner.phone)));
    return Optional.ofNullable(
            changes
                .change(
                    owner.call(session),
                    change,
                    () -> fixture.bean(StepUp.class).check(owner.call(session), change.stepUp()))
                .verification())
        .orElseThrow()
        .challengeId();
  }

  private String code() {
    return fixture.code(next);
  }

  private static Patch<PhoneNumber> phone(PhoneNumber phone) {
    return new Patch.Set<>(phone);
  }

  private Person person() {
    return people.find(owner.tenant, owner.userId).orElseThrow();
  }

  private static Consumer<Throwable> isUnauthenticated() {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(CommonProblem.UNAUTHENTICATED));
  }
}
