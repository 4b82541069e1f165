package io.marcado.messaging.published;

import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import java.util.Optional;

/**
 * The messages that a person was sent in the last ninety days: to be given to it, and forgotten.
 */
public interface SentMessages {

  /**
   * A page of a person's messages, oldest first. One just sent may take a moment to appear.
   *
   * @param limit 1 to 100 messages
   * @param position where an earlier page ended
   * @throws io.marcado.platform.paging.ForeignPositionException for a position that no page gave
   */
  Page<SentMessage> page(TenantId tenant, String userId, int limit, Optional<String> position);

  /**
   * Forgets whom messages went to; that they went out stays. May be repeated, and goes on where it
   * stopped.
   *
   * @return false when the invocation's time is over before all were done
   */
  boolean erase(TenantId tenant, String userId);
}
