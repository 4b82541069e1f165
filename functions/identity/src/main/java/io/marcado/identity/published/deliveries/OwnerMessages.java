package io.marcado.identity.published.deliveries;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.util.List;

/**
 * Messages to the owners of a business about what another capability did. A message goes out if and
 * only if the transaction with its writes commits.
 */
public interface OwnerMessages {

  /**
   * The writes that tell every owner that a webhook was stopped: by e-mail, or by SMS to an owner
   * without one. Ten at most, and never refused.
   */
  List<Write> webhookStopped(TenantId tenant, Instant now);
}
