package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.platform.table.Write;
import java.util.List;

/**
 * The client of a booking, known or about to be.
 *
 * @param clientId the person's id
 * @param writes what makes the person known, or its phone proved, to go into the booking's own
 *     transaction; empty when there is nothing to change
 */
public record ClientRecord(PersonId clientId, boolean isNew, List<Write> writes) {
  public ClientRecord {
    writes = List.copyOf(writes);
  }

  /** A client whom the business knows, and of whom nothing is to be written. */
  public static ClientRecord known(PersonId clientId) {
    return new ClientRecord(clientId, false, List.of());
  }

  /** Hides what is written. */
  @Override
  public String toString() {
    return "ClientRecord " + clientId;
  }
}
