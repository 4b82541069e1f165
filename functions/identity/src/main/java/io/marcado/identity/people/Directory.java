package io.marcado.identity.people;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.http.Cursor;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists the people of a business by name, or by phone when one is searched for. Somebody just made
 * or renamed may take a moment to be in the right place.
 */
@Singleton
public final class Directory {
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ().-]*");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

  private final Table table;

  public Directory(Table table) {
    this.table = table;
  }

  /**
   * Some people.
   *
   * @param next the last of them, after whom the next ones come; empty at the end
   */
  public record Entries(List<Person> people, Optional<Person> next) {}

  /** What people are searched by. */
  public sealed interface Search {
    /** True for somebody who is searched for. */
    boolean finds(Person person);

    /** The person's place in the order of the search. */
    String place(Person person);

    /** What is written, as somebody searches: the beginning of a name, or of a phone. */
    static Search of(String text) {
      return PHONE.matcher(text).matches()
          ? new ByPhone("+" + NO_DIGIT.matcher(text).replaceAll(""))
          : new ByName(Person.folded(text));
    }
  }

  /** The beginning of a name, folded; empty for everybody. */
  public record ByName(String beginning) implements Search {
    @Override
    public boolean finds(Person person) {
      return person.place().startsWith(beginning);
    }

    @Override
    public String place(Person person) {
      return person.place();
    }

    /** Hides who is searched for. */
    @Override
    public String toString() {
      return "ByName";
    }
  }

  /** The beginning of a number in E.164 form. */
  public record ByPhone(String beginning) implements Search {
    @Override
    public boolean finds(Person person) {
      return person.phone().e164().startsWith(beginning);
    }

    @Override
    public String place(Person person) {
      return person.phone().e164() + "#" + person.id().value();
    }

    /** Hides who is searched for. */
    @Override
    public String toString() {
      return "ByPhone";
    }
  }

  /**
   * The people who are found, in order of their places.
   *
   * @param but nobody of these
   * @param last whom the list goes on after, as the person is now
   * @throws Problem 400 when this search does not find the last one
   */
  public Entries list(
      TenantId tenant, Search search, Set<PersonId> but, int limit, Optional<Person> last) {
    Selection all =
        switch (search) {
          case ByName(String beginning) ->
              begins(Selection.of(Index.GSI1, Person.directory(tenant)), beginning);
          case ByPhone(String beginning) ->
              begins(Selection.of(Index.GSI2, Person.phoneBook(tenant)), beginning);
        };
    List<Person> found = new ArrayList<>();
    requireFound(search, last);
    Selection.@Nullable Position after =
        last.map(person -> after(tenant, search, person)).orElse(null);
    do {
      Page page = table.of(tenant).query(all.after(after), limit + 1 - found.size());
      page.items().stream()
          .map(Person::fromItem)
          .filter(person -> !but.contains(person.id()))
          .forEach(found::add);
      after = page.next().orElse(null);
    } while (found.size() <= limit && after != null);
    return page(found, limit);
  }

  /** The same of people who were read already. */
  public static Entries list(List<Person> people, Search search, int limit, Optional<Person> last) {
    requireFound(search, last);
    Optional<String> after = last.map(search::place);
    List<Person> found =
        people.stream()
            .filter(search::finds)
            .filter(person -> after.isEmpty() || search.place(person).compareTo(after.get()) > 0)
            .sorted((one, other) -> search.place(one).compareTo(search.place(other)))
            .toList();
    return page(found, limit);
  }

  private static Entries page(List<Person> found, int limit) {
    return found.size() <= limit
        ? new Entries(found, Optional.empty())
        : new Entries(found.subList(0, limit), Optional.of(found.get(limit - 1)));
  }

  private static Selection begins(Selection all, String beginning) {
    return beginning.isEmpty() ? all : all.beginningWith(beginning);
  }

  private static Selection.Position after(TenantId tenant, Search search, Person last) {
    String sort =
        switch (search) {
          case ByName _ -> last.place();
          case ByPhone _ -> last.phone().e164();
        };
    return new Selection.Position(Person.key(tenant, last.id()), Optional.of(sort));
  }

  private static void requireFound(Search search, Optional<Person> last) {
    if (last.isPresent() && !search.finds(last.get())) {
      throw Cursor.broken();
    }
  }
}
