package io.marcado.catalog.entries;

/** What a business says of one of its categories, services or resources. */
public interface Details {
  /** Shown to clients; lists are in its order. */
  String name();

  /** False hides it from clients. */
  boolean active();
}
