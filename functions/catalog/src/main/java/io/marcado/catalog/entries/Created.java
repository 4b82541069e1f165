package io.marcado.catalog.entries;

/**
 * An entry that was made.
 *
 * @param entry as it is now
 * @param replayed true when an earlier request with the same key made it
 */
public record Created<D extends Details>(Entry<D> entry, boolean replayed) {}
