package io.marcado.platform.http;

import io.marcado.platform.paging.ListCursors;
import io.marcado.platform.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in an answer.
 *
 * @param nextCursor where the next page starts; null after the last
 */
public record ItemList<T>(List<T> items, @Nullable String nextCursor) {

  /** A page with what is shown of its items. */
  public static <T, V> ItemList<V> of(
      Call call, Page<T> page, Function<? super T, ? extends V> view) {
    return of(call.cursors(), page, view);
  }

  /** The same for an operator. */
  public static <T, V> ItemList<V> of(
      OperatorCall call, Page<T> page, Function<? super T, ? extends V> view) {
    return of(call.cursors(), page, view);
  }

  private static <T, V> ItemList<V> of(
      ListCursors cursors, Page<T> page, Function<? super T, ? extends V> view) {
    Page<V> shown = page.map(view);
    return new ItemList<>(shown.items(), shown.next().map(cursors::of).orElse(null));
  }
}
