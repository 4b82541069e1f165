package io.marcado.catalog.entries;

import java.util.Optional;

/**
 * A request to delete an entry.
 *
 * @param version the one that must be deleted; empty for the present one
 */
public record Deletion(String id, Optional<Long> version) {}
