package io.marcado.messaging.bookings;

import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of each message, in one item under its deterministic id, however often it is requested.
 * It stores neither phone numbers nor texts, and of the recipient only the id.
 *
 * <p>SENDING is a lease: it allows one attempt at a time. If an attempt certainly sent nothing, the
 * message goes back to PENDING. If the outcome is unknown, since the process died or the provider
 * did not answer, the message stays SENDING. The next delivery after the lease has expired tries
 * again. SMS providers have no idempotency key, so we must choose between "at least once" and "at
 * most once". We choose at least once: the same true message twice is a nuisance, but a client who
 * misses a cancellation stands at a closed door. The window for a second message is one write wide,
 * from the provider's answer to SENT.
 */
@Singleton
public final class MessageLedger {
  /**
   * Longer than the timeout of a sending function (template.yaml: 30 s), so that no two attempts
   * run in parallel. Shorter than the visibility timeout of the queues (180 s), so that the next
   * delivery may try.
   */
  static final Duration LEASE = Duration.ofSeconds(35);

  private static final String COUNTED = "counted";

  private static final Duration KEPT = Duration.ofDays(90);
  private static final Logger LOG = LoggerFactory.getLogger(MessageLedger.class);

  private final Table table;
  private final Ids ids;
  private final InstantSource clock;

  public MessageLedger(Table table, Ids ids, InstantSource clock) {
    this.table = table;
    this.ids = ids;
    this.clock = clock;
  }

  /** The state of a message. */
  public enum State {
    /** An attempt sent nothing; another one may try. */
    PENDING,
    /** An attempt is sending it, or was when its process ended. */
    SENDING,
    /** The provider has accepted it. */
    SENT,
    /** It will not be sent. */
    DROPPED
  }

  /** Whether a caller may send a message. */
  public sealed interface Claim {}

  /**
   * The caller holds the lease.
   *
   * @param counted true when an earlier attempt counted the message
   */
  public record Lease(BookingMessage message, String holder, boolean counted) implements Claim {}

  /** Another attempt holds the lease; retry later. */
  public record Held() implements Claim {}

  /** It was sent or dropped before: nothing to do. */
  public record Settled(State state) implements Claim {}

  /**
   * A message as the ledger has it.
   *
   * @param changedAt when it got this state
   * @param attempts number of leases so far
   * @param channel of the sent message
   * @param template language and name of its text
   * @param dropped why it was not sent
   */
  public record Entry(
      BookingMessage message,
      State state,
      Instant createdAt,
      Instant changedAt,
      int attempts,
      Optional<Channel> channel,
      Optional<String> template,
      Optional<DropReason> dropped) {}

  /** Asks for the lease of a message. Only the holder of the lease may send it. */
  public Claim claim(BookingMessage message) {
    return claim(message, ids.next(), false);
  }

