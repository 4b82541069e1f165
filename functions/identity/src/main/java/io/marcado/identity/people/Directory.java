package io.marcado.identity.people;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists the people of a business by name, or by phone when one is searched for. Somebody just made
 * or renamed may take a moment to be in the right place.
 */
@Singleton
public final class Directory {
  private static final Pattern E164 = Pattern.compile("\\+[0-9][0-9 ().-]*");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

  private final Table table;
  private final Reading byWords;

  /** How much one request reads to find words: so many people at a time, so many times. */
  record Reading(int people, int times) {}

  @Inject
  Directory(Table table) {
    this(table, new Reading(1_000, 10));
  }

  Directory(Table table, Reading byWords) {
    this.table = table;
    this.byWords = byWords;
  }

  /** What people are searched by. */
  public sealed interface Search {
    /** True for somebody who is searched for. */
    boolean finds(Person person);

    /** The person's place in the order of the search. */
    String place(Person person);

    /** True when it may find a person by the phone, and so tells of it. */
    default boolean mayBePhone() {
      return false;
    }

    /** The search for a text as people write it: words of a name, or digits of a phone. */
    static Search of(String text) {
      return E164.matcher(text).matches()
          ? new ByPhone(PhoneNumber.beginning(NO_DIGIT.matcher(text).replaceAll("")))
          : new ByWords(SpokenText.of(text));
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

  /** Words anywhere in a name, and digits anywhere in a phone. */
  public record ByWords(SpokenText asked) implements Search {
    @Override
    public boolean finds(Person person) {
      String phone = person.phone().e164();
      return asked.isFoundIn(person.name(), phone.substring(1))
          // The country may have given the number another digit since.
          || person
              .phone()
              .olderDigits()
              .filter(older -> asked.isFoundIn(person.name(), older))
              .isPresent()
          || asked.digits().map(PhoneNumber::beginning).filter(phone::startsWith).isPresent();
    }

    @Override
    public String place(Person person) {
      return person.place();
    }

    @Override
    public boolean mayBePhone() {
      return asked.mayBePhone();
    }

    /** Hides who is searched for. */
    @Override
    public String toString() {
      return "ByWords";
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

    @Override
    public boolean mayBePhone() {
      return true;
    }

    /** Hides who is searched for. */
    @Override
    public String toString() {
      return "ByPhone";
    }
  }

  /**
   * The people who are found, in order of their places. A search by words reads 10,000 people at
   * most, and then says where it goes on, even when the page is not full.
   *
   * @param but nobody of these
   * @param last whom the list goes on after, as the person is now
   * @return positions are the ids of people: a name or a phone has no place in a cursor
   * @throws ForeignPositionException when this search, by name or phone, does not find the last one
   */
  public Page<Person> list(
      TenantId tenant, Search search, Set<PersonId> but, int limit, Optional<Person> last) {
    Selection all =
        switch (search) {
          case ByName(String beginning) ->
              begins(Selection.of(Index.GSI1, Person.directory(tenant)), beginning);
          // No index finds words, so this reads all people, by name.
          case ByWords _ -> Selection.of(Index.GSI1, Person.directory(tenant));
          case ByPhone(String beginning) ->
              begins(Selection.of(Index.GSI2, Person.phoneBook(tenant)), beginning);
        };
    if (search instanceof ByWords) {
      return listByWords(tenant, search, all, but, limit, last);
    }
    List<Person> found = new ArrayList<>();
    requireFound(search, last);
    Optional<Person> after = last;
    do {
      Page<Person> page = read(tenant, search, all, after, limit + 1 - found.size());
      page.items().stream()
          .filter(search::finds)
          .filter(person -> !but.contains(person.id()))
          .forEach(found::add);
      after = page.next().map(_ -> page.items().getLast());
    } while (found.size() <= limit && after.isPresent());
    return Page.of(found, limit, person -> person.id().value());
  }

  private Page<Person> listByWords(
      TenantId tenant,
      Search search,
      Selection all,
      Set<PersonId> but,
      int limit,
      Optional<Person> last) {
    List<Person> found = new ArrayList<>();
    // A cursor names nobody whom the caller does not find in a list of all.
    Optional<Person> listed = Optional.empty();
    Optional<Person> after = last;
    int times = 0;
    do {
      Page<Person> page = read(tenant, search, all, after, byWords.people());
      for (Person person : page.items()) {
        if (!but.contains(person.id())) {
          listed = Optional.of(person);
          if (search.finds(person)) {
            found.add(person);
          }
        }
      }
      after = page.next().map(_ -> page.items().getLast());
      times++;
    } while (found.size() <= limit
        && after.isPresent()
        && (times < byWords.times() || listed.isEmpty()));
    return found.size() <= limit && after.isPresent()
        ? new Page<>(found, listed.map(person -> person.id().value()))
        : Page.of(found, limit, person -> person.id().value());
  }

  private Page<Person> read(
      TenantId tenant, Search search, Selection all, Optional<Person> after, int most) {
    Selection rest = after.map(person -> behind(all, tenant, search, person)).orElse(all);
    return table.of(tenant).query(rest, most).map(Person::fromItem);
  }

  /** The same of people who were read already. */
  public static Page<Person> list(
      List<Person> people, Search search, int limit, Optional<Person> last) {
    requireFound(search, last);
    Optional<String> after = last.map(search::place);
    List<Person> found =
        people.stream()
            .filter(search::finds)
            .filter(person -> after.isEmpty() || search.place(person).compareTo(after.get()) > 0)
            .sorted((one, other) -> search.place(one).compareTo(search.place(other)))
            .toList();
    return Page.of(found, limit, person -> person.id().value());
  }

  private static Selection begins(Selection all, String beginning) {
    return beginning.isEmpty() ? all : all.beginningWith(beginning);
  }

  private static Selection behind(Selection all, TenantId tenant, Search search, Person last) {
    String sort =
        switch (search) {
          case ByName _, ByWords _ -> last.place();
          case ByPhone _ -> last.phone().e164();
        };
    return all.behind(sort, Person.key(tenant, last.id()));
  }

  private static void requireFound(Search search, Optional<Person> last) {
    if (last.isPresent() && !search.finds(last.get())) {
      throw new ForeignPositionException();
    }
  }
}
