package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.messaging.sending.Attempt;
import io.marcado.messaging.sending.Try;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of each message, in one item under its deterministic id, however often it is requested.
 * The items of a booking's messages stand together. It stores no phone numbers, and of the
 * recipient only the id; the text only of a message to a client, which is erased with that client.
 * It is in no index until it is sent, since each write of an item is a write of its entries too.
 *
 * <p>SENDING is a lease: it allows one attempt at a time. If an attempt certainly sent nothing, the
 * message goes back to PENDING. If the outcome is unknown, since the process died or the provider
 * did not answer, the message stays SENDING. The next delivery after the lease has expired tries
 * again. SMS providers have no idempotency key, so we must choose between "at least once" and "at
 * most once". We choose at least once: the same true message twice is a nuisance, but a client who
 * misses a cancellation stands at a closed door. The window for a second message is one write wide,
 * from the provider's answer to SENT.
 *
 * <p>What went out by WhatsApp becomes DELIVERED and READ, as its provider tells, never back. When
 * it could not be delivered, it is PENDING again, with the channel that failed in its tries. When
 * nobody tells in time, it is SENDING by the next channel, and SENT as before where it does not go.
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
  static final String REPLAY_OF = "replayOf";
  static final String WAITS_UNTIL = "waitsUntil";

  /** Most news of one digest; a member reads no more in one morning. */
  static final int MOST_NEWS = 1000;

  /** Characters of a text that are kept. */
  private static final int LONGEST_TEXT = 1600;

  private static final String NEWS = "news";
  private static final String TRIES = "tries";
  private static final String SENT_AT = "sentAt";
  private static final Set<State> SENT = Set.of(State.SENT);
  private static final Try ACCEPTED = Try.accepted(Channel.WHATSAPP);
  private static final Try SILENT = new Try(Channel.WHATSAPP, Try.Result.SILENT, "");
  private static final Condition PENDING = Condition.equal("state", State.PENDING);
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
    /** It is on the phone; known of WhatsApp alone. */
    DELIVERED,
    /** Its reader has seen it; known of WhatsApp alone, and not of everybody. */
    READ,
    /** The provider had accepted it and could not deliver it, and there was no other channel. */
    FAILED,
    /** It waits in the member's digest. */
    COLLECTED,
    /** It will not be sent. */
    DROPPED,
    /** It is none of ours: the client has sent it. */
    RECEIVED;

    /** Those of what went out, as far as anybody knows. */
    static final Set<State> OUT = Set.of(SENT, DELIVERED, READ);
  }

  /** What comes of news of a message that its provider has accepted. */
  enum Told {
    /** Noted, or known, or of no interest any more. */
    DONE,
    /** It is to be sent by the next channel. */
    OPEN_AGAIN,
    /** It is just being sent: tell it again later. */
    TOO_EARLY
  }

  /** Whether a caller may send a message. */
  public sealed interface Claim {}

  /**
   * The caller holds the lease.
   *
   * @param about the booking of the message, or the member of the digest
   * @param counted true when an earlier attempt counted the message
   * @param tries of channels by earlier attempts, all in vain
   */
  public record Lease(
      TenantId tenant,
      String about,
      String messageId,
      String holder,
      boolean counted,
      List<Try> tries)
      implements Claim {
    /** The channels that are not tried again. */
    Set<Channel> triedInVain() {
      return tries.stream().map(Try::channel).collect(Collectors.toSet());
    }

    /** True for what went out by WhatsApp, which stayed silent about it. */
    boolean afterSilence() {
      return tries.stream().anyMatch(one -> one.result() == Try.Result.SILENT);
    }
  }

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

  /** Whether news went into a digest. */
  enum Collected {
    DONE,
    /** The digest is sent, or being sent. */
    OVER,
    /** It has {@value #MOST_NEWS} already. */
    FULL
  }

  /** Asks for the lease of a message. Only the holder of the lease may send it. */
  public Claim claim(BookingMessage message) {
    return claim(
        new Lease(
            message.tenant(), message.bookingId(), message.id(), ids.next(), false, List.of()),
        () -> facts(message),
        Condition.ITEM_ABSENT.or(PENDING));
  }

  /** Asks for the lease of a digest; settled when nothing was ever collected for it. */
  Claim claim(Digest digest) {
    return claim(
        new Lease(
            digest.tenant(), digest.to().memberId(), digest.id(), ids.next(), false, List.of()),
        Update::new,
        PENDING);
  }

  /** When WhatsApp took a message of which it has told nothing since; empty for every other one. */
  static Optional<Instant> silentSince(Item item) {
    return isIn(State.SENT, item)
            && item.optionalText("channel").filter(Channel.WHATSAPP.name()::equals).isPresent()
        ? sentAt(item)
        : Optional.empty();
  }

  /** True for what is still to be sent, and for what may have to go by another channel too. */
  static boolean isOpen(Item item) {
    return isIn(State.PENDING, item) || isIn(State.SENDING, item) || silentSince(item).isPresent();
  }

  /**
   * Asks for the lease of a message of which WhatsApp has told nothing. It is counted.
   *
   * @param sent as it was read
   */
  Claim claimSilent(BookingMessage message, Item sent) {
    Lease lease =
        new Lease(
            message.tenant(),
            message.bookingId(),
            message.id(),
            ids.next(),
            true,
            changed(tries(sent), ACCEPTED, SILENT));
    Write claim =
        Write.update(
            key(lease),
            leased(lease, new Update().set(COUNTED, true).set(TRIES, texts(lease.tries()))),
            isByWhatsApp(SENT).and(Condition.equal("attempts", sent.integer("attempts"))));
    return switch (table.of(message.tenant()).write(claim)) {
      case Outcome.Written _ -> lease;
      case Outcome.Refused refused -> refused(lease, refused.presentAt(0));
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private static List<Try> changed(List<Try> tries, Try from, Try to) {
    return tries.stream().map(one -> one.equals(from) ? to : one).toList();
  }

  private static List<String> texts(List<Try> tries) {
    return tries.stream().map(Try::text).toList();
  }

  private Update leased(Lease lease, Update update) {
    Instant now = clock.instant();
    return begun(update, now)
        .set("state", State.SENDING)
        .set("holder", lease.holder())
        .set("leaseUntil", now.plus(LEASE).toEpochMilli())
        .remove(WAITS_UNTIL)
        .add("attempts", 1);
  }

  // An item says why it refuses, and so whether it was counted. Only a second attempt may meet one
  // that was, so only then it takes a second write.
  private Claim claim(Lease lease, Supplier<Update> facts, Condition open) {
    TenantId tenant = lease.tenant();
    Write claim =
        Write.update(
            key(lease),
            leased(lease, facts.get()),
            open.or(cutOff())
                .and(lease.counted() ? Condition.present(COUNTED) : Condition.absent(COUNTED)));
    return switch (table.of(tenant).write(claim)) {
      case Outcome.Written _ -> lease;
      case Outcome.Refused refused -> {
        Optional<Item> present = refused.presentAt(0);
        yield !lease.counted() && present.filter(item -> item.has(COUNTED)).isPresent()
            ? claim(
                new Lease(
                    tenant,
                    lease.about(),
                    lease.messageId(),
                    lease.holder(),
                    true,
                    tries(present.orElseThrow())),
                facts,
                open)
            : refused(lease, present);
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private Condition cutOff() {
    return Condition.equal("state", State.SENDING)
        .and(Condition.less("leaseUntil", clock.millis()));
  }

  private static Claim refused(Lease lease, Optional<Item> present) {
    State state = present.map(item -> State.valueOf(item.text("state"))).orElse(State.DROPPED);
    if (state != State.SENDING) {
      return new Settled(state);
    }
    // The answer to this claim was lost, and the retry met the claim itself.
    return present.orElseThrow().text("holder").equals(lease.holder()) ? lease : new Held();
  }

  /** Puts news into a digest that is not being sent yet. Idempotent. */
  Collected collect(Digest digest, Set<DigestNews> news) {
    TenantId tenant = digest.tenant();
    Update update =
        begun(new Update(), clock.instant())
            .set("state", State.PENDING)
            .set("kind", Digest.KIND)
            .set("memberId", digest.to().memberId())
            .set("channel", digest.to().channel())
            .set("day", digest.occasion().toString())
            .add(NEWS, news.stream().map(DigestNews::text).collect(Collectors.toSet()));
    Condition open = Condition.ITEM_ABSENT.or(PENDING.and(Condition.smaller(NEWS, MOST_NEWS)));
    return switch (table.of(tenant).write(Write.update(key(digest), update, open))) {
      case Outcome.Written _ -> Collected.DONE;
      case Outcome.Refused refused ->
          refused.presentAt(0).filter(item -> isIn(State.PENDING, item)).isPresent()
              ? Collected.FULL
              : Collected.OVER;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** What a digest has collected; strongly consistent. */
  Set<DigestNews> news(Digest digest) {
    return table
        .of(digest.tenant())
        .get(key(digest))
        .map(item -> item.attributes().get(NEWS))
        .map(set -> set.ss().stream().map(DigestNews::parse).collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /**
   * Decides what becomes of a message. When that throws, nothing went out, and the lease is given
   * back; if that fails too, it expires by itself.
   */
  <T> T deciding(Lease lease, Supplier<T> decision) {
    return Attempt.of(decision, () -> released(lease));
  }

  /**
   * Sends a message that is counted. When that throws, nobody knows whether it went out, so the
   * lease stays, and the next attempt does not count again.
   */
  <T> T sending(Lease lease, Supplier<T> sending) {
    return Attempt.of(
        sending,
        () -> {
          if (!lease.counted()) {
            counted(lease);
          }
        });
  }

  private void counted(Lease lease) {
    Outcome outcome =
        table
            .of(lease.tenant())
            .write(Write.update(key(lease), new Update().set(COUNTED, true), heldBy(lease)));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /**
   * Records that the provider has accepted the message.
   *
   * @param recipientId the recipient, who may export it
   * @param text as it went out to a client; empty for the team, whose texts speak of clients who
   *     could not erase them
   */
  public void sent(
      Lease lease, String recipientId, Channel channel, String template, Optional<String> text) {
    sent(lease, recipientId, channel, template, text, Optional.empty(), List.of());
  }

  /**
   * The same for what was tried by several channels, or whose provider tells what becomes of it.
   *
   * @param providerId as the provider calls the message; empty for one that tells nothing
   * @param tries by this attempt
   */
  void sent(
      Lease lease,
      String recipientId,
      Channel channel,
      String template,
      Optional<String> text,
      Optional<String> providerId,
      List<Try> tries) {
    Update update =
        listed(lease, recipientId).set("channel", channel).set("template", template).remove(NEWS);
    text.ifPresent(words -> update.set("text", words));
    providerId.ifPresentOrElse(
        id -> update.set("providerId", id).set(SENT_AT, clock.instant()),
        () -> update.remove(SENT_AT));
    settle(lease, State.SENT, withTries(update, lease, tries));
  }

  // The one channel of most messages is known without.
  private static Update withTries(Update update, Lease lease, List<Try> tries) {
    List<String> all = texts(Stream.concat(lease.tries().stream(), tries.stream()).toList());
    boolean known =
        all.isEmpty()
            || all.equals(List.of(Try.accepted(Channel.SMS).text()))
            || all.equals(List.of(Try.accepted(Channel.EMAIL).text()));
    return known ? update : update.set(TRIES, all);
  }

  /** The attempts so far; empty where it was one channel alone. */
  static List<Try> tries(Item item) {
    return item.texts(TRIES).stream().map(Try::parse).toList();
  }

  /**
   * Records that the message is dropped.
   *
   * @param clientId the client whom it would have told; empty for the team, and for nobody
   */
  public void dropped(Lease lease, DropReason reason, Optional<String> clientId) {
    dropped(lease, reason, clientId, List.of());
  }

  /** The same, with what was tried by this attempt. */
  void dropped(Lease lease, DropReason reason, Optional<String> clientId, List<Try> tries) {
    Update update = clientId.map(id -> listed(lease, id)).orElseGet(Update::new);
    settle(
        lease,
        reason == DropReason.NOT_DELIVERED ? State.FAILED : State.DROPPED,
        withTries(update.set("reason", reason).remove(NEWS), lease, tries));
  }

  /** Notes that what went out by WhatsApp has arrived, or was read, which is known out of order. */
  Told arrived(MessageReference message, State state) {
    Set<State> earlier = state == State.READ ? Set.of(State.SENT, State.DELIVERED) : SENT;
    Update update =
        new Update()
            .set("state", state)
            .set("changedAt", clock.instant())
            .remove("holder", "leaseUntil");
    // By WhatsApp and being sent is only what stayed silent.
    Condition expected = isByWhatsApp(Condition.oneOf("state", earlier).or(cutOff()));
    Outcome outcome =
        table.of(message.tenant()).write(Write.update(key(message), update, expected));
    return switch (outcome) {
      case Outcome.Written _ -> Told.DONE;
      case Outcome.Refused refused ->
          refused.presentAt(0).filter(this::isBeingSent).isPresent() ? Told.TOO_EARLY : Told.DONE;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /**
   * Opens again what went out by WhatsApp and could not be delivered. It is counted, and in no try
   * by WhatsApp any more.
   */
  Told failed(MessageReference message, String reason) {
    Optional<Item> found = table.of(message.tenant()).get(key(message));
    if (found.isEmpty()) {
      return Told.DONE;
    }
    Item item = found.get();
    // A fall-back that was cut off is finished first: only then its channel is known.
    if (isBeingSent(item) || isIn(State.SENDING, item) && tries(item).contains(SILENT)) {
      return Told.TOO_EARLY;
    }
    if (isOpenAgain(item)) {
      // An earlier delivery of the same news has opened it, and was cut off.
      return Told.OPEN_AGAIN;
    }
    if (!isIn(State.SENT, item)) {
      return Told.DONE;
    }
    Try failed = new Try(Channel.WHATSAPP, Try.Result.FAILED, reason);
    Update update =
        new Update()
            .set("state", State.PENDING)
            .set("changedAt", clock.instant())
            .set(COUNTED, true)
            .set(TRIES, texts(changed(tries(item), ACCEPTED, failed)))
            .remove("channel", "text", "template", SENT_AT);
    Outcome outcome =
        table.of(message.tenant()).write(Write.update(key(message), update, isByWhatsApp(SENT)));
    return switch (outcome) {
      case Outcome.Written _ -> Told.OPEN_AGAIN;
      // It has just arrived after all; or this is the retry of a write whose answer was lost.
      case Outcome.Refused refused ->
          refused.presentAt(0).filter(MessageLedger::isOpenAgain).isPresent()
              ? Told.OPEN_AGAIN
              : Told.DONE;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private static boolean isOpenAgain(Item item) {
    return (isIn(State.PENDING, item) || isIn(State.SENDING, item))
        && tries(item).stream().anyMatch(one -> one.result() == Try.Result.FAILED);
  }

  private static Condition isByWhatsApp(Set<State> states) {
    return isByWhatsApp(Condition.oneOf("state", states));
  }

  private static Condition isByWhatsApp(Condition state) {
    return state.and(Condition.equal("channel", Channel.WHATSAPP));
  }

  private boolean isBeingSent(Item item) {
    return isIn(State.SENDING, item) && item.number("leaseUntil") > clock.millis();
  }

  private Update listed(Lease lease, String recipientId) {
    return new Update()
        .set(Index.GSI2.partitionName(), LedgerOfPerson.of(lease.tenant(), recipientId).value())
        .set(
            Index.GSI2.sortName(),
            LedgerOfPerson.place(clock.instant(), lease.about(), lease.messageId()));
  }

  /**
   * Keeps a text that a client sent in answer to a message about a booking, beside what the client
   * was sent. Idempotent.
   *
   * @param textId the same for each delivery
   * @param sent when the client sent it
   */
  public void received(
      TenantId tenant,
      String bookingId,
      String clientId,
      String textId,
      Channel channel,
      String text,
      Instant sent) {
    Update update =
        new Update()
            .set("state", State.RECEIVED)
            .set("bookingId", bookingId)
            .set("channel", channel)
            .set("text", text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
            .set("createdAt", sent)
            .set("changedAt", sent)
            .set("ttl", sent.plus(KEPT).getEpochSecond())
            .set(Index.GSI2.partitionName(), LedgerOfPerson.of(tenant, clientId).value())
            .set(Index.GSI2.sortName(), LedgerOfPerson.place(sent, bookingId, textId));
    Outcome outcome =
        table
            .of(tenant)
            .write(Write.update(key(tenant, bookingId, textId), update, Condition.ITEM_ABSENT));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /** Records that the message waits in a digest. */
  void collected(Lease lease) {
    settle(lease, State.COLLECTED, new Update());
  }

  /** Records that nothing went out, and gives the lease back. */
  public void released(Lease lease) {
    released(lease, List.of());
  }

  /** The same, with what was tried by this attempt. What stayed silent is sent as it was. */
  void released(Lease lease, List<Try> tries) {
    if (lease.afterSilence()) {
      List<Try> all = Stream.concat(lease.tries().stream(), tries.stream()).toList();
      settle(lease, State.SENT, new Update().set(TRIES, texts(changed(all, SILENT, ACCEPTED))));
    } else {
      settle(lease, State.PENDING, new Update());
    }
  }

  /** Records that it waits for its time, and gives the lease back. */
  void waits(Lease lease, Instant until) {
    settle(lease, State.PENDING, new Update().set(WAITS_UNTIL, until));
  }

  /** When it went out, or its client sent it; empty for what did not go out. */
  static Optional<Instant> sentAt(Item item) {
    State state = State.valueOf(item.text("state"));
    return State.OUT.contains(state) || state == State.RECEIVED
        ? item.optionalInstant(SENT_AT).or(() -> item.optionalInstant("changedAt"))
        : Optional.empty();
  }

  /** The message, if it was requested in the last ninety days. */
  public Optional<Entry> find(BookingMessage message) {
    TenantId tenant = message.tenant();
    return table
        .of(tenant)
        .get(key(tenant, message.bookingId(), message.id()))
        .map(item -> entry(tenant, item));
  }

  /** The message of ours about a booking under an id, as its item is; strongly consistent. */
  Optional<Item> find(TenantId tenant, String bookingId, String messageId) {
    // A digest stands under its member, not under a booking.
    return table
        .of(tenant)
        .get(key(tenant, bookingId, messageId))
        .filter(item -> item.has("bookingId") && item.has("kind"))
        .filter(item -> item.number("ttl") > clock.instant().getEpochSecond());
  }

  private static Update begun(Update update, Instant now) {
    return update
        .set("changedAt", now)
        .setIfAbsent("createdAt", now)
        .set("ttl", now.plus(KEPT).getEpochSecond());
  }

  private static Update facts(BookingMessage message) {
    Update update =
        new Update()
            .set("kind", message.kind())
            .set("bookingId", message.bookingId())
            .set("start", message.start())
            .set("resourceIds", message.resourceIds())
            .set("occasion", message.occasion());
    message.localStart().ifPresent(local -> update.set("localStart", local.toString()));
    message.details().ifPresent(details -> update.set("details", details));
    message.movedFrom().ifPresent(local -> update.set("movedFrom", local.toString()));
    message.changeSource().ifPresent(source -> update.set("changeSource", source));
    message.again().ifPresent(again -> update.set(REPLAY_OF, again.replayOf()));
    message
        .member()
        .ifPresent(to -> update.set("memberId", to.memberId()).set("channel", to.channel()));
    return update;
  }

  private void settle(Lease lease, State state, Update change) {
    Outcome outcome =
        table
            .of(lease.tenant())
            .write(
                Write.update(
                    key(lease),
                    change
                        .set("state", state)
                        .set("changedAt", clock.instant())
                        .remove("holder", "leaseUntil"),
                    heldBy(lease)));
    switch (outcome) {
      case Outcome.Written _ -> {}
      case Outcome.Refused refused -> {
        // Usually this is the retry of a write whose answer was lost, so the state is right.
        if (refused.presentAt(0).filter(item -> isIn(state, item)).isEmpty()) {
          LOG.warn("Message {} of tenant {} was taken over", lease.messageId(), lease.tenant());
        }
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    }
  }

  private static Condition heldBy(Lease lease) {
    return Condition.equal("state", State.SENDING).and(Condition.equal("holder", lease.holder()));
  }

  static Entry entry(TenantId tenant, Item item) {
    return new Entry(
        new BookingMessage(
            tenant,
            item.text("bookingId"),
            BookingMessageKind.valueOf(item.text("kind")),
            item.instant("start"),
            item.texts("resourceIds"),
            item.text("occasion"),
            item.optionalText("localStart").map(LocalDateTime::parse),
            item.optionalText("details"),
            item.optionalText("movedFrom").map(LocalDateTime::parse),
            item.optionalText("changeSource").map(BookingSource::valueOf),
            item.optionalText("memberId")
                .map(id -> new ToMember(id, Channel.valueOf(item.text("channel")))),
            item.optionalText(REPLAY_OF).map(of -> new BookingMessage.Again(item.text("sk"), of))),
        State.valueOf(item.text("state")),
        item.instant("createdAt"),
        item.instant("changedAt"),
        item.integer("attempts"),
        item.optionalText("channel").map(Channel::valueOf),
        item.optionalText("template"),
        item.optionalText("reason").map(DropReason::valueOf));
  }

  private static boolean isIn(State state, Item item) {
    return item.text("state").equals(state.name());
  }

  private static ItemKey key(Lease lease) {
    return key(lease.tenant(), lease.about(), lease.messageId());
  }

  private static ItemKey key(MessageReference message) {
    return key(message.tenant(), message.bookingId(), message.messageId());
  }

  private static ItemKey key(Digest digest) {
    return key(digest.tenant(), digest.to().memberId(), digest.id());
  }

  static ItemKey key(TenantId tenant, String about, String messageId) {
    return about(tenant, about).item(messageId);
  }

  /** All messages about a booking, or all digests of a member. */
  static PartitionKey about(TenantId tenant, String about) {
    return PartitionKey.of(tenant, "MESSAGE#" + about);
  }
}
