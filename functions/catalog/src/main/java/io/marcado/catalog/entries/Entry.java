package io.marcado.catalog.entries;

import java.time.Instant;
import java.util.Optional;

/**
 * A category, service or resource as it is kept.
 *
 * @param requestHash of the details with which it was made, to recognise a repeated request
 * @param version 1 at first, one more with each change
 * @param deletedAt empty while it is there; a deleted one stays readable for what was booked
 */
public record Entry<D extends Details>(
    String id,
    D details,
    String requestHash,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt) {

  public boolean isDeleted() {
    return deletedAt.isPresent();
  }

  /** True when clients may see it and book with it. */
  public boolean isOffered() {
    return details.active() && !isDeleted();
  }

  Entry<D> changed(D newDetails, Instant now) {
    return new Entry<>(id, newDetails, requestHash, version + 1, createdAt, now, deletedAt);
  }
}
