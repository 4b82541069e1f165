package io.marcado.platform.table;

import java.util.List;
import java.util.Optional;

/**
 * A part of what a selection returns; see {@link TableView#query} for when it is short.
 *
 * @param items in the selection's order
 * @param next where the next page starts; empty after the last
 */
public record Page(List<Item> items, Optional<Selection.Position> next) {}
