package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.messaging.sending.Attempt;
import io.marcado.messaging.sending.Try;
import io.marcado.platform.table.Item;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts each message into the queue of the channel by which it will be tried first. It decides
 * nothing else: the consumer of that queue does, when it sends. Where the client or a member of the
 * team chooses another channel meanwhile, the message goes by that from the queue where it is.
 */
@Singleton
public final class MessageRouter {
  private final BookingFacts facts;
  private final SettingsReader settings;
  private final TeamNotices notices;
  private final MessageLedger ledger;
  private final ChannelQueues queues;

  MessageRouter(
      BookingFacts facts,
      SettingsReader settings,
      TeamNotices notices,
      MessageLedger ledger,
      ChannelQueues queues) {
    this.facts = facts;
    this.settings = settings;
    this.notices = notices;
    this.ledger = ledger;
    this.queues = queues;
  }

  /** Routes the messages because of an event: to the client and to the team. */
  public void route(BookingEvent event) {
    TenantId tenant = new TenantId(event.tenantId());
    Optional<Channel> client =
        BookingMessage.about(event).map(_ -> ofClient(tenant, event.booking(), Set.of()));
    Map<Channel, Set<String>> members = new EnumMap<>(Channel.class);
    client.ifPresent(channel -> members.put(channel, new HashSet<>()));
    notices.about(event).stream()
        .flatMap(notice -> notice.member().stream())
        .forEach(
            to -> members.computeIfAbsent(to.channel(), _ -> new HashSet<>()).add(to.memberId()));
    Attempt.each(
        members.entrySet(),
        told -> {
          Channel channel = told.getKey();
          boolean toClient = client.filter(channel::equals).isPresent();
          queues.put(
              tenant, channel, new RoutedEvent(event, channel, told.getValue(), toClient).toJson());
        });
  }

  /** Routes a message that is due: a reminder, a follow-up, one that has waited, or a digest. */
  public void route(JsonNode due) {
    if (WaitingMessage.isWaiting(due)) {
      route(WaitingMessage.fromJson(due));
      return;
    }
    TenantId tenant = new TenantId(due.required("tenantId").asText());
    Channel channel =
        Digest.isDigest(due)
            ? Digest.fromJson(due).to().channel()
            : ofClient(tenant, due.required("bookingId").asText(), Set.of());
    queues.put(tenant, channel, due.toString());
  }

  /** Routes a message of the ledger, unless it is settled, past the channels that were tried. */
  void route(WaitingMessage waiting) {
    TenantId tenant = waiting.tenant();
    ledger
        .find(tenant, waiting.bookingId(), waiting.messageId())
        .filter(MessageLedger::isOpen)
        .ifPresent(item -> queues.put(tenant, of(tenant, item), waiting.toJson()));
  }

  private Channel of(TenantId tenant, Item item) {
    BookingMessage message = MessageLedger.entry(tenant, item).message();
    Set<Channel> tried =
        MessageLedger.tries(item).stream().map(Try::channel).collect(Collectors.toSet());
    return message
        .member()
        .map(ToMember::channel)
        .orElseGet(() -> ofClient(tenant, message.bookingId(), tried));
  }

  private Channel ofClient(TenantId tenant, String bookingId, Set<Channel> tried) {
    return facts
        .booking(tenant, bookingId)
        .map(booking -> ofClient(tenant, booking, tried))
        .orElse(Channel.SMS);
  }

  // Where there is no channel, the consumer finds out why, and notes it.
  private Channel ofClient(TenantId tenant, BookingImage booking, Set<Channel> tried) {
    return Optional.ofNullable(booking.clientId())
        .map(PersonId::value)
        .flatMap(id -> facts.client(tenant, id))
        .map(
            client ->
                BookingMessageWriter.Reach.of(
                    client, settings.get(tenant).reminders(), tried, Set.of()))
        .flatMap(reach -> reach.channels().stream().findFirst())
        .orElse(Channel.SMS);
  }
}
