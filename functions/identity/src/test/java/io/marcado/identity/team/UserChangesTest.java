package io.marcado.identity.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Patch;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.ProblemCode;
import io.marcado.platform.table.Write;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserChangesTest {
  private static final PersonId ANA = new PersonId("ana");

  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final PhoneNumber phone = IdentityFixture.phone();
  private final PhoneNumber corrected = IdentityFixture.phone();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldTellTheOldPhoneThatTheBusinessChangedIt() {
    booked(ANA, Optional.empty());

    changes(people).change(owner.call(owner.session()), ANA, phoneOf(corrected));

    assertThat(person(ANA).phone()).isEqualTo(corrected);
    assertThat(fixture.texts(phone)).singleElement().asString().isEqualTo("PHONE_CHANGED");
    assertThat(fixture.texts(corrected)).isEmpty();
  }

  @Test
  void shouldLetNoKeyMoveAPhone() {
    booked(ANA, Optional.empty());

    assertProblem(
        CommonProblem.FORBIDDEN, () -> changes(people).change(key(), ANA, phoneOf(corrected)));

    assertThat(person(ANA).phone()).isEqualTo(phone);
  }

  @Test
  void shouldTellNoKeyWhoIsOfTheTeam() {
    assertProblem(
        CommonProblem.NOT_FOUND,
        () -> changes(people).change(key(), new PersonId(owner.userId), phoneOf(corrected)));
    assertProblem(
        CommonProblem.NOT_FOUND,
        () -> changes(people).change(key(), new PersonId("nobody"), phoneOf(corrected)));
  }

  @Test
  void shouldCarryNoStrangersPasswordToTheCorrectedPhone() {
    booked(ANA, Optional.of(PersonAccess.of(Role.CLIENT)));
    PeopleStore overtaken =
        new PeopleStore(
            fixture.overtaken(
                () ->
                    people.write(
                        owner.tenant,
                        List.of(
                            PeopleStore.set(
                                owner.tenant,
                                ANA,
                                new Credentials("stranger", "hash", false, Optional.empty()))))));

    changes(overtaken).change(owner.call(owner.session()), ANA, phoneOf(corrected));

    Account account = people.account(owner.tenant, ANA).orElseThrow();
    assertThat(account.person().phone()).isEqualTo(corrected);
    assertThat(account.credentials()).isEmpty();
  }

  private UserChanges changes(PeopleStore store) {
    return new UserChanges(
        store,
        fixture.bean(Profiles.class),
        fixture.bean(Team.class),
        fixture.bean(StepUp.class),
        fixture.bean(Notices.class),
        fixture.bean(SecurityEvents.class));
  }

  private static UserChange phoneOf(PhoneNumber phone) {
    return new UserChange(
        new Patch.Keep<>(),
        new Patch.Set<>(phone),
        new Patch.Keep<>(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void booked(PersonId id, Optional<PersonAccess> access) {
    Person person = Person.of(id, "Ana", phone, Optional.empty(), fixture.now());
    people.write(
        owner.tenant,
        List.of(
            PeopleStore.create(owner.tenant, person), Claim.phone(owner.tenant, phone).take(id)));
    access.ifPresent(
        given ->
            people.write(
                owner.tenant,
                List.of(Write.create(PersonAccess.key(owner.tenant, id), given.toItem()))));
  }

  private Person person(PersonId id) {
    return people.find(owner.tenant, id).orElseThrow();
  }

  private Call key() {
    return new Call(
        new Actor.ApiKey(
            owner.tenant, new ApiKeyId("robot"), Set.of(Permission.PEOPLE_WRITE), "192.0.2.7"),
        fixture.now(),
        "trace");
  }

  private static void assertProblem(ProblemCode code, ThrowingCallable task) {
    assertThatThrownBy(task)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
