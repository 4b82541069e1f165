package io.marcado.identity.team;

import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Patch;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.time.QuietHours;
import io.marcado.domain.time.Zone;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.PreferencesEdit;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.notices.MessagePreferences.OptOut;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.table.Write;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonUpdatesTest {
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
    people.write(
        owner.tenant, List.of(PeopleStore.change(owner.tenant, person(ANA).withVerifiedPhone())));

    assertThat(update(people, owner.person(owner.session()), ANA).whyRefused()).isEmpty();

    assertThat(person(ANA).phone()).isEqualTo(corrected);
    assertThat(fixture.texts(phone)).singleElement().asString().isEqualTo("PHONE_CHANGED");
    assertThat(fixture.texts(corrected)).isEmpty();
  }

  /** A business that corrects one record through many phones would write to them all. */
  @Test
  void shouldTellNothingToAPhoneThatNobodyHasProved() {
    booked(ANA, Optional.empty());
    Actor actor = owner.person(owner.session());
    int before = fixture.texts(phone).size();

    for (int i = 0; i < 3; i++) {
      assertThat(updates(people).update(actor, ANA, phoneOf(corrected), fixture.now()).whyRefused())
          .isEmpty();
      assertThat(updates(people).update(actor, ANA, phoneOf(phone), fixture.now()).whyRefused())
          .isEmpty();
    }

    assertThat(fixture.texts(phone)).hasSize(before);
    assertThat(fixture.texts(corrected)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"+551130001234, UNREACHABLE", "+447400123456, UNREACHABLE", "+5511999998888,"})
  void shouldSayWhenNoMessageReachesTheNewPhone(String number, UserView.@Nullable Notice notice) {
    booked(ANA, Optional.empty());

    UserView changed =
        done(
            updates(people)
                .update(
                    owner.person(owner.session()),
                    ANA,
                    phoneOf(PhoneNumber.parse(number).orElseThrow()),
                    fixture.now()));

    assertThat(changed.notice()).isEqualTo(notice);
  }

  @Test
  void shouldLetNoKeyMoveAPhone() {
    booked(ANA, Optional.empty());

    assertThat(update(people, key(), ANA).whyRefused())
        .contains(
            new IdentityRefusal.NotYours(
                List.of(
                    new Fault(
                        "/phone",
                        FaultCode.NOT_ALLOWED,
                        "is changed by people, not by API keys"))));

    assertThat(person(ANA).phone()).isEqualTo(phone);
  }

  @Test
  void shouldKeepWhatAClientPrefersWhateverElseChanges() {
    booked(ANA, Optional.empty());
    QuietHours night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));
    prefers(
        new PreferencesEdit(
            Optional.of(List.of(OptOut.REMINDER)),
            new Patch.Set<>(night),
            new Patch.Set<>(Zone.of("Europe/Lisbon")),
            new Patch.Keep<>()));
    assertThat(update(people, owner.person(owner.session()), ANA).whyRefused()).isEmpty();
    people.write(
        owner.tenant, List.of(PeopleStore.change(owner.tenant, person(ANA).withVerifiedPhone())));

    prefers(
        new PreferencesEdit(
            Optional.empty(),
            new Patch.Keep<>(),
            new Patch.Clear<>(),
            new Patch.Set<>(Channel.EMAIL)));

    assertThat(person(ANA).preferences())
        .isEqualTo(new MessagePreferences(List.of(OptOut.REMINDER), night, null, Channel.EMAIL));
  }

  private void prefers(PreferencesEdit edit) {
    PersonUpdate update =
        new PersonUpdate(
            Optional.empty(),
            Optional.empty(),
            new Patch.Keep<>(),
            new Patch.Keep<>(),
            new Patch.Set<>(edit),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(
            updates(people)
                .update(owner.person(owner.session()), ANA, update, fixture.now())
                .whyRefused())
        .isEmpty();
  }

  @Test
  void shouldTellNoKeyWhoIsOfTheTeam() {
    assertRefused(
        new IdentityRefusal.NotFound("person"), update(people, key(), new PersonId(owner.userId)));
    assertRefused(
        new IdentityRefusal.NotFound("person"), update(people, key(), new PersonId("nobody")));
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

    assertThat(update(overtaken, owner.person(owner.session()), ANA).whyRefused()).isEmpty();

    Account account = people.account(owner.tenant, ANA).orElseThrow();
    assertThat(account.person().phone()).isEqualTo(corrected);
    assertThat(account.credentials()).isEmpty();
  }

  private Result<UserView, IdentityRefusal> update(
      PeopleStore store, Actor actor, PersonId personId) {
    return updates(store).update(actor, personId, phoneOf(corrected), fixture.now());
  }

  private PersonUpdates updates(PeopleStore store) {
    return new PersonUpdates(
        store,
        fixture.bean(Profiles.class),
        fixture.bean(Team.class),
        fixture.bean(StepUp.class),
        fixture.bean(Notices.class),
        fixture.bean(SecurityEvents.class),
        fixture.bean(AllowedCountries.class),
        fixture.bean(Ids.class));
  }

  private static PersonUpdate phoneOf(PhoneNumber phone) {
    return new PersonUpdate(
        Optional.empty(),
        Optional.of(phone),
        new Patch.Keep<>(),
        new Patch.Keep<>(),
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

  private Actor key() {
    return new Actor.ApiKey(
        owner.tenant, new ApiKeyId("robot"), Set.of(Permission.PEOPLE_WRITE), "192.0.2.7");
  }
}
