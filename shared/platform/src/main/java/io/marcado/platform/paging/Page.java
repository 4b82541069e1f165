package io.marcado.platform.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param items in the order of the list
 * @param next the position at which the next page starts, to be shown as a cursor; empty after the
 *     last item
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /** A list without anything. */
  public static <T> Page<T> empty() {
    return new Page<>(List.of(), Optional.empty());
  }

  /**
   * The first page of what was found.
   *
   * @param found at least one item more than the limit, where there are so many
   * @param position of an item in the list
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> position) {
    return found.size() <= limit
        ? new Page<>(found, Optional.empty())
        : new Page<>(found.subList(0, limit), Optional.of(position.apply(found.get(limit - 1))));
  }

  /** The same page of what becomes of its items. */
  public <R> Page<R> map(Function<? super T, ? extends R> view) {
    return new Page<>(items.stream().<R>map(view).toList(), next);
  }
}
