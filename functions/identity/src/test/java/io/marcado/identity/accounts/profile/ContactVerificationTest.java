package io.marcado.identity.accounts.profile;

import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Patch;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.stepup.AskedStepUp;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.OwnedBusinesses;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    verify(challengeId);

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

  @Test
  void shouldFindTheClientAgainWhoBooksByThePhoneThatTheOwnerLeaves() {
    ClientRecords clients = fixture.bean(ClientRecords.class);
    ClientRecords.ClientDraft draft =
        new ClientRecords.ClientDraft("Lia", owner.phone, Optional.empty());
    List<PersonId> booked = new ArrayList<>();
    PeopleStore overtaken =
        new PeopleStore(
            fixture.overtaken(
                () -> {
                  ClientRecord lia = clients.findOrPrepare(owner.tenant, draft, fixture.now());
                  booked.add(lia.clientId());
                  assertThat(people.write(owner.tenant, lia.writes()))
                      .isInstanceOf(Outcome.Written.class);
                }));
    String challengeId = asked(phone(next));
    String code = code();

    Person _ =
        done(
            verification(overtaken, fixture.bean(OwnedBusinesses.class))
                .verify(owner.person(session), challengeId, code, fixture.now()));

    assertThat(booked)
        .containsExactly(clients.findOrPrepare(owner.tenant, draft, fixture.now()).clientId());
  }

  @Test
  void shouldMakeNoClientBesideAnOwnerWhoLeavesThePhoneMeanwhile() {
    ClientRecord lia =
        fixture
            .bean(ClientRecords.class)
            .findOrPrepare(
                owner.tenant,
                new ClientRecords.ClientDraft("Lia", owner.phone, Optional.empty()),
                fixture.now());
    String challengeId = asked(phone(next));
    verify(challengeId);

    assertThat(people.write(owner.tenant, lia.writes())).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void shouldMoveNoOwnerToAPhoneWithAsManyBusinessesAsItMay() {
    OwnedBusinesses one =
        new OwnedBusinesses(
            new Limits(new Variables(Map.of("LIMITS", "businesses-of-phone=1,*=100000"))));
    TenantId other = fixture.tenant();
    write(one.add(next, other, true));
    write(one.add(owner.phone, owner.tenant, true));
    ContactVerification verification = verification(people, one);
    String challengeId = asked(phone(next));
    String code = code();

    assertRefused(
        new IdentityRefusal.TooManyBusinesses(1),
        verification.verify(owner.person(session), challengeId, code, fixture.now()));
    assertThat(person().phone()).isEqualTo(owner.phone);

    write(one.remove(next, other));
    Person _ = done(verification.verify(owner.person(session), challengeId, code, fixture.now()));
    assertThat(person().phone()).isEqualTo(next);
    // The old phone has room again, and the new one has none.
    write(one.add(owner.phone, other, true));
    assertThat(fixture.bean(Table.class).platform().write(one.add(next, other, true)))
        .isInstanceOf(Outcome.Refused.class);
  }

  private void write(Write write) {
    assertThat(fixture.bean(Table.class).platform().write(write))
        .isInstanceOf(Outcome.Written.class);
  }

  private ContactVerification overtaken(boolean alone) {
    TokenClaims mine = owner.session();
    return verification(
        new PeopleStore(
            fixture.overtaken(
                () -> {
                  if (alone) {
                    owner.end(session);
                  } else {
                    owner.endAllBut(mine);
                  }
                })),
        fixture.bean(OwnedBusinesses.class));
  }

  private ContactVerification verification(PeopleStore store, OwnedBusinesses businesses) {
    return new ContactVerification(
        store,
        fixture.bean(Profiles.class),
        fixture.bean(SessionList.class),
        fixture.bean(ChallengeStore.class),
        fixture.bean(UsedChallenges.class),
        fixture.bean(Notices.class),
        fixture.bean(FailedAnswers.class),
        fixture.bean(SecurityEvents.class),
        fixture.bean(MessageDebt.class),
        businesses);
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

  private void verify(String challengeId) {
    Person _ =
        done(
            fixture
                .bean(ContactVerification.class)
                .verify(owner.person(session), challengeId, code(), fixture.now()));
  }

  private Person person() {
    return people.find(owner.tenant, new PersonId(owner.userId)).orElseThrow();
  }
}
