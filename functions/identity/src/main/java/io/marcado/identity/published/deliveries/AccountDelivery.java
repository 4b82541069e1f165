package io.marcado.identity.published.deliveries;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.ItemKey;
import java.util.Locale;
import java.util.Optional;

/**
 * A message about an account, ready to be sent.
 *
 * @param item which waits for it
 * @param locale the language of its person; empty for the business's
 * @param id the same whenever the same message is made ready
 * @param secret the code or token as the person gets it, another one each time; empty for a notice
 * @param askedWithProof true when the one who asked for it has proved the phone or e-mail
 * @param counted true when an earlier attempt counted it
 */
public record AccountDelivery(
    TenantId tenant,
    ItemKey item,
    AccountMessage message,
    Channel channel,
    Target to,
    Optional<Locale> locale,
    String id,
    Optional<String> secret,
    boolean askedWithProof,
    boolean counted) {

  /** Hides the secret, and where it goes. */
  @Override
  public String toString() {
    return "Delivery of " + message;
  }
}
