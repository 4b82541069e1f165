package io.marcado.identity.published.deliveries;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.ItemKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Messages about accounts that items wait to have sent. The table's stream shows which items wait:
 * those that have an attribute {@code deliver}.
 */
public interface AccountDeliveries {

  /**
   * Makes ready what an item waits for, as the item is now. A secret is made here, and its hash is
   * kept with the item before this returns: an earlier secret is worth nothing from then on.
   *
   * @return empty when the item waits no longer, or it is too late
   */
  Optional<AccountDelivery> prepare(TenantId tenant, ItemKey item, Instant now);

  /**
   * Records that the message was counted, though nobody knows whether it went out: another attempt
   * finds it counted.
   */
  void counted(AccountDelivery delivery);

  /**
   * Records that the provider has accepted the message or refused it finally: it is no longer
   * pending.
   */
  void settled(AccountDelivery delivery);
}