  // An item says why it refuses, and so whether it was counted. Only a second attempt may meet one
  // that was, so only then it takes a second write.
  private Claim claim(BookingMessage message, String holder, boolean counted) {
    Outcome outcome =
        table.of(message.tenant()).write(claim(message, holder, clock.instant(), counted));
    return switch (outcome) {
      case Outcome.Written _ -> new Lease(message, holder, counted);
      case Outcome.Refused refused -> {
        Item present =
            refused
                .presentAt(0)
                .orElseThrow(() -> new IllegalStateException("a claim refused by nothing"));
        yield !counted && present.has(COUNTED)
            ? claim(message, holder, true)
            : refused(message, holder, counted, present);
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private static Claim refused(
      BookingMessage message, String holder, boolean counted, Item present) {
    State state = State.valueOf(present.text("state"));
    if (state != State.SENDING) {
      return new Settled(state);
    }
    // The answer to this claim was lost, and the retry met the claim itself.
    return present.text("holder").equals(holder) ? new Lease(message, holder, counted) : new Held();
  }

  /**
   * Records that the message is counted, though nobody knows whether it went out. The lease stays.
   */
  public void counted(Lease lease) {
    BookingMessage message = lease.message();
    Outcome outcome =
        table
            .of(message.tenant())
            .write(
                Write.update(
                    key(message.tenant(), message.id()),
                    new Update().set(COUNTED, true),
                    heldBy(lease)));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /**
   * Records that the provider has accepted the message.
   *
   * @param recipientId the recipient, who may export it
   */
  public void sent(Lease lease, String recipientId, Channel channel, String template) {
    BookingMessage message = lease.message();
    settle(
        lease,
        State.SENT,
        new Update()
            .set("channel", channel)
            .set("template", template)
            .set(
                Index.GSI2.partitionName(),
                LedgerOfPerson.of(message.tenant(), recipientId).value())
            .set(Index.GSI2.sortName(), LedgerOfPerson.place(clock.instant(), message.id())));
  }

  /** Records that the message is dropped. */
  public void dropped(Lease lease, DropReason reason) {
    settle(lease, State.DROPPED, new Update().set("reason", reason));
  }

  /** Records that nothing went out, and gives the lease back. */
  public void released(Lease lease) {
    settle(lease, State.PENDING, new Update());
  }

  /** The message, if it was requested in the last ninety days. */
  public Optional<Entry> find(TenantId tenant, String messageId) {
    return table.of(tenant).get(key(tenant, messageId)).map(item -> entry(tenant, item));
  }

  private static Write claim(BookingMessage message, String holder, Instant now, boolean counted) {
    TenantId tenant = message.tenant();
    String id = message.id();
    Update update =
        new Update()
            .set("state", State.SENDING)
            .set("holder", holder)
            .set("leaseUntil", now.plus(LEASE).toEpochMilli())
            .set("changedAt", now)
            .setIfAbsent("createdAt", now)
            .set("kind", message.kind())
            .set("bookingId", message.bookingId())
            .set("start", message.start())
            .set("resourceIds", message.resourceIds())
            .set("occasion", message.occasion())
            .set(Index.GSI1.partitionName(), listing(tenant).value())
            .setIfAbsent(Index.GSI1.sortName(), now + "#" + id)
            .set("ttl", now.plus(KEPT).getEpochSecond())
            .add("attempts", 1);
    message.localStart().ifPresent(local -> update.set("localStart", local.toString()));
    message.ownerId().ifPresent(ownerId -> update.set("ownerId", ownerId));
    return Write.update(
        key(tenant, id),
        update,
        Condition.ITEM_ABSENT
            .or(Condition.equal("state", State.PENDING))
            .or(
                Condition.equal("state", State.SENDING)
                    .and(Condition.less("leaseUntil", now.toEpochMilli())))
            .and(counted ? Condition.present(COUNTED) : Condition.absent(COUNTED)));
  }

  private void settle(Lease lease, State state, Update change) {
    BookingMessage message = lease.message();
    Outcome outcome =
        table
            .of(message.tenant())
            .write(
                Write.update(
                    key(message.tenant(), message.id()),
                    change
                        .set("state", state)
                        .set("changedAt", clock.instant())
                        .remove("holder", "leaseUntil"),
                    heldBy(lease)));
    switch (outcome) {
      case Outcome.Written _ -> {}
      case Outcome.Refused refused -> {
        // Usually this is the retry of a write whose answer was lost, so the state is right.
        if (!refused
            .presentAt(0)
            .map(item -> item.text("state"))
            .equals(Optional.of(state.name()))) {
          LOG.warn("Message {} of tenant {} was taken over", message.id(), message.tenant());
        }
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    }
  }

  private static Condition heldBy(Lease lease) {
    return Condition.equal("state", State.SENDING).and(Condition.equal("holder", lease.holder()));
  }

  private static Entry entry(TenantId tenant, Item item) {
    return new Entry(
        new BookingMessage(
            tenant,
            item.text("bookingId"),
            BookingMessageKind.valueOf(item.text("kind")),
            item.instant("start"),
            item.texts("resourceIds"),
            item.text("occasion"),
            item.optionalText("localStart").map(LocalDateTime::parse),
            item.optionalText("ownerId")),
        State.valueOf(item.text("state")),
        item.instant("createdAt"),
        item.instant("changedAt"),
        item.integer("attempts"),
        item.optionalText("channel").map(Channel::valueOf),
        item.optionalText("template"),
        item.optionalText("reason").map(DropReason::valueOf));
  }

  static ItemKey key(TenantId tenant, String messageId) {
    return ItemKey.of(tenant, "MESSAGE#" + messageId, "MESSAGE");
  }

  // All messages of a tenant, in the order of their requests.
  private static PartitionKey listing(TenantId tenant) {
    return PartitionKey.of(tenant, "MESSAGES");
  }
}
