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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of each message: one item for each, by its deterministic id, however often it was
 * asked for. It holds neither phone numbers nor texts, and of the recipient the id only.
 *
 * <p>SENDING is a lease: one attempt at a time, and none beside it. An attempt that is known to
 * have sent nothing goes back to PENDING. An attempt whose end nobody saw, since its process died
 * or the provider did not answer, stays SENDING, and when its lease has run out the next delivery
 * tries again. Providers of SMS honour no idempotency key, so the choice there is between perhaps
 * twice and perhaps never. It is perhaps twice: the same true sentence twice is a nuisance, a
 * cancellation never told is somebody at a closed door. The window is one write wide, from the
 * provider's answer to SENT.
 */
@Singleton
public final class MessageLedger {
  /**
   * Longer than a function that sends may run (template.yaml: 30 s), so that no two attempts run
   * side by side; shorter than until a queue delivers again (180 s), so that the next one may try.
   */
  static final Duration LEASE = Duration.ofSeconds(35);

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

  /** Where a message stands. */
  public enum State {
    /** It was tried and nothing went out; it may be tried again. */
    PENDING,
    /** Somebody is sending it, or was when the process ended. */
    SENDING,
    /** The provider has taken it. */
    SENT,
    /** It will not be sent. */
    DROPPED
  }

  /** Whether a caller may send a message. */
  public sealed interface Claim {}

  /** The caller, and nobody else, may try until the lease runs out. */
  public record Lease(BookingMessage message, String holder) implements Claim {}

  /** Somebody else is at it; come back later. */
  public record Held() implements Claim {}

  /** It was sent or dropped before, so there is nothing to do. */
  public record Settled(State state) implements Claim {}

  /**
   * A message as the ledger has it.
   *
   * @param changedAt when it came to this state
   * @param attempts how often somebody was allowed to send it
   * @param channel by which it was sent
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

  /** Asks to send a message. Nothing may be sent before this was granted. */
  public Claim claim(BookingMessage message) {
    Instant now = clock.instant();
    String holder = ids.next();
    Outcome outcome = table.of(message.tenant()).write(claim(message, holder, now));
    return switch (outcome) {
      case Outcome.Written _ -> new Lease(message, holder);
      case Outcome.Refused refused -> refused(message, holder, refused);
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private static Claim refused(BookingMessage message, String holder, Outcome.Refused refused) {
    Item present =
        refused
            .presentAt(0)
            .orElseThrow(() -> new IllegalStateException("a claim refused by nothing"));
    State state = State.valueOf(present.text("state"));
    if (state != State.SENDING) {
      return new Settled(state);
    }
    // The table's answer to this very claim was lost, and its repetition met the claim itself.
    return present.text("holder").equals(holder) ? new Lease(message, holder) : new Held();
  }

  /**
   * The provider has taken the message.
   *
   * @param recipientId the person it went to, who may ask for it
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

  /** The message will not be sent. */
  public void dropped(Lease lease, DropReason reason) {
    settle(lease, State.DROPPED, new Update().set("reason", reason));
  }

  /** Nothing went out, and the message may be tried again at once. */
  public void released(Lease lease) {
    settle(lease, State.PENDING, new Update());
  }

  /** The message, if anybody has asked for it in the last ninety days. */
  public Optional<Entry> find(TenantId tenant, String messageId) {
    return table.of(tenant).get(key(tenant, messageId)).map(item -> entry(tenant, item));
  }

  private static Write claim(BookingMessage message, String holder, Instant now) {
    TenantId tenant = message.tenant();
    String id = message.id();
    return Write.update(
        key(tenant, id),
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
            .add("attempts", 1),
        Condition.ITEM_ABSENT
            .or(Condition.equal("state", State.PENDING))
            .or(
                Condition.equal("state", State.SENDING)
                    .and(Condition.less("leaseUntil", now.toEpochMilli()))));
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
                    Condition.equal("state", State.SENDING)
                        .and(Condition.equal("holder", lease.holder()))));
    switch (outcome) {
      case Outcome.Written _ -> {}
      case Outcome.Refused refused -> {
        // Most often this very write, repeated after its answer was lost: then it is as it should.
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

  private static Entry entry(TenantId tenant, Item item) {
    return new Entry(
        new BookingMessage(
            tenant,
            item.text("bookingId"),
            BookingMessageKind.valueOf(item.text("kind")),
            item.instant("start"),
            item.texts("resourceIds"),
            item.text("occasion")),
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

  // All messages of a tenant in the order in which they were asked for.
  private static PartitionKey listing(TenantId tenant) {
    return PartitionKey.of(tenant, "MESSAGES");
  }
}
