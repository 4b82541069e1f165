package io.marcado.identity.accounts.codes;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.marcado.domain.TenantId;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what items wait to deliver. A record that comes again sends nothing more: what was sent no
 * longer waits. After a crash between the sending and the note of it, a second message goes out,
 * with a new secret in place of the first.
 */
@Singleton
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Table table;
  private final Messenger messenger;
  private final SecureRandom random;
  private final InstantSource clock;

  Deliveries(Table table, Messenger messenger, SecureRandom random, InstantSource clock) {
    this.table = table;
    this.messenger = messenger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Sends what records say.
   *
   * @return how many of them, from the first, are done
   */
  int deliver(List<DynamodbStreamRecord> records) {
    for (int i = 0; i < records.size(); i++) {
      try {
        deliver(records.get(i));
      } catch (RuntimeException e) {
        LOG.error(
            "A message could not be sent: {}", Failures.summary(e), Failures.withoutMessages(e));
        return i;
      }
    }
    return records.size();
  }

  private void deliver(DynamodbStreamRecord record) {
    Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
    AttributeValue partition = keys == null ? null : keys.get("pk");
    AttributeValue sort = keys == null ? null : keys.get("sk");
    if (partition == null || sort == null) {
      throw new IllegalArgumentException("a record without its key");
    }
    Optional<TenantId> tenant = PartitionKey.tenantOf(partition.getS());
    // Nobody has told that the platform itself writes to people.
    if (tenant.isPresent()) {
      String rest = partition.getS().split("#", 3)[2];
      deliver(tenant.get(), ItemKey.of(tenant.get(), rest, sort.getS()));
    }
  }

  // The record may be old: what counts is the item as it is now.
  private void deliver(TenantId tenant, ItemKey key) {
    TableView view = table.of(tenant);
    Optional<Delivery> waiting =
        view.get(key)
            .flatMap(item -> item.optionalItem(Delivery.ATTRIBUTE))
            .map(Delivery::fromItem);
    if (waiting.isEmpty()) {
      return;
    }
    Delivery delivery = waiting.get();
    Instant now = clock.instant();
    if (!now.isBefore(delivery.until())) {
      LOG.warn("{} was not sent, since it is too late for it", delivery);
      return;
    }
    Optional<String> secret = secret(delivery);
    if (secret.isEmpty() || keep(view, tenant, key, delivery, secret.get(), now)) {
      messenger.send(tenant, delivery, text(delivery, secret));
      done(view, key, delivery);
    }
  }

  private Optional<String> secret(Delivery delivery) {
    return switch (delivery.message().secret()) {
      case CODE -> Optional.of("%06d".formatted(random.nextInt(1_000_000)));
      case TOKEN -> Optional.of(LongToken.secret(random));
      case NONE -> Optional.empty();
    };
  }

  private static String text(Delivery delivery, Optional<String> secret) {
    return delivery.message().secret() == Message.Secret.TOKEN
        ? new LongToken(delivery.id(), secret.orElseThrow()).text()
        : secret.orElse("");
  }

  /** Keeps the secret's hash. False when the item was used, or has been dealt with meanwhile. */
  private static boolean keep(
      TableView view, TenantId tenant, ItemKey key, Delivery delivery, String secret, Instant now) {
    String hash = SentSecrets.hash(tenant, delivery.purpose(), delivery.id(), secret);
    Write keep =
        Write.update(
            key,
            new Expression(
                "SET #hash = :hash",
                Map.of("#hash", SentSecrets.HASH),
                Map.of(":hash", value(hash))),
            new Expression(
                "#deliver.#id = :id AND #deliver.#until > :now",
                Map.of("#deliver", Delivery.ATTRIBUTE, "#id", "id", "#until", "until"),
                Map.of(
                    ":id",
                    value(delivery.id()),
                    ":now",
                    software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(
                        Long.toString(now.toEpochMilli())))));
    return switch (view.write(keep)) {
      case Outcome.Written(Item _) -> true;
      case Outcome.Refused _ -> false;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private static void done(TableView view, ItemKey key, Delivery delivery) {
    Expression stillWaits =
        new Expression(
            "#deliver.#id = :id",
            Map.of("#deliver", Delivery.ATTRIBUTE, "#id", "id"),
            Map.of(":id", value(delivery.id())));
    Write note =
        delivery.message().secret() == Message.Secret.NONE
            ? Write.delete(key, stillWaits)
            : Write.update(key, Expression.of("REMOVE deliver"), stillWaits);
    // A refusal means that the item was used already.
    if (view.write(note) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(String text) {
    return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(text);
  }
}
