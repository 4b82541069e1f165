package io.marcado.platform.table;

import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Erases the items of a list, page by page, until the invocation's deadline. A second run continues
 * where the first one stopped.
 */
public final class Erasing {
  /** Time to keep for the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private Erasing() {}

  /**
   * Erases each item.
   *
   * @param pages returns the page at a position; the position is empty for the first page
   * @return false when the time of the invocation ended before all items were erased
   */
  public static <T> boolean each(
      Function<Optional<String>, Page<T>> pages, Consumer<? super T> erase) {
    return each(pages, _ -> true, erase);
  }

  /**
   * The same for lists that keep erased items.
   *
   * @param isLeft true for an item that is still to be erased
   */
  public static <T> boolean each(
      Function<Optional<String>, Page<T>> pages,
      Predicate<? super T> isLeft,
      Consumer<? super T> erase) {
    Optional<String> position = Optional.empty();
    do {
      Page<T> page = pages.apply(position);
      for (T item : page.items()) {
        if (!isLeft.test(item)) {
          continue;
        }
        if (!Deadline.leaves(RESERVE)) {
          return false;
        }
        erase.accept(item);
      }
      position = page.next();
    } while (position.isPresent());
    return true;
  }
}
