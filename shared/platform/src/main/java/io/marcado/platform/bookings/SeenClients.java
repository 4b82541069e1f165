package io.marcado.platform.bookings;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the clients of bookings as a caller may see them. The capability identity says how, and
 * belongs into the jar of each caller.
 */
public interface SeenClients {

  /**
   * A client.
   *
   * @param name empty when the caller may not see it
   * @param phone likewise
   */
  record SeenClient(Optional<String> name, Optional<PhoneNumber> phone) {
    /** Hides who it is. */
    @Override
    public String toString() {
      return "SeenClient";
    }
  }

  /** Clients by id; those without a record are missing. */
  Map<PersonId, SeenClient> by(Actor caller, Collection<PersonId> ids);
}
