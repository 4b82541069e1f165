package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.identity.IdentityRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Erases people. Once an erasure has begun there is no such person, and the phone may register
 * anew. A list keeps the erasure until all of it is done.
 */
public interface Erasures {

  /**
   * Erases the person who asks for it.
   *
   * @return what is to be finished, empty when the person was erased before; refused when the
   *     answer to the step-up was used or its session ended meanwhile, and for the last owner of a
   *     business
   */
  Result<Optional<Erasure>, IdentityRefusal> begin(
      Actor.Person person, ErasureProof proof, Instant now);

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
