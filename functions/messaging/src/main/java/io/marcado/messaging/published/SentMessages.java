package io.marcado.messaging.published;

import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import java.util.Optional;

/** The messages to a person in the last ninety days, for export and erasure. */
public interface SentMessages {

  /**
   * A page of a person's messages, oldest first; eventually consistent.
   *
   * @param limit 1 to 100 messages
   * @param position the cursor of an earlier page
   * @throws io.marcado.platform.paging.ForeignPositionException for a cursor of another list
   */
  Page<SentMessage> page(TenantId tenant, String userId, int limit, Optional<String> position);

  /**
   * Erases the recipient of the messages, and keeps that they went out. Idempotent: a second call
   * continues where the first one stopped.
   *
   * @return false when the time of the invocation ended before all messages were done
   */
  boolean erase(TenantId tenant, String userId);
}
