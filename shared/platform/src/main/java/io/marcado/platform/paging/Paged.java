package io.marcado.platform.paging;

import io.marcado.platform.deadline.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Works through a list that gets shorter by it, page by page, until the invocation's deadline. So a
 * second run continues where the first one stopped.
 */
public final class Paged {
  /** Time to keep for the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private Paged() {}

  /** Does something with every item, however long that takes. */
  public static <T> void all(Function<Optional<String>, Page<T>> pages, Consumer<? super T> work) {
    Optional<String> position = Optional.empty();
    do {
      Page<T> page = pages.apply(position);
      page.items().forEach(work);
      position = page.next();
    } while (position.isPresent());
  }

  /**
   * Does the work with each item.
   *
   * @param pages returns the page at a position; the position is empty for the first page
   * @return false when the time of the invocation ended before all were done
   */
  public static <T> boolean each(
      Function<Optional<String>, Page<T>> pages, Consumer<? super T> work) {
    return each(pages, _ -> true, work);
  }

  /**
   * The same for lists that keep what is done.
   *
   * @param isLeft true for an item that is still to be done
   */
  public static <T> boolean each(
      Function<Optional<String>, Page<T>> pages,
      Predicate<? super T> isLeft,
      Consumer<? super T> work) {
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
        work.accept(item);
      }
      position = page.next();
    } while (position.isPresent());
    return true;
  }
}
