package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Erases people. From the beginning on there is no such person, and whoever comes with the same
 * phone is somebody new; that the rest is to be done is written down until it was done.
 */
public interface Erasures {

  /**
   * Erases a person at its own wish.
   *
   * @param address where the wish came from
   * @return what is to be finished; empty when the person was erased before
   * @throws Problem 409 for the last owner of a business
   */
  Optional<Erasure> begin(TenantId tenant, PersonId personId, String address, Instant now);

  /** All erasures under way, of all businesses. */
  List<Erasure> unfinished();

  /**
   * Removes what is left of an erased person's account: sessions, and what others wrote while it
   * was being erased. May be repeated, and goes on where it stopped.
   *
   * @return false when the invocation's time is over before all was done
   */
  boolean clear(Erasure erasure);

  /** Notes that nothing is left to be done. Does no harm when that was noted before. */
  void finish(Erasure erasure);
}
