package io.marcado.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();
  // Two people at a time, twice: four people in one request.
  private final Directory directory =
      new Directory(fixture.bean(Table.class), new Directory.Reading(2, 2));

  @BeforeEach
  void know() {
    for (String name :
        List.of("Ana Lima", "Bia", "Caio Lima", "Davi", "Eva Lima", "Fabio", "Gil Souza")) {
      Person person =
          Person.of(id(name), name, IdentityFixture.phone(), Optional.empty(), fixture.now());
      people.write(tenant, List.of(PeopleStore.create(tenant, person)));
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldGoOnWhereASearchByWordsHasReadEnough() {
    Page<Person> first = search("souza", Set.of(), Optional.empty());

    assertThat(first.items()).isEmpty();
    assertThat(first.next()).contains("Dav");
    Page<Person> second = search("souza", Set.of(), first.next());
    assertThat(names(second)).containsExactly("Gil Souza");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void shouldNameNobodyWhoIsLeftOutWhereItGoesOn() {
    Set<PersonId> some = Set.of(id("Caio"), id("Davi"));
    Set<PersonId> firstFour = Set.of(id("Ana"), id("Bia"), id("Caio"), id("Davi"));

    assertThat(search("souza", some, Optional.empty()).next()).contains("Bia");
    assertThat(search("souza", firstFour, Optional.empty()).next()).contains("Fab");
  }

  @Test
  void shouldLeaveOutNobodyFromPageToPage() {
    for (int limit = 1; limit <= 4; limit++) {
      List<String> all = new ArrayList<>();
      Optional<String> next = Optional.empty();
      do {
        Page<Person> page =
            directory.list(
                tenant,
                Directory.Search.of("lima"),
                Set.of(),
                limit,
                next.flatMap(id -> people.find(tenant, new PersonId(id))));
        all.addAll(names(page));
        next = page.next();
      } while (next.isPresent());
      assertThat(all).containsExactly("Ana Lima", "Caio Lima", "Eva Lima");
    }
  }

  @Test
  void shouldFindABrazilianMobileByItsDigitsBeforeTheNinthOne() {
    Person ze =
        Person.of(
            id("Zé "),
            "Zé",
            PhoneNumber.parse("+5511987654321").orElseThrow(),
            Optional.empty(),
            fixture.now());

    for (String said :
        List.of("1187654321", "11 8765-4321", "(11) 8765 4321", "011 87654321", "987654321")) {
      assertThat(Directory.Search.of(said).finds(ze)).describedAs(said).isTrue();
    }
    assertThat(Directory.Search.of("1187654322").finds(ze)).isFalse();
  }

  private Page<Person> search(String words, Set<PersonId> but, Optional<String> last) {
    return directory.list(
        tenant,
        Directory.Search.of(words),
        but,
        10,
        last.flatMap(id -> people.find(tenant, new PersonId(id))));
  }

  private static PersonId id(String name) {
    return new PersonId(name.substring(0, 3));
  }

  private static List<String> names(Page<Person> page) {
    return page.items().stream().map(Person::name).toList();
  }
}
