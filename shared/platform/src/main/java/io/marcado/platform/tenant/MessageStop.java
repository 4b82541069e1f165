package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.ItemKey;

/** The item by which the operator stops all messages of one business. */
public final class MessageStop {
  private MessageStop() {}

  /** Where the stop is kept; the business sends messages while there is no such item. */
  public static ItemKey key(TenantId tenant) {
    return ItemKey.of(tenant, "MESSAGES-STOPPED", "STOP");
  }
}
