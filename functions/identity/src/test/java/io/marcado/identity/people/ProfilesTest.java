package io.marcado.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final PersonId ANA = new PersonId("ana");
  private static final PersonId BIA = new PersonId("bia");

  private final IdentityFixture fixture = new IdentityFixture();
  private final Profiles profiles = fixture.bean(Profiles.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void know() {
    for (PersonId id : List.of(ANA, BIA)) {
      Person person =
          Person.of(id, id.value(), IdentityFixture.phone(), Optional.empty(), fixture.now());
      people.write(
          tenant,
          List.of(
              PeopleStore.create(tenant, person), Claim.phone(tenant, person.phone()).take(id)));
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldLeaveWhatIsAbsent() {
    email(ANA, "ana@example.com");

    Person changed = name(ANA, "Ana C.");

    assertThat(changed.name()).isEqualTo("Ana C.");
    assertThat(changed.email()).contains("ana@example.com");
    assertThat(people.find(tenant, ANA)).map(Person::name).contains("Ana C.");
  }

  @Test
  void shouldClaimAFreeEmailAndGiveTheOldOneBack() {
    email(ANA, "ana@example.com");
    email(ANA, "Ana@Example.org");

    assertThat(holder("ana@example.com")).isEmpty();
    assertThat(holder("ana@example.org")).contains(ANA);
    change(ANA, Person::name, _ -> Optional.empty());
    assertThat(holder("ana@example.org")).isEmpty();
    assertThat(people.find(tenant, ANA).orElseThrow().email()).isEmpty();
  }

  @Test
  void shouldKeepTheClaimOfTheSameEmailInOtherLetters() {
    email(ANA, "ana@example.com");

    Person changed = email(ANA, "ANA@example.com");

    assertThat(changed.loginByEmail()).isTrue();
    assertThat(changed.email()).contains("ANA@example.com");
    assertThat(holder("ana@example.com")).contains(ANA);
  }

  @Test
  void shouldKeepAnEmailOfSomebodyElseForWritingOnly() {
    email(ANA, "ana@example.com");

    Person bia = email(BIA, "ana@example.com");

    assertThat(bia.email()).contains("ana@example.com");
    assertThat(bia.loginByEmail()).isFalse();
    assertThat(holder("ana@example.com")).contains(ANA);
    email(BIA, "bia@example.com");
    assertThat(holder("ana@example.com")).contains(ANA);
    assertThat(holder("bia@example.com")).contains(BIA);
  }

  @Test
  void shouldNotLetChangesAtOnceUndoEachOther() {
    List<Person> changes = IdentityFixture.atOnce(2, () -> email(ANA, "ana@example.com"));

    assertThat(changes).hasSize(2);
    assertThat(people.find(tenant, ANA).orElseThrow().version()).isEqualTo(3);
    assertThat(people.find(tenant, ANA).orElseThrow().loginByEmail()).isTrue();
  }

  @Test
  void shouldListPeopleByName() {
    name(ANA, "Zoé");

    List<String> names =
        fixture
            .bean(Table.class)
            .of(tenant)
            .queryAll(Selection.of(Index.GSI1, Person.directory(tenant)))
            .stream()
            .map(item -> item.text("name"))
            .toList();

    assertThat(names).containsExactly("bia", "Zoé");
  }

  private Person name(PersonId id, String name) {
    return change(id, _ -> name, Person::email);
  }

  private Person email(PersonId id, String email) {
    return change(id, Person::name, _ -> Optional.of(email));
  }

  private Person change(
      PersonId id, Function<Person, String> name, Function<Person, Optional<String>> email) {
    while (true) {
      Person seen = people.find(tenant, id).orElseThrow();
      Profiles.Unsaved unsaved = profiles.change(tenant, seen, name.apply(seen), email.apply(seen));
      if (people.write(tenant, unsaved.writes()) instanceof Outcome.Written) {
        return unsaved.person();
      }
    }
  }

  private Optional<PersonId> holder(String email) {
    return people.holder(tenant, Claim.email(tenant, email));
  }
}
