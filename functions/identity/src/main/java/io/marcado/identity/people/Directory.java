package io.marcado.identity.people;

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
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Table table;

  public Directory(Table table) {
    this.table = table;
  }

  /**
   * Some people.
   *
   * @param next position of the next ones; empty after the last
   */
  public record Entries(List<Person> people, Optional<String> next) {}

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
      return person.phone().e164() + "#" + person.userId();
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
   * @param position where to go on
   * @throws Problem 400 for a position of another search
   */
  public Entries list(
      TenantId tenant, Search search, Set<String> but, int limit, Optional<String> position) {
    Selection all =
        switch (search) {
          case ByName(String beginning) ->
              begins(Selection.of(Index.GSI1, Person.directory(tenant)), beginning);
          case ByPhone(String beginning) ->
              begins(Selection.of(Index.GSI2, Person.phoneBook(tenant)), beginning);
        };
    List<Person> found = new ArrayList<>();
    Selection.@Nullable Position after =
        position.map(place -> after(tenant, search, place)).orElse(null);
    do {
      Page page = table.of(tenant).query(all.after(after), limit + 1 - found.size());
      page.items().stream()
          .map(Person::fromItem)
          .filter(person -> !but.contains(person.userId()))
          .forEach(found::add);
      after = page.next().orElse(null);
    } while (found.size() <= limit && after != null);
    return page(found, search, limit);
  }

  /** The same of people who were read already. */
  public static Entries list(
      List<Person> people, Search search, int limit, Optional<String> position) {
    position.ifPresent(place -> requirePlace(search, place));
    List<Person> found =
        people.stream()
            .filter(search::finds)
            .filter(
                person -> position.isEmpty() || search.place(person).compareTo(position.get()) > 0)
            .sorted((one, other) -> search.place(one).compareTo(search.place(other)))
            .toList();
    return page(found, search, limit);
  }

  private static Entries page(List<Person> found, Search search, int limit) {
    return found.size() <= limit
        ? new Entries(found, Optional.empty())
        : new Entries(found.subList(0, limit), Optional.of(search.place(found.get(limit - 1))));
  }

  private static Selection begins(Selection all, String beginning) {
    return beginning.isEmpty() ? all : all.beginningWith(beginning);
  }

  private static Selection.Position after(TenantId tenant, Search search, String place) {
    requirePlace(search, place);
    int end = place.lastIndexOf('#');
    String sort =
        switch (search) {
          case ByName _ -> place;
          case ByPhone _ -> place.substring(0, end);
        };
    return new Selection.Position(Person.key(tenant, place.substring(end + 1)), Optional.of(sort));
  }

  private static void requirePlace(Search search, String place) {
    String beginning =
        switch (search) {
          case ByName(String name) -> name;
          case ByPhone(String phone) -> phone;
        };
    int end = place.lastIndexOf('#');
    if (end < 0
        || !ID.matcher(place.substring(end + 1)).matches()
        || !place.startsWith(beginning)) {
      throw Cursor.broken();
    }
  }
}
