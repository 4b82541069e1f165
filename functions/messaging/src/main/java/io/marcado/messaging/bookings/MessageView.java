package io.marcado.messaging.bookings;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.sending.Try;
import io.marcado.messaging.templates.TemplateKind;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message about a booking, or a text of its client, as answers show it.
 *
 * @param direction who sent it
 * @param kind null for a client's text, as the audience
 * @param recipientId the client or the member; null while it is not known, and once it is erased
 * @param channel null for a message to a client that did not go out
 * @param attempts by which channels it was tried, in their order
 * @param reason why it was dropped; null for all others
 * @param createdAt when it was first tried
 * @param waitsUntil when quiet hours end for which it waits; null for all others
 * @param sentAt null for what did not go out; of a client's text when it was sent
 * @param replayOf the message that it repeats; null for all others
 * @param text as it went out; null for the team, and once its client is erased
 */
record MessageView(
    String messageId,
    String bookingId,
    Direction direction,
    @Nullable TemplateKind kind,
    TemplateKind.@Nullable Audience audience,
    @Nullable String recipientId,
    @Nullable Channel channel,
    List<AttemptView> attempts,
    State status,
    @Nullable DropReason reason,
    Instant createdAt,
    @Nullable Instant waitsUntil,
    @Nullable Instant sentAt,
    @Nullable String replayOf,
    @Nullable String text) {

  /** Which way it went. */
  enum Direction {
    /** To a client or the team. */
    OUT,
    /** From a client. */
    IN
  }

  /**
   * What came of one channel.
   *
   * @param reason the provider's, as we name it; null for what was not refused
   */
  record AttemptView(Channel channel, Outcome status, @Nullable String reason) {

    /** How it ended, so far. */
    enum Outcome {
      SENT,
      DELIVERED,
      READ,
      FAILED,
      REFUSED,
      UNKNOWN,
      SILENT
    }

    private static List<AttemptView> of(State state, Item item) {
      List<Try> tries = MessageLedger.tries(item);
      if (!tries.isEmpty()) {
        return tries.stream().map(one -> of(one, state)).toList();
      }
      return item.optionalText("channel")
          .filter(_ -> State.OUT.contains(state))
          .map(channel -> List.of(of(Try.accepted(Channel.valueOf(channel)), state)))
          .orElse(List.of());
    }

    private static AttemptView of(Try one, State state) {
      Outcome outcome =
          switch (one.result()) {
            case REFUSED -> Outcome.REFUSED;
            case UNKNOWN -> Outcome.UNKNOWN;
            case FAILED -> Outcome.FAILED;
            case SILENT -> Outcome.SILENT;
            case ACCEPTED ->
                switch (state) {
                  case DELIVERED -> Outcome.DELIVERED;
                  case READ -> Outcome.READ;
                  default -> Outcome.SENT;
                };
          };
      return new AttemptView(one.channel(), outcome, one.reason().isEmpty() ? null : one.reason());
    }
  }

  static MessageView of(TenantId tenant, Item item) {
    TemplateKind kind = item.optionalText("kind").map(TemplateKind::valueOf).orElse(null);
    State status = State.valueOf(item.text("state"));
    return new MessageView(
        item.text("sk"),
        item.text("bookingId"),
        kind == null ? Direction.IN : Direction.OUT,
        kind,
        kind == null ? null : kind.audience(),
        recipient(tenant, item),
        item.optionalText("channel").map(Channel::valueOf).orElse(null),
        AttemptView.of(status, item),
        status,
        item.optionalText("reason").map(DropReason::valueOf).orElse(null),
        item.instant("createdAt"),
        item.optionalInstant(MessageLedger.WAITS_UNTIL).orElse(null),
        MessageLedger.sentAt(item).orElse(null),
        item.optionalText(MessageLedger.REPLAY_OF).orElse(null),
        item.optionalText("text").orElse(null));
  }

  /** For callers who may tell clients something, and not read what they are told. */
  MessageView withoutText() {
    return new MessageView(
        messageId,
        bookingId,
        direction,
        kind,
        audience,
        recipientId,
        channel,
        attempts,
        status,
        reason,
        createdAt,
        waitsUntil,
        sentAt,
        replayOf,
        null);
  }

  private static @Nullable String recipient(TenantId tenant, Item item) {
    return item.optionalText("memberId")
        .or(
            () ->
                item.optionalText(Index.GSI2.partitionName())
                    .map(list -> LedgerOfPerson.recipient(tenant, list)))
        .orElse(null);
  }

  boolean isTo(String clientId) {
    return audience != TemplateKind.Audience.TEAM && clientId.equals(recipientId);
  }
}
