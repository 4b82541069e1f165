package io.marcado.catalog.categories;

import static io.marcado.catalog.CatalogProblems.orThrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.catalog.Shelf;
import io.marcado.catalog.entries.Created;
import io.marcado.catalog.entries.Deletion;
import io.marcado.catalog.entries.Draft;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.catalog.entries.Listing;
import io.marcado.platform.http.Problem;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What all entries have in common, shown by the simplest of them. */
class CategoriesTest {
  private final Shelf shelf = new Shelf();

  @Test
  void shouldKeepWhatWasMade() {
    Entry<CategoryDetails> made = create("Cabelo").entry();

    assertThat(orThrow(shelf.categories.get(shelf.byAnyone(), made.id()))).isEqualTo(made);
    assertThat(made.id()).matches("[a-z2-7]{16}");
    assertThat(made.version()).isEqualTo(1);
  }

  @Test
  void shouldListByNameWithoutAccentsAndCasePageByPage() {
    for (String name : List.of("Zumba", "álbum", "Ábaco", "banho", "#", "Alce", "Barba")) {
      create(name);
    }
    assertThat(names(3))
        .containsExactly(
            List.of("#", "Ábaco", "álbum"), List.of("Alce", "banho", "Barba"), List.of("Zumba"));
  }

  @Test
  void shouldEndWithTheLastFullPage() {
    create("a");
    create("b");

    assertThat(names(2)).containsExactly(List.of("a", "b"));
    assertThat(names(1)).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void shouldListVeryLongNames() {
    String longest = "\uD83D\uDC88".repeat(100);
    create(longest);
    create(longest);

    assertThat(names(1)).containsExactly(List.of(longest), List.of(longest));
  }

  @Test
  void shouldRefuseTheCursorOfSomethingElse() {
    Listing listing = new Listing(new PageRequest(25, Optional.of("2026-11-20")), Optional.empty());

    assertThatThrownBy(() -> shelf.categories.list(shelf.byAnyone(), listing))
        .isInstanceOf(ForeignPositionException.class);
  }

  @Test
  void shouldNotFindWhatBelongsToSomebodyElse() {
    String id = create("Cabelo").entry().id();
    Shelf other = new Shelf();

    assertProblem(404, () -> orThrow(other.categories.get(other.byAdmin(), id)));
    assertProblem(
        404,
        () -> orThrow(other.categories.change(other.byAdmin(), rename(id, "Barba"), Shelf.NOW)));
    assertProblem(
        404, () -> orThrow(other.categories.delete(other.byAdmin(), delete(id), Shelf.NOW)));
    assertThat(other.categories.list(other.byAdmin(), listing(25)).items()).isEmpty();
  }

  @Test
  void shouldMakeOneOfRepeatedRequests() {
    Created<CategoryDetails> first = create("Cabelo", "key");
    orThrow(
        shelf.categories.change(shelf.byAdmin(), rename(first.entry().id(), "Barba"), Shelf.NOW));
    Created<CategoryDetails> second = create("Cabelo", "key");

    assertThat(first.replayed()).isFalse();
    assertThat(second.replayed()).isTrue();
    assertThat(second.entry().id()).isEqualTo(first.entry().id());
    assertThat(second.entry().details().name()).isEqualTo("Barba");
    assertProblem(422, () -> create("Barba", "key"));
    assertThat(create("Cabelo", "another key").replayed()).isFalse();
  }

  @Test
  void shouldMakeOneOfRequestsSentAtOnce() throws Exception {
    List<Created<CategoryDetails>> made = Shelf.atOnce(16, () -> create("Cabelo", "key"));

    assertThat(made)
        .extracting(each -> each.entry().id())
        .containsOnly(made.getFirst().entry().id());
    assertThat(made).filteredOn(each -> !each.replayed()).hasSize(1);
    assertThat(names(25)).containsExactly(List.of("Cabelo"));
  }

  @Test
  void shouldLoseNoneOfManyChangesAtOnce() throws Exception {
    String id = create("Cabelo").entry().id();

    Shelf.atOnce(
        16,
        () ->
            Shelf.untilNotBusy(
                () ->
                    orThrow(
                        shelf.categories.change(
                            shelf.byAdmin(),
                            change(id, before -> new CategoryDetails(before.name() + "!", null)),
                            Shelf.NOW))));

    Entry<CategoryDetails> after = orThrow(shelf.categories.get(shelf.byAnyone(), id));
    assertThat(after.details().name()).isEqualTo("Cabelo" + "!".repeat(16));
    assertThat(after.version()).isEqualTo(17);
  }

  @Test
  void shouldChangeOnlyTheVersionThatWasRead() {
    String id = create("Cabelo").entry().id();
    EntryUpdate<CategoryDetails> stale =
        new EntryUpdate<>(id, before -> new CategoryDetails("Barba", null), Optional.of(1L));

    assertThat(orThrow(shelf.categories.change(shelf.byAdmin(), stale, Shelf.NOW)).version())
        .isEqualTo(2);
    assertProblem(412, () -> orThrow(shelf.categories.change(shelf.byAdmin(), stale, Shelf.NOW)));
    assertProblem(
        412,
        () ->
            orThrow(
                shelf.categories.delete(
                    shelf.byAdmin(), new Deletion(id, Optional.of(1L)), Shelf.NOW)));
    orThrow(shelf.categories.delete(shelf.byAdmin(), new Deletion(id, Optional.of(2L)), Shelf.NOW));
  }

  @Test
  void shouldKeepTheVersionWhenNothingChanges() {
    String id = create("Cabelo").entry().id();

    assertThat(
            orThrow(shelf.categories.change(shelf.byAdmin(), rename(id, "Cabelo"), Shelf.NOW))
                .version())
        .isEqualTo(1);
  }

  @Test
  void shouldMoveToItsNewPlaceWhenRenamed() {
    String id = create("Alce").entry().id();
    create("Barba");
    orThrow(shelf.categories.change(shelf.byAdmin(), rename(id, "Zumba"), Shelf.NOW));

    assertThat(names(25)).containsExactly(List.of("Barba", "Zumba"));
  }

  @Test
  void shouldHideWhatIsDeletedFromAllButStaff() {
    String id = create("Cabelo").entry().id();
    orThrow(shelf.categories.delete(shelf.byAdmin(), delete(id), Shelf.NOW));
    orThrow(shelf.categories.delete(shelf.byAdmin(), delete(id), Shelf.NOW));

    assertThat(names(25)).containsExactly(List.of());
    assertProblem(404, () -> orThrow(shelf.categories.get(shelf.byAnyone(), id)));
    assertProblem(
        404,
        () -> orThrow(shelf.categories.change(shelf.byAdmin(), rename(id, "Barba"), Shelf.NOW)));
    assertThat(orThrow(shelf.categories.get(shelf.byAdmin(), id)).deletedAt()).contains(Shelf.NOW);
    assertProblem(
        404,
        () -> orThrow(shelf.categories.delete(shelf.byAdmin(), delete("neverwas"), Shelf.NOW)));
  }

  @Test
  void shouldRecogniseItsOwnWritesWhenAnswersAreLost() {
    Shelf losing = Shelf.withLostAnswers();
    Created<CategoryDetails> made =
        orThrow(
            losing.categories.create(
                losing.byAdmin(),
                new Draft<>(new CategoryDetails("Cabelo", null), Optional.empty()),
                Shelf.NOW));
    String id = made.entry().id();
    Entry<CategoryDetails> changed =
        orThrow(
            losing.categories.change(
                losing.byAdmin(),
                new EntryUpdate<>(id, _ -> new CategoryDetails("Barba", null), Optional.of(1L)),
                Shelf.NOW));
    orThrow(
        losing.categories.delete(losing.byAdmin(), new Deletion(id, Optional.of(2L)), Shelf.NOW));

    assertThat(made.replayed()).isFalse();
    assertThat(changed.version()).isEqualTo(2);
    assertThat(orThrow(losing.categories.get(losing.byAdmin(), id)).version()).isEqualTo(3);
  }

  private Created<CategoryDetails> create(String name) {
    return orThrow(
        shelf.categories.create(
            shelf.byAdmin(),
            new Draft<>(new CategoryDetails(name, null), Optional.empty()),
            Shelf.NOW));
  }

  private Created<CategoryDetails> create(String name, String key) {
    return orThrow(
        shelf.categories.create(
            shelf.byAdmin(),
            new Draft<>(new CategoryDetails(name, null), Optional.of(key)),
            Shelf.NOW));
  }

  private List<List<String>> names(int limit) {
    List<List<String>> pages = new ArrayList<>();
    Optional<String> position = Optional.empty();
    do {
      Page<String> page =
          shelf
              .categories
              .list(
                  shelf.byAnyone(), new Listing(new PageRequest(limit, position), Optional.empty()))
              .map(entry -> entry.details().name());
      pages.add(page.items());
      position = page.next();
    } while (position.isPresent());
    return pages;
  }

  private static Listing listing(int limit) {
    return new Listing(new PageRequest(limit, Optional.empty()), Optional.empty());
  }

  private static EntryUpdate<CategoryDetails> rename(String id, String name) {
    return change(id, before -> new CategoryDetails(name, before.description()));
  }

  private static EntryUpdate<CategoryDetails> change(
      String id, UnaryOperator<CategoryDetails> details) {
    return new EntryUpdate<>(id, details, Optional.empty());
  }

  private static Deletion delete(String id) {
    return new Deletion(id, Optional.empty());
  }

  private static void assertProblem(int status, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code().status()).isEqualTo(status));
  }
}
