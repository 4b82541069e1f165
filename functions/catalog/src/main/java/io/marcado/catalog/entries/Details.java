package io.marcado.catalog.entries;

import java.util.OptionalInt;

/** What a business says of one of its categories, services or resources. */
public interface Details {
  /** Shown to clients; lists are in its order, within that of the place. */
  String name();

  /** Before the name in the order of lists: entries without a place follow those with one. */
  default OptionalInt place() {
    return OptionalInt.empty();
  }

  /** False hides it from clients. */
  boolean active();
}
