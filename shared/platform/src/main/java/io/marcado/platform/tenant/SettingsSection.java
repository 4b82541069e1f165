package io.marcado.platform.tenant;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of the settings that one capability owns. It names each of its fields once. From that
 * follow how requests give the field, whole or in part, its schema, and how the table keeps it.
 * Answers show the record of the section as it is, beside the fields of all other sections.
 *
 * @param <T> the record of the section; its components have the names of the fields
 */
public final class SettingsSection<T> {
  private final T blank;
  private final BiFunction<T, Values, T> statement;

  private SettingsSection(T blank, BiFunction<T, Values, T> statement) {
    this.blank = blank;
    this.statement = statement;
  }

  /**
   * Declares a section.
   *
   * @param blank without faults; what an item has that is older than the section
   * @param statement names the fields, each with its present value
   */
  public static <T> SettingsSection<T> of(T blank, BiFunction<T, Values, T> statement) {
    return new SettingsSection<>(blank, statement);
  }

  /** A section without faults, to begin with. */
  public T blank() {
    return blank;
  }

  /** Names the section's fields to a shape of requests. */
  public T with(T present, Fields fields) {
    return statement.apply(present, new Requested(fields));
  }

  /**
   * The section as it is stored. An item from before the section has none of its fields: then it is
   * blank. An item from before a field that requests may leave out has that field as in the blank.
   *
   * @throws IllegalStateException when any other field is missing
   */
  T load(Item item) {
    Loading loading = new Loading(item);
    T section = statement.apply(blank, loading);
    loading.finish();
    return section;
  }

  void store(T section, Item.Builder item) {
    var unused = statement.apply(section, new Storing(item));
  }

  /** Takes the fields of a section, one by one. */
  public abstract static sealed class Values {
    abstract <V> V value(String name, Kind<V> kind, V present);

    /** An object, which may be null, and is when a request leaves it out. */
    public abstract <V> @Nullable V nullable(
        String name,
        FieldReader<V> reader,
        Function<Item, V> load,
        Function<V, Item> store,
        @Nullable V present);

    /** A number that must be there. */
    public final int number(String name, FieldReader<Integer> reader, int present) {
      return value(
          name,
          new Kind<>(
              reader, true, item -> item.integer(name), (item, value) -> item.number(name, value)),
          present);
    }

    /** A number, which a request may leave out; then it is as in the blank section. */
    public final int optionalNumber(String name, FieldReader<Integer> reader, int present) {
      return value(
          name,
          new Kind<>(
              reader, false, item -> item.integer(name), (item, value) -> item.number(name, value)),
          present);
    }

    /** The name of a constant; it must be there. */
    public final <E extends Enum<E>> E oneOf(String name, Class<E> type, E present) {
      return oneOf(name, type, present, true);
    }

    /** The same, which a request may leave out; then it is as in the blank section. */
    public final <E extends Enum<E>> E optionalOneOf(String name, Class<E> type, E present) {
      return oneOf(name, type, present, false);
    }

    private <E extends Enum<E>> E oneOf(String name, Class<E> type, E present, boolean required) {
      return value(
          name,
          new Kind<>(
              Readers.oneOf(type),
              required,
              item -> Enum.valueOf(type, item.text(name)),
              (item, value) -> item.text(name, value.name())),
          present);
    }

    /**
     * Names of constants, each once, which a request may leave out; then as in the blank section.
     */
    public final <E extends Enum<E>> List<E> constants(
        String name, Class<E> type, List<E> present) {
      return value(
          name,
          new Kind<>(
              Readers.distinct(Readers.oneOf(type), 1, type.getEnumConstants().length),
              false,
              item -> item.texts(name).stream().map(text -> Enum.valueOf(type, text)).toList(),
              (item, value) -> item.texts(name, value.stream().map(Enum::name).toList())),
          present);
    }

    /** Numbers, which a request may leave out; then they are as in the blank section. */
    public final List<Integer> numbers(
        String name, FieldReader<List<Integer>> reader, List<Integer> present) {
      return value(
          name,
          new Kind<>(
              reader,
              false,
              item -> item.texts(name).stream().map(Integer::valueOf).toList(),
              (item, value) -> item.texts(name, value.stream().map(String::valueOf).toList())),
          present);
    }
  }

  /** How values of one type are read and kept. */
  private record Kind<V>(
      FieldReader<V> reader,
      boolean required,
      Function<Item, V> load,
      BiConsumer<Item.Builder, V> store) {}

  private static final class Requested extends Values {
    private final Fields fields;

    Requested(Fields fields) {
      this.fields = fields;
    }

    @Override
    <V> V value(String name, Kind<V> kind, V present) {
      return kind.required()
          ? fields.required(name, kind.reader(), present)
          : fields.defaulted(name, kind.reader(), present);
    }

    @Override
    public <V> @Nullable V nullable(
        String name,
        FieldReader<V> reader,
        Function<Item, V> load,
        Function<V, Item> store,
        @Nullable V present) {
      return fields.optional(name, reader, present);
    }
  }

  private static final class Loading extends Values {
    private final Item item;
    private final List<String> missing = new ArrayList<>();
    private boolean stored;

    Loading(Item item) {
      this.item = item;
    }

    @Override
    <V> V value(String name, Kind<V> kind, V present) {
      if (item.has(name)) {
        stored = true;
        return kind.load().apply(item);
      }
      if (kind.required()) {
        missing.add(name);
      }
      return present;
    }

    @Override
    public <V> @Nullable V nullable(
        String name,
        FieldReader<V> reader,
        Function<Item, V> load,
        Function<V, Item> store,
        @Nullable V present) {
      return item.optionalItem(name).map(load).orElse(null);
    }

    void finish() {
      if (stored && !missing.isEmpty()) {
        throw new IllegalStateException("the stored settings have lost " + missing);
      }
    }
  }

  private static final class Storing extends Values {
    private final Item.Builder item;

    Storing(Item.Builder item) {
      this.item = item;
    }

    @Override
    <V> V value(String name, Kind<V> kind, V present) {
      kind.store().accept(item, present);
      return present;
    }

    @Override
    public <V> @Nullable V nullable(
        String name,
        FieldReader<V> reader,
        Function<Item, V> load,
        Function<V, Item> store,
        @Nullable V present) {
      item.item(name, present == null ? null : store.apply(present));
      return present;
    }
  }
}
