package io.marcado.catalog.entries;

import java.util.Optional;

/**
 * A request to make an entry.
 *
 * @param idempotencyKey the same key again does not make another one
 */
public record Draft<D>(D details, Optional<String> idempotencyKey) {}
