package io.marcado.webhooks.deliveries;

import io.marcado.platform.table.Item;
import io.marcado.webhooks.ledger.EventPlace;
import io.marcado.webhooks.ledger.RecordedEvent;
import io.marcado.webhooks.outgoing.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of telling one webhook of one event.
 *
 * @param replay the latest replay that was served
 * @param failed tries of this round that have failed; a replay begins another round
 * @param nextTryAt while it is pending
 * @param deliveredAt when a receiver took it last, in this round or an earlier one
 * @param tries the last ones, oldest first
 */
record Delivery(
    EventPlace place,
    String type,
    String subjectId,
    long sequence,
    State state,
    Optional<String> replay,
    int failed,
    Optional<Instant> nextTryAt,
    Optional<Instant> deliveredAt,
    List<Try> tries) {
  /** Most tries that are kept. */
  private static final int MOST_TRIES = 20;

  /** How far it is. */
  enum State {
    /** It will be tried again. */
    PENDING,
    /** The receiver took it. */
    DELIVERED,
    /** It will not be tried again by itself. */
    FAILED
  }

  /**
   * One try.
   *
   * @param status of the answer; null when there was none
   * @param error why there was no answer; null when there was one
   * @param body its start; empty without one
   */
  record Try(
      Instant at,
      long durationMs,
      @Nullable Integer status,
      Reply.@Nullable Why error,
      String body) {

    static Try of(Reply reply, Instant at) {
      return switch (reply) {
        case Reply.Answered(int status, String start, var took) ->
            new Try(at, took.toMillis(), status, null, start);
        case Reply.Silent(Reply.Why why, var took) -> new Try(at, took.toMillis(), null, why, "");
      };
    }

    private Item item() {
      Item.Builder item =
          Item.builder().instant("at", at).number("ms", durationMs).text("body", body);
      if (status != null) {
        item.number("status", status);
      }
      return item.text("error", error == null ? null : error.name()).build();
    }

    private static Try of(Item item) {
      return new Try(
          item.instant("at"),
          item.number("ms"),
          item.optionalNumber("status").map(Math::toIntExact).orElse(null),
          item.optionalText("error").map(Reply.Why::valueOf).orElse(null),
          item.text("body"));
    }

    /** Hides what the receiver wrote. */
    @Override
    public String toString() {
      return "Try " + at;
    }
  }

  Delivery {
    tries = List.copyOf(tries);
  }

  /** One of which nothing was tried. */
  static Delivery untried(RecordedEvent event) {
    return new Delivery(
        event.place(),
        event.type(),
        event.subjectId(),
        event.sequence(),
        State.PENDING,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same at the beginning of a replay. */
  Delivery replayed(String by) {
    return new Delivery(
        place,
        type,
        subjectId,
        sequence,
        State.PENDING,
        Optional.of(by),
        0,
        Optional.empty(),
        deliveredAt,
        tries);
  }

  /** The same after a try that the receiver took. */
  Delivery delivered(Try last) {
    return after(last, State.DELIVERED, failed, Optional.empty(), Optional.of(last.at()));
  }

  /**
   * The same after a try that failed.
   *
   * @param next when it is tried again; empty for never
   */
  Delivery failed(Try last, Optional<Instant> next) {
    return after(
        last, next.isPresent() ? State.PENDING : State.FAILED, failed + 1, next, deliveredAt);
  }

  /**
   * The same when nothing is tried, since the webhook is disabled. A delivery that has arrived
   * stays so.
   */
  Delivery dropped() {
    return new Delivery(
        place,
        type,
        subjectId,
        sequence,
        deliveredAt.isPresent() ? State.DELIVERED : State.FAILED,
        replay,
        failed,
        Optional.empty(),
        deliveredAt,
        tries);
  }

  private Delivery after(
      Try last, State then, int failures, Optional<Instant> next, Optional<Instant> arrived) {
    List<Try> all = new ArrayList<>(tries);
    all.add(last);
    return new Delivery(
        place,
        type,
        subjectId,
        sequence,
        then,
        replay,
        failures,
        next,
        arrived,
        all.subList(Math.max(0, all.size() - MOST_TRIES), all.size()));
  }

  Item.Builder toItem() {
    return Item.builder()
        .text("type", type)
        .text("subject", subjectId)
        .number("sequence", sequence)
        .text("state", state.name())
        .text("replay", replay.orElse(null))
        .number("failed", failed)
        .instant("nextTryAt", nextTryAt.orElse(null))
        .instant("deliveredAt", deliveredAt.orElse(null))
        .items("tries", tries.stream().map(Try::item).toList());
  }

  static Delivery fromItem(EventPlace place, Item item) {
    return new Delivery(
        place,
        item.text("type"),
        item.text("subject"),
        item.number("sequence"),
        State.valueOf(item.text("state")),
        item.optionalText("replay"),
        item.integer("failed"),
        item.optionalInstant("nextTryAt"),
        item.optionalInstant("deliveredAt"),
        item.items("tries").stream().map(Try::of).toList());
  }
}
