package io.marcado.identity.accounts.codes;

import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.SendingLimits;
import io.marcado.identity.accounts.limits.SendingLimits.Counts;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Prepares the pending messages of items. After a crash between the sending and {@link #settled},
 * it prepares a second message, whose new secret replaces the first.
 */
@Singleton
final class Deliveries implements AccountDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** In the attribute of the delivery. */
  private static final String COUNTED = "counted";

  private final Table table;
  private final SendingLimits limits;
  private final SecureRandom random;

  Deliveries(Table table, SendingLimits limits, SecureRandom random) {
    this.table = table;
    this.limits = limits;
    this.random = random;
  }

  @Override
  public Optional<AccountDelivery> prepare(TenantId tenant, ItemKey item, Instant now) {
    TableView view = table.of(tenant);
    Optional<Item> present = view.get(item);
    Optional<Item> waiting = present.flatMap(found -> found.optionalItem(Delivery.ATTRIBUTE));
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    Delivery delivery = Delivery.fromItem(waiting.get());
    if (!now.isBefore(delivery.until())) {
      LOG.warn("{} was not sent, since it is too late for it", delivery);
      return Optional.empty();
    }
    Optional<String> secret = secret(delivery);
    // A code that is sent again after a crash was counted already.
    boolean counted = present.orElseThrow().has(SentSecrets.HASH);
    Counts counts =
        delivery
            .asker()
            .filter(_ -> !counted)
            .map(asker -> limits.counts(tenant, delivery.to(), asker))
            .orElse(Counts.NONE);
    if (secret.isPresent() && !keep(tenant, item, delivery, secret.get(), counts, now)) {
      return Optional.empty();
    }
    return Optional.of(
        new AccountDelivery(
            tenant,
            item,
            delivery.message(),
            delivery.channel(),
            delivery.to(),
            delivery.locale(),
            delivery.id(),
            secret.map(text -> asSent(delivery, text)),
            delivery.asker().filter(Asker::hasProof).isPresent(),
            waiting.get().flag(COUNTED)));
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

  /**
   * Stores the secret's hash and counts the message, both or neither. Returns false when the item
   * was used or settled meanwhile, and beyond the limits: then nothing ever goes out for it.
   */
  private boolean keep(
      TenantId tenant, ItemKey key, Delivery delivery, String secret, Counts counts, Instant now) {
    String hash = SentSecrets.hash(tenant, delivery.purpose(), delivery.id(), secret);
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.update(
            key,
            new Update().set(SentSecrets.HASH, hash),
            waits(delivery.id())
                .and(Condition.greater(Delivery.ATTRIBUTE + ".until", now.toEpochMilli()))));
    counts.all().forEach(count -> writes.add(count.write()));
    Optional<Outcome.Refused> refused = table.platformAnd(tenant).transact(writes).refusal();
    if (refused.filter(outcome -> !outcome.at(0)).isPresent()) {
      settle(tenant, key, delivery.id());
      beyondLimits(delivery, counts, refused.get());
    }
    return refused.isEmpty();
  }

  // An alarm counts the lines of the breaker by their event.
  private static void beyondLimits(Delivery delivery, Counts counts, Outcome.Refused refused) {
    // The breaker's count is the last write, behind that of the hash.
    boolean tripped = counts.breaker().isPresent() && refused.at(counts.all().size());
    if (!tripped) {
      LOG.warn("{} was not sent, since its limits are reached", delivery);
      return;
    }
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "code-breaker-tripped")) {
      LOG.warn("{} was not sent, since too many codes were not entered", delivery);
    }
  }

  @Override
  public void counted(AccountDelivery delivery) {
    note(
        delivery.tenant(),
        Write.update(
            delivery.item(),
            new Update().set(Delivery.ATTRIBUTE + "." + COUNTED, true),
            waits(delivery.id())));
  }

  @Override
  public void settled(AccountDelivery delivery) {
    if (delivery.secret().isPresent()) {
      settle(delivery.tenant(), delivery.item(), delivery.id());
    } else {
      note(delivery.tenant(), Write.delete(delivery.item(), waits(delivery.id())));
    }
  }

  private void settle(TenantId tenant, ItemKey item, String deliveryId) {
    note(tenant, Write.update(item, new Update().remove(Delivery.ATTRIBUTE), waits(deliveryId)));
  }

  private void note(TenantId tenant, Write note) {
    // A refusal means that the item was used already.
    if (table.of(tenant).write(note) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static Condition waits(String deliveryId) {
    return Condition.equal(Delivery.ATTRIBUTE + ".id", deliveryId);
  }
}
