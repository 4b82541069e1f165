package io.marcado.identity.accounts.codes;

import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the pending messages of items. After a crash between the sending and {@link #settled},
 * it prepares a second message, whose new secret replaces the first.
 */
@Singleton
final class Deliveries implements AccountDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Table table;
  private final SecureRandom random;

  Deliveries(Table table, SecureRandom random) {
    this.table = table;
    this.random = random;
  }

  @Override
  public Optional<AccountDelivery> prepare(TenantId tenant, ItemKey item, Instant now) {
    TableView view = table.of(tenant);
    Optional<Delivery> waiting =
        view.get(item)
            .flatMap(present -> present.optionalItem(Delivery.ATTRIBUTE))
            .map(Delivery::fromItem);
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    Delivery delivery = waiting.get();
    if (!now.isBefore(delivery.until())) {
      LOG.warn("{} was not sent, since it is too late for it", delivery);
      return Optional.empty();
    }
    Optional<String> secret = secret(delivery);
    if (secret.isPresent() && !keep(view, tenant, item, delivery, secret.get(), now)) {
      return Optional.empty();
    }
    return Optional.of(
        new AccountDelivery(
            tenant,
            item,
            delivery.message(),
            delivery.channel(),
            delivery.to(),
            delivery.id(),
            secret.map(text -> asSent(delivery, text))));
  }

  private Optional<String> secret(Delivery delivery) {
    return switch (delivery.message().secret()) {
      case CODE -> Optional.of("%06d".formatted(random.nextInt(1_000_000)));
      case TOKEN -> Optional.of(LongToken.secret(random));
      case NONE -> Optional.empty();
    };
  }

  private static String asSent(Delivery delivery, String secret) {
    return delivery.message().secret() == AccountMessage.Secret.TOKEN
        ? new LongToken(delivery.id(), secret).text()
        : secret;
  }

  /** Stores the secret's hash. Returns false when the item was used or settled meanwhile. */
  private static boolean keep(
      TableView view, TenantId tenant, ItemKey key, Delivery delivery, String secret, Instant now) {
    String hash = SentSecrets.hash(tenant, delivery.purpose(), delivery.id(), secret);
    Write keep =
        Write.update(
            key,
            new Update().set(SentSecrets.HASH, hash),
            waits(delivery.id())
                .and(Condition.greater(Delivery.ATTRIBUTE + ".until", now.toEpochMilli())));
    return switch (view.write(keep)) {
      case Outcome.Written(Item _) -> true;
      case Outcome.Refused _ -> false;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  @Override
  public void settled(AccountDelivery delivery) {
    Condition stillWaits = waits(delivery.id());
    Write note =
        delivery.secret().isEmpty()
            ? Write.delete(delivery.item(), stillWaits)
            : Write.update(delivery.item(), new Update().remove(Delivery.ATTRIBUTE), stillWaits);
    // A refusal means that the item was used already.
    if (table.of(delivery.tenant()).write(note) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static Condition waits(String deliveryId) {
    return Condition.equal(Delivery.ATTRIBUTE + ".id", deliveryId);
  }
}
