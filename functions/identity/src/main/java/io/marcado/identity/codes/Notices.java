package io.marcado.identity.codes;

import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells people what was done to their account, in case it was not they. A notice goes out if, and
 * only if, the transaction that its write is part of went through.
 */
@Singleton
public final class Notices {
  /** How long it is worth sending. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Ids ids;

  public Notices(Ids ids) {
    this.ids = ids;
  }

  /**
   * The write that makes a notice go out: by e-mail where there is one, else by SMS.
   *
   * @param message one without a secret
   * @param phone as it was before the change, so that its old holder is told
   * @param email as it was before the change
   */
  public Write write(
      TenantId tenant, Message message, PhoneNumber phone, Optional<String> email, Instant now) {
    if (message.secret() != Message.Secret.NONE) {
      throw new IllegalArgumentException("no notice: " + message);
    }
    String id = ids.nextLong();
    Delivery delivery =
        new Delivery(
            message,
            email.isPresent() ? Channel.EMAIL : Channel.SMS,
            email.<Target>map(Target.Email::new).orElseGet(() -> new Target.Phone(phone)),
            "NOTICE",
            id,
            now.plus(LIFETIME));
    return Write.create(
        ItemKey.of(tenant, "NOTICE#" + id, "NOTICE"),
        Item.builder()
            .item(Delivery.ATTRIBUTE, delivery.toItem())
            .expiresAfter(delivery.until())
            .build());
  }
}
