package io.marcado.identity.accounts.profile;

import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Patch;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.stepup.AskedStepUp;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.TokenClaims;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactVerificationTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final OwnProfile own = fixture.bean(OwnProfile.class);
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

    Person _ =
        done(
            fixture
                .bean(ContactVerification.class)
                .verify(owner.person(session), challengeId, code(), fixture.now()));

    assertThat(person().phone()).isEqualTo(next);
    assertThat(fixture.texts(owner.phone).getLast()).isEqualTo("PHONE_CHANGED");
    assertThat(owner.access().admits(session)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldMoveNoPhoneForASessionThatIsEndedMeanwhile(boolean alone) {
    String challengeId = asked(phone(next));
    String code = code();

    assertRefused(
        OpenSession.ENDED,
        overtaken(alone).verify(owner.person(session), challengeId, code, fixture.now()));

    assertThat(person().phone()).isEqualTo(owner.phone);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldVerifyNoEmailForASessionThatIsEndedMeanwhile(boolean alone) {
    String challengeId = done(own.sendEmailCode(owner.person(session), fixture.now())).id();
    String code = owner.emails().getLast().substring(0, 6);

    assertRefused(
        OpenSession.ENDED,
        overtaken(alone).verify(owner.person(session), challengeId, code, fixture.now()));

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

  private String asked(Optional<PhoneNumber> phone) {
    AskedStepUp stepUp = AskedStepUp.by(fixture, owner.person(session));
    ProfileEdit edit =
        new ProfileEdit(
            Optional.empty(),
            phone,
            new Patch.Keep<>(),
            new Patch.Keep<>(),
            new Patch.Keep<>(),
            stepUp.answer(fixture.code(owner.phone)));
    return done(own.change(
            owner.person(session),
            edit,
            () ->
                fixture
                    .bean(StepUp.class)
                    .check(owner.person(session), edit.stepUp(), fixture.now()),
            fixture.now()))
        .challenge()
        .orElseThrow()
        .id();
  }

  private String code() {
    return fixture.code(next);
  }

  private static Optional<PhoneNumber> phone(PhoneNumber phone) {
    return Optional.of(phone);
  }

  private Person person() {
    return people.find(owner.tenant, new PersonId(owner.userId)).orElseThrow();
  }
}
