package io.marcado.platform.table;

import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Erases what is listed, page by page, for as long as the invocation's deadline allows. A second
 * run goes on where the first one stopped.
 */
public final class Erasing {
  /** Left for the answer, once there is no time for another item. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private Erasing() {}

  /**
   * Erases each item.
   *
   * @param pages gives the page at a position; empty for the first
   * @return false when the invocation's time is over before all were done
   */
  public static <T> boolean each(
      Function<Optional<String>, Page<T>> pages, Consumer<? super T> erase) {
    return each(pages, _ -> true, erase);
  }

  /**
   * The same for lists that keep what was erased.
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
