package io.marcado.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

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
  private final IdentityFixture fixture = new IdentityFixture();
  private final Profiles profiles = fixture.bean(Profiles.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void know() {
    for (String id : List.of("ana", "bia")) {
      Person person = Person.of(id, id, IdentityFixture.phone(), Optional.empty(), fixture.now());
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
  void whatIsAbsentStays() {
    email("ana", "ana@example.com");

    Person changed = name("ana", "Ana C.");

    assertThat(changed.name()).isEqualTo("Ana C.");
    assertThat(changed.email()).contains("ana@example.com");
    assertThat(people.find(tenant, "ana")).map(Person::name).contains("Ana C.");
  }

  @Test
  void aFreeEmailIsClaimedAndTheOldOneGivenBack() {
    email("ana", "ana@example.com");
    email("ana", "Ana@Example.org");

    assertThat(holder("ana@example.com")).isEmpty();
    assertThat(holder("ana@example.org")).contains("ana");
    change("ana", Person::name, _ -> Optional.empty());
    assertThat(holder("ana@example.org")).isEmpty();
    assertThat(people.find(tenant, "ana").orElseThrow().email()).isEmpty();
  }

  @Test
  void theSameEmailInOtherLettersKeepsItsClaim() {
    email("ana", "ana@example.com");

    Person changed = email("ana", "ANA@example.com");

    assertThat(changed.loginByEmail()).isTrue();
    assertThat(changed.email()).contains("ANA@example.com");
    assertThat(holder("ana@example.com")).contains("ana");
  }

  @Test
  void anEmailOfSomebodyElseIsKeptForWritingOnly() {
    email("ana", "ana@example.com");

    Person bia = email("bia", "ana@example.com");

    assertThat(bia.email()).contains("ana@example.com");
    assertThat(bia.loginByEmail()).isFalse();
    assertThat(holder("ana@example.com")).contains("ana");
    email("bia", "bia@example.com");
    assertThat(holder("ana@example.com")).contains("ana");
    assertThat(holder("bia@example.com")).contains("bia");
  }

  @Test
  void changesAtOnceDoNotUndoEachOther() {
    List<Person> changes = IdentityFixture.atOnce(2, () -> email("ana", "ana@example.com"));

    assertThat(changes).hasSize(2);
    assertThat(people.find(tenant, "ana").orElseThrow().version()).isEqualTo(3);
    assertThat(people.find(tenant, "ana").orElseThrow().loginByEmail()).isTrue();
  }

  @Test
  void peopleAreListedByName() {
    name("ana", "Zoé");

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

  private Person name(String userId, String name) {
    return change(userId, _ -> name, Person::email);
  }

  private Person email(String userId, String email) {
    return change(userId, Person::name, _ -> Optional.of(email));
  }

  private Person change(
      String userId, Function<Person, String> name, Function<Person, Optional<String>> email) {
    while (true) {
      Person seen = people.find(tenant, userId).orElseThrow();
      Profiles.Change change = profiles.change(tenant, seen, name.apply(seen), email.apply(seen));
      if (people.write(tenant, change.writes()) instanceof Outcome.Written) {
        return change.person();
      }
    }
  }

  private Optional<String> holder(String email) {
    return people.holder(tenant, Claim.email(tenant, email));
  }
}
