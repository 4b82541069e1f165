package io.marcado.bookings.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import java.time.Instant;
import java.util.Optional;

/** The personal data in blocks of time, for export and erasure. */
public interface TeamBlocks {

  /**
   * A page of the blocks that a person made, or that take time of the resource that is linked to
   * the person; by end, of all times. When few are the person's, a page may be short or empty and
   * still have a next one.
   *
   * @param limit 1 to 100 blocks
   * @param position the cursor of an earlier page
   * @throws io.marcado.platform.paging.ForeignPositionException for a cursor of another list
   */
  Page<TeamBlock> page(TenantId tenant, PersonId person, int limit, Optional<String> position);

  /**
   * Erases the reasons of these blocks, and that the person made them. The time stays taken.
   * Idempotent: a second call continues where the first one stopped.
   *
   * @return false when the time of the invocation ended before all were done
   */
  boolean erase(TenantId tenant, PersonId person, Instant now);
}
