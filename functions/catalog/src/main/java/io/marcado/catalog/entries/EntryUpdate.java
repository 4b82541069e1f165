package io.marcado.catalog.entries;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A request to change an entry.
 *
 * @param details makes the new details of the present ones; may be asked several times
 * @param version the one that must be changed; empty for the present one
 */
public record EntryUpdate<D>(String id, UnaryOperator<D> details, Optional<Long> version) {}
