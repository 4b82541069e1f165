package io.marcado.messaging.bookings;

import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.MessageLedger.Entry;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.templates.TemplateKind;
import io.marcado.platform.table.Item;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells a client again what a message told or should have told. It is a message of its own, which
 * goes out at once if what it states still holds, and is dropped like any other if not.
 */
@Singleton
final class Replays {
  /** After this no queue delivers a message again that was tried. */
  private static final Duration LEFT = Duration.ofHours(1);

  private final MessageLedger ledger;
  private final BookingMessageSender sender;
  private final Ids ids;

  Replays(MessageLedger ledger, BookingMessageSender sender, Ids ids) {
    this.ledger = ledger;
    this.sender = sender;
    this.ids = ids;
  }

  /**
   * What to send again, for whom.
   *
   * @param caller whose keys it are
   * @param key the request's Idempotency-Key
   */
  record Request(
      TenantId tenant,
      String bookingId,
      String messageId,
      String caller,
      Optional<String> key,
      Instant now) {
    /** The same key is another one for another message. */
    private Optional<String> id() {
      return key.map(
          sent ->
              Ids.derived(
                  List.of("ReplayMessage", tenant.value(), bookingId, messageId, caller, sent)));
    }
  }

  /** Why nothing was sent. */
  sealed interface Refusal {

    /** There is no such message, or it is older than ninety days. */
    record NotFound() implements Refusal {}

    /** It went to the team, or waits in the digest of a member. */
    record ToTeam() implements Refusal {}

    /**
     * It goes out by itself: it is tried again, or waits for the end of quiet hours.
     *
     * @param until by when it has gone out
     */
    record Waits(Instant until) implements Refusal {}

    /** This very repetition is being sent by another request. */
    record BeingSent() implements Refusal {}

    /** It was dropped, and the list says so too. */
    record Dropped(DropReason reason) implements Refusal {}
  }

  /**
   * A message that went out.
   *
   * @param replayed true when an earlier request under the same key has sent it
   */
  record Sent(MessageView message, boolean replayed) {}

  /** Sends it again, or says why not. When that throws, nobody knows whether it went out. */
  Result<Sent, Refusal> send(Request request) {
    Optional<Item> earlier = request.id().flatMap(id -> find(request, id));
    if (earlier.filter(item -> isSettled(state(item))).isPresent()) {
      return outcome(request, earlier.get(), true);
    }
    Optional<Item> found = find(request, request.messageId());
    if (found.isEmpty()) {
      return Result.refused(new Refusal.NotFound());
    }
    Entry original = MessageLedger.entry(request.tenant(), found.get());
    if (TemplateKind.valueOf(original.message().kind().name()).audience()
        != TemplateKind.Audience.CLIENT) {
      return Result.refused(new Refusal.ToTeam());
    }
    Instant tried =
        found.get().optionalInstant(MessageLedger.WAITS_UNTIL).orElse(original.changedAt());
    if (!isSettled(original.state()) && tried.plus(LEFT).isAfter(request.now())) {
      return Result.refused(new Refusal.Waits(tried.plus(LEFT)));
    }
    BookingMessage again =
        original
            .message()
            .again(
                new BookingMessage.Again(
                    request.id().orElseGet(ids::nextLong), request.messageId()));
    try {
      sender.send(again);
    } catch (MessageHeldException _) {
      return Result.refused(new Refusal.BeingSent());
    }
    return outcome(request, find(request, again.id()).orElseThrow(), false);
  }

  private Optional<Item> find(Request request, String id) {
    return ledger.find(request.tenant(), request.bookingId(), id);
  }

  private static Result<Sent, Refusal> outcome(Request request, Item item, boolean replayed) {
    MessageView message = MessageView.of(request.tenant(), item);
    return message.reason() == null
        ? Result.done(new Sent(message, replayed))
        : Result.refused(new Refusal.Dropped(message.reason()));
  }

  private static boolean isSettled(State state) {
    return State.OUT.contains(state) || state == State.FAILED || state == State.DROPPED;
  }

  private static State state(Item item) {
    return State.valueOf(item.text("state"));
  }
}
