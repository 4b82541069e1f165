package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.platform.table.Write;
import java.util.List;

/**
 * The client of a booking, known or about to be.
 *
 * @param clientId the person's id
 * @param writes what makes the person known, to go into the booking's own transaction; empty for
 *     somebody who is known already
 */
public record ClientRecord(PersonId clientId, List<Write> writes) {
  public ClientRecord {
    writes = List.copyOf(writes);
  }

  /** True for a client who is about to be known. */
  public boolean isNew() {
    return !writes.isEmpty();
  }

  /** Hides what is written. */
  @Override
  public String toString() {
    return "ClientRecord " + clientId;
  }
}
