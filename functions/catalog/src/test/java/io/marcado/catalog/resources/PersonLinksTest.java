package io.marcado.catalog.resources;

import static io.marcado.catalog.CatalogProblems.orThrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.marcado.catalog.Shelf;
import io.marcado.catalog.entries.Deletion;
import io.marcado.catalog.entries.Draft;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonLinksTest {
  private static final PersonId DORA = new PersonId("dora");
  private static final PersonId ANA = new PersonId("ana");

  private final Shelf shelf = new Shelf();

  @BeforeEach
  void employ() {
    become(DORA, Role.OWNER);
    become(ANA, Role.STAFF);
  }

  @Test
  void shouldShowALinkToTheTeamOnly() {
    Entry<ResourceDetails> chair = create(DORA);

    assertThat(shown(shelf.byAdmin(), chair)).containsExactly(DORA);
    assertThat(shown(shelf.byAnyone(), chair)).isEmpty();
    assertThat(shown(shelf.byKey(), chair)).isEmpty();
  }

  @Test
  void shouldLinkNobodyButPeopleOfTheTeam() {
    become(ANA, Role.CLIENT);

    assertThat(faults(() -> create(ANA)))
        .containsExactly("must be somebody who works at the business");
    assertThat(faults(() -> create(new PersonId("nobody"))))
        .containsExactly("must be somebody who works at the business");
  }

  @Test
  void shouldLinkOnlyResourcesThatArePeople() {
    String id = create(DORA).id();

    assertThat(faults(() -> create(ResourceKind.SPACE, ANA)))
        .containsExactly("is for resources of kind PERSON only");
    assertThat(faults(() -> change(id, ResourceKind.SPACE, DORA)))
        .containsExactly("is for resources of kind PERSON only");
    assertThat(change(id, ResourceKind.SPACE, null).details().personId()).isNull();
  }

  @Test
  void shouldLetNoKeySetOrRemoveALink() {
    String linked = create(DORA).id();
    assertThat(
            faults(
                () ->
                    orThrow(
                        shelf.resources.change(
                            shelf.byKey(),
                            new EntryUpdate<>(
                                linked, _ -> details(ResourceKind.PERSON, null), Optional.empty()),
                            Shelf.NOW))))
        .containsExactly("is set and removed by people, not by API keys");
    assertThat(
            faults(
                () ->
                    orThrow(
                        shelf.resources.create(
                            shelf.byKey(),
                            new Draft<>(details(ResourceKind.PERSON, ANA), Optional.empty()),
                            Shelf.NOW))))
        .containsExactly("is set and removed by people, not by API keys");
  }

  @Test
  void shouldLinkOneResourceToAPersonAtATime() {
    String first = create(DORA).id();
    String second = create(ANA).id();
    assertThat(faults(() -> create(DORA))).containsExactly("is linked to another resource");
    assertThat(faults(() -> change(second, ResourceKind.PERSON, DORA)))
        .containsExactly("is linked to another resource");

    change(first, ResourceKind.PERSON, null);
    change(second, ResourceKind.PERSON, DORA);
    assertThat(faults(() -> change(first, ResourceKind.PERSON, DORA)))
        .containsExactly("is linked to another resource");

    orThrow(
        shelf.resources.delete(shelf.byAdmin(), new Deletion(second, Optional.empty()), Shelf.NOW));
    assertThat(change(first, ResourceKind.PERSON, DORA).details().personId()).isEqualTo(DORA);
  }

  @Test
  void shouldLinkOneResourceWhenSeveralAreLinkedAtOnce() throws Exception {
    String released = create(DORA).id();
    change(released, ResourceKind.PERSON, null);

    List<Boolean> made =
        Shelf.atOnce(
            8,
            () -> {
              try {
                change(create((PersonId) null).id(), ResourceKind.PERSON, DORA);
                return true;
              } catch (Problem refused) {
                assertThat(refused.faults())
                    .extracting(Fault::pointer)
                    .containsExactly("/personId");
                return false;
              }
            });

    assertThat(made).containsOnlyOnce(true);
  }

  @Test
  void shouldCountALinkWhileItsPersonWorksThere() {
    Entry<ResourceDetails> chair = create(ANA);

    become(ANA, Role.CLIENT);
    assertThat(shown(shelf.byAdmin(), chair)).isEmpty();

    become(ANA, Role.ADMIN);
    assertThat(shown(shelf.byAdmin(), chair)).containsExactly(ANA);
    shelf.table.of(shelf.tenant).write(Write.delete(PersonAccess.key(shelf.tenant, ANA)));
    assertThat(shown(shelf.byAdmin(), chair)).isEmpty();
  }

  private Set<PersonId> shown(Actor actor, Entry<ResourceDetails> resource) {
    return shelf.resources.peopleShownTo(actor, List.of(resource));
  }

  private void become(PersonId person, Role role) {
    shelf
        .table
        .of(shelf.tenant)
        .write(Write.put(PersonAccess.key(shelf.tenant, person), PersonAccess.of(role).toItem()));
  }

  private Entry<ResourceDetails> create(@Nullable PersonId person) {
    return create(ResourceKind.PERSON, person);
  }

  private Entry<ResourceDetails> create(ResourceKind kind, @Nullable PersonId person) {
    return orThrow(
            shelf.resources.create(
                shelf.byAdmin(), new Draft<>(details(kind, person), Optional.empty()), Shelf.NOW))
        .entry();
  }

  private Entry<ResourceDetails> change(String id, ResourceKind kind, @Nullable PersonId person) {
    return orThrow(
        shelf.resources.change(
            shelf.byAdmin(),
            new EntryUpdate<>(id, _ -> details(kind, person), Optional.empty()),
            Shelf.NOW));
  }

  private static List<String> faults(Runnable task) {
    return catchThrowableOfType(Problem.class, task::run).faults().stream()
        .filter(fault -> fault.pointer().equals("/personId"))
        .map(Fault::detail)
        .toList();
  }

  private static ResourceDetails details(ResourceKind kind, @Nullable PersonId person) {
    return new ResourceDetails(
        "Cadeira",
        null,
        kind,
        null,
        person,
        1,
        Map.of(),
        null,
        ResourceCalendar.NONE,
        Map.of(),
        true);
  }
}
