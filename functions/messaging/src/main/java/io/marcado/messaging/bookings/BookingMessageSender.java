package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.TeamMember;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.bookings.MessageLedger.Claim;
import io.marcado.messaging.bookings.MessageLedger.Held;
import io.marcado.messaging.bookings.MessageLedger.Lease;
import io.marcado.messaging.bookings.MessageLedger.Settled;
import io.marcado.messaging.numbers.OwnNumbers;
import io.marcado.messaging.sending.Attempt;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.Outgoing;
import io.marcado.messaging.sending.Questions.Question;
import io.marcado.messaging.templates.TemplateKind;
import io.marcado.platform.table.Item;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.schedules.MessageSchedule;
import io.marcado.senders.whatsapp.OwnNumber;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sends a message once, if it is still true. It reads the booking right before it sends, and drops
 * the message if the booking no longer has the facts that it states.
 */
@Singleton
public final class BookingMessageSender {
  /** Longer than a function runs. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final MessageLedger ledger;
  private final Provider<MessageSchedule> schedule;
  private final BookingFacts facts;
  private final SettingsReader settings;
  private final TeamNotices notices;
  private final BookingMessageWriter writer;
  private final Digests digests;
  private final MessageLimits limits;
  private final BusinessStanding businesses;
  private final Messenger messenger;
  private final BookingLinks links;
  private final TextStops stops;
  private final OwnNumbers numbers;
  private final InstantSource clock;

  // Most messages plan nothing, and need no scheduler.
  BookingMessageSender(
      MessageLedger ledger,
      Provider<MessageSchedule> schedule,
      BookingFacts facts,
      SettingsReader settings,
      TeamNotices notices,
      BookingMessageWriter writer,
      Digests digests,
      MessageLimits limits,
      BusinessStanding businesses,
      Messenger messenger,
      BookingLinks links,
      TextStops stops,
      OwnNumbers numbers,
      InstantSource clock) {
    this.ledger = ledger;
    this.schedule = schedule;
    this.facts = facts;
    this.settings = settings;
    this.notices = notices;
    this.writer = writer;
    this.digests = digests;
    this.limits = limits;
    this.businesses = businesses;
    this.messenger = messenger;
    this.links = links;
    this.stops = stops;
    this.numbers = numbers;
    this.clock = clock;
  }

  private sealed interface Decision {}

  /**
   * It will not be sent.
   *
   * @param clientId the client whom it would have told; empty for the team, and for nobody
   */
  private record Drop(DropReason reason, Optional<String> clientId) implements Decision {
    Drop(DropReason reason) {
      this(reason, Optional.empty());
    }
  }

  private record Collected() implements Decision {}

  private record Wait(Instant until) implements Decision {}

  /**
   * It will be sent.
   *
   * @param ways one of which it goes, the best first
   * @param confirmable what its client is asked to confirm by a link in it; empty for nothing
   * @param telling what a text would answer; empty for nothing
   */
  private record Send(
      String recipientId,
      List<BookingMessageWriter.Written> ways,
      Optional<BookingImage> confirmable,
      Optional<Telling> telling)
      implements Decision {}

  /**
   * What a text from a phone would answer.
   *
   * @param noted true when this attempt has noted that for the channel of the question
   */
  private record Telling(PhoneNumber phone, Question question, boolean noted) {
    private boolean isNotedFor(Outgoing way) {
      return way.channel() == Channel.EMAIL
          || noted
              && question.channel() == way.channel()
              && question.own() == way.isFromOwnNumber();
    }

    /** Hides the phone. */
    @Override
    public String toString() {
      return "Telling by " + question.channel();
    }
  }

  /**
   * Sends or drops those messages because of an event that are in the queue of a channel, unless an
   * earlier delivery did. One that fails does not stop the others.
   *
   * @throws MessageHeldException while another attempt holds the lease of one of them
   */
  public void send(RoutedEvent routed) {
    from(new FactsOfOneEvent(facts)).sendAll(routed);
  }

  private BookingMessageSender from(BookingFacts others) {
    return new BookingMessageSender(
        ledger,
        schedule,
        others,
        settings,
        notices.from(others),
        writer.from(others),
        digests,
        limits,
        businesses,
        messenger,
        links,
        stops,
        numbers,
        clock);
  }

  private void sendAll(RoutedEvent routed) {
    BookingEvent event = routed.event();
    List<BookingMessage> messages = new ArrayList<>();
    if (routed.toClient()) {
      BookingMessage.about(event).ifPresent(messages::add);
    }
    messages.addAll(routed.carried(notices.about(event)));
    Optional<BookingImage> previous = Optional.ofNullable(event.previous());
    Attempt.each(messages, message -> send(message, previous));
  }

  /**
   * Sends or drops the message, unless an earlier delivery did.
   *
   * @throws MessageHeldException while another attempt holds the lease
   */
  public void send(BookingMessage message) {
    send(message, Optional.empty());
  }

  /**
   * Tries a message again that has waited, unless it was settled meanwhile. When WhatsApp has told
   * nothing of it for as long as its business waits, it goes by the next channel too, if it still
   * holds.
   *
   * @throws MessageHeldException while another attempt holds the lease
   */
  public void send(WaitingMessage waiting) {
    ledger
        .find(waiting.tenant(), waiting.bookingId(), waiting.messageId())
        .ifPresent(
            item -> {
              BookingMessage message = MessageLedger.entry(waiting.tenant(), item).message();
              MessageLedger.silentSince(item)
                  .ifPresentOrElse(since -> silent(message, item, since), () -> send(message));
            });
  }

  private void silent(BookingMessage message, Item sent, Instant since) {
    int minutes = settings.get(message.tenant()).reminders().fallBackAfterMinutes();
    if (minutes == 0) {
      return;
    }
    Instant now = clock.instant();
    Instant silent = since.plus(Duration.ofMinutes(minutes));
    // It is planned before WhatsApp takes the message, which an attempt does in less than a lease.
    if (now.isBefore(silent.minus(MessageLedger.LEASE))) {
      planned(message, silent, now);
      return;
    }
    send(message, Optional.empty(), ledger.claimSilent(message, sent));
  }

  private void send(BookingMessage message, Optional<BookingImage> previous) {
    send(message, previous, ledger.claim(message));
  }

  private void send(BookingMessage message, Optional<BookingImage> previous, Claim claim) {
    switch (claim) {
      case Settled _ -> {}
      case Held _ -> throw new MessageHeldException(message.id());
      case Lease lease -> send(message, previous, lease);
    }
  }

  private void send(BookingMessage message, Optional<BookingImage> previous, Lease lease) {
    Decision decision = ledger.deciding(lease, () -> decide(message, previous, lease));
    if (lease.afterSilence() && !(decision instanceof Send)) {
      ledger.released(lease);
      return;
    }
    switch (decision) {
      case Drop(DropReason reason, Optional<String> clientId) ->
          ledger.dropped(lease, reason, clientId);
      case Collected _ -> ledger.collected(lease);
      case Wait(Instant until) -> ledger.waits(lease, until);
      case Send send -> send(message, lease, send);
    }
  }

  // When this throws, the outcome is unknown and the lease stays; see the ledger.
  private void send(BookingMessage message, Lease lease, Send send) {
    List<Outgoing> outgoing =
        send.ways().stream().map(BookingMessageWriter.Written::message).toList();
    Messenger.Turn turn = ledger.sending(lease, () -> messenger.sendInTurn(outgoing));
    settle(message, lease, send, outgoing, turn);
    outgoing.stream()
        .flatMap(way -> way instanceof Outgoing.WhatsApp chat ? chat.from().stream() : Stream.of())
        .findFirst()
        .ifPresent(number -> numbers.told(number, turn.tries(), clock.instant()));
  }

  private void settle(
      BookingMessage message,
      Lease lease,
      Send send,
      List<Outgoing> outgoing,
      Messenger.Turn turn) {
    if (turn.taken().isEmpty() && lease.afterSilence()) {
      ledger.released(lease, turn.tries());
      return;
    }
    if (turn.taken().isEmpty()) {
      if (message.member().isEmpty()) {
        tellTeamOfItsChange(message, lease);
      }
      ledger.dropped(
          lease,
          DropReason.refused(outgoing.getLast()),
          Optional.of(send.recipientId()).filter(_ -> message.member().isEmpty()),
          turn.tries());
      return;
    }
    BookingMessageWriter.Written taken = send.ways().get(turn.taken().getAsInt());
    Channel by = taken.message().channel();
    // It is what the phone was told last; a text would be about an older booking without.
    send.telling()
        .filter(telling -> !telling.isNotedFor(taken.message()))
        .ifPresent(
            telling ->
                limits.note(
                    telling.phone(), telling.question().by(taken.message(), clock.instant())));
    ledger.sent(
        lease,
        send.recipientId(),
        by,
        taken.words().template(),
        // The team's texts speak of a client who could not erase them. A link acts as the client.
        Optional.of(taken.text())
            .filter(_ -> message.member().isEmpty())
            .map(BookingLinks::redacted),
        turn.providerId(),
        turn.tries());
    // Should this be the end of us, the booking just stays. So it does after WhatsApp, which may
    // tell later that it could not deliver: who was never asked must not lose the booking.
    taken
        .words()
        .link()
        .filter(_ -> by != Channel.WHATSAPP)
        .ifPresent(
            locale ->
                send.confirmable()
                    .ifPresent(booking -> links.asked(message.tenant(), booking, locale)));
  }

  private Decision decide(BookingMessage message, Optional<BookingImage> previous, Lease lease) {
    Optional<BookingImage> found = facts.booking(message.tenant(), message.bookingId());
    if (found.isEmpty()) {
      return new Drop(DropReason.BOOKING_GONE);
    }
    Decision decision = decide(message, found.get(), previous, lease);
    // Who is erased is in no list any more.
    return message.member().isEmpty()
            && decision instanceof Drop drop
            && drop.reason() != DropReason.NO_RECIPIENT
        ? new Drop(drop.reason(), Optional.ofNullable(found.get().clientId()).map(PersonId::value))
        : decision;
  }

  private Decision decide(
      BookingMessage message, BookingImage found, Optional<BookingImage> previous, Lease lease) {
    Instant now = clock.instant();
    BookingMessageKind kind = message.kind();
    // The agreed booking stands while the client asks for another time.
    BookingImage booking = kind == BookingMessageKind.REMINDER ? found.agreed() : found;
    if (!kind.fits(booking.status())) {
      return new Drop(DropReason.STATUS_CHANGED);
    }
    if (!message.states(booking)) {
      return new Drop(DropReason.FACTS_CHANGED);
    }
    if (kind.announces() && !now.isBefore(booking.start())) {
      return new Drop(DropReason.STARTED);
    }
    OrganizationSettings business = settings.get(message.tenant());
    if (kind == BookingMessageKind.REMINDER) {
      List<Integer> reminders = business.reminders().reminderMinutesBefore();
      if (!message.isWanted(reminders)) {
        return new Drop(DropReason.REMINDERS_OFF);
      }
      if (message.isOvertaken(reminders, now)) {
        return new Drop(DropReason.OVERTAKEN);
      }
    }
    if (kind == BookingMessageKind.FOLLOW_UP) {
      int minutes = business.reminders().followUpMinutesAfter();
      if (minutes == 0) {
        return new Drop(DropReason.FOLLOW_UP_OFF);
      }
      if (!message.occasion().equals(BookingMessage.after(minutes, booking.end()))) {
        return new Drop(DropReason.FOLLOW_UP_MOVED);
      }
    }
    return message
        .member()
        .map(to -> toMember(message, to, booking, previous, business, lease, now))
        .orElseGet(
            () ->
                toClient(
                    message,
                    booking,
                    // While something waits, the page has no button to confirm.
                    found.status() == BookingStatus.CONFIRMED,
                    business,
                    lease,
                    now));
  }

  private Decision toMember(
      BookingMessage message,
      ToMember to,
      BookingImage booking,
      Optional<BookingImage> previous,
      OrganizationSettings business,
      Lease lease,
      Instant now) {
    TenantId tenant = message.tenant();
    Optional<TeamMember> found = facts.member(tenant, to.memberId());
    if (found.isEmpty()) {
      return new Drop(DropReason.NO_RECIPIENT);
    }
    TeamMember member = found.get();
    if (!TeamNotices.wants(member, to.channel())) {
      return new Drop(DropReason.NOT_WANTED);
    }
    if (businesses.isStopped(tenant)) {
      return new Drop(DropReason.STOPPED);
    }
    if (to.channel() == Channel.SMS && isSmsStopped(member.contact().phone(), now)) {
      return new Drop(DropReason.SMS_STOPPED);
    }
    Set<DigestNews> news = Set.of(DigestNews.of(message));
    if (member.notices().when() == BookingNotices.When.DAILY
        && !lapsesBefore(digests.morning(tenant, to), booking)) {
      return collected(digests.add(tenant, to, news));
    }
    if (previous.filter(before -> isRealigned(before, booking)).isPresent()
        || !lease.counted()
            && !limits.allowNotice(tenant, member, to.channel(), isByStranger(message, booking))) {
      return collected(digests.addSoon(tenant, to, news));
    }
    BookingMessageWriter.Written written =
        writer.toMember(
            tenant,
            message.kind().template(),
            "notice",
            writer.notice(
                tenant,
                member,
                booking,
                new BookingMessageWriter.Before(
                    message.movedFrom(), previous.map(BookingImage::agreed)),
                business,
                now),
            member,
            to.channel(),
            message.id());
    return new Send(to.memberId(), List.of(written), Optional.empty(), Optional.empty());
  }

  // The business has another clock: its bookings keep their instants, all at once.
  private static boolean isRealigned(BookingImage previous, BookingImage booking) {
    return previous.status() == booking.status()
        && previous.start().equals(booking.start())
        && previous.end().equals(booking.end())
        && BookingDetails.services(previous).equals(BookingDetails.services(booking))
        && previous.resourceIds().equals(booking.resourceIds());
  }

  // A member who wants to hear of requests in the morning would hear of this one too late.
  private static boolean lapsesBefore(Instant morning, BookingImage booking) {
    Instant expiresAt = booking.expiresAt();
    return expiresAt != null && !morning.isBefore(expiresAt);
  }

  /** True when a visitor caused it for a phone that nobody has proved: it may be anybody. */
  private boolean isByStranger(BookingMessage message, BookingImage booking) {
    return message.isByVisitor(booking)
        && Optional.ofNullable(booking.clientId())
            .flatMap(id -> facts.client(message.tenant(), id.value()))
            .filter(ClientStanding::phoneProved)
            .isEmpty();
  }

  private boolean isSmsStopped(PhoneNumber phone, Instant now) {
    return stops.since(Channel.SMS, phone, now).isPresent();
  }

  private static boolean isWrittenByWhatsApp(ClientStanding client, OrganizationSettings business) {
    return client.preferences().channel() == Channel.WHATSAPP
        || business.reminders().messageChannels().contains(Channel.WHATSAPP);
  }

  private Optional<Instant> chatStopped(
      PhoneNumber phone, Optional<OwnNumber> number, Instant now) {
    return number
        .map(own -> stops.since(Channel.WHATSAPP, phone, own.business(), now))
        .orElseGet(() -> stops.since(Channel.WHATSAPP, phone, now));
  }

  /** By what a text from the phone has stopped messages, of the channels that would be tried. */
  private Set<Channel> stopped(
      PhoneNumber phone, boolean chats, Optional<OwnNumber> number, Instant now) {
    Set<Channel> stopped = EnumSet.noneOf(Channel.class);
    if (isSmsStopped(phone, now)) {
      stopped.add(Channel.SMS);
    }
    if (chats && chatStopped(phone, number, now).isPresent()) {
      stopped.add(Channel.WHATSAPP);
    }
    return stopped;
  }

  private static Decision collected(boolean done) {
    return done ? new Collected() : new Drop(DropReason.LIMIT);
  }

  private Decision toClient(
      BookingMessage message,
      BookingImage booking,
      boolean confirmable,
      OrganizationSettings business,
      Lease lease,
      Instant now) {
    BookingMessageKind kind = message.kind();
    Optional<String> recipientId = Optional.ofNullable(booking.clientId()).map(PersonId::value);
    Optional<ClientStanding> person = recipientId.flatMap(id -> facts.client(message.tenant(), id));
    if (recipientId.isEmpty() || person.isEmpty()) {
      return new Drop(DropReason.NO_RECIPIENT);
    }
    if (person.get().barred() && !kind.tellsOfAChange()) {
      return new Drop(DropReason.BARRED);
    }
    MessagePreferences preferences = person.get().preferences();
    if (kind.isOptedOutBy(preferences)) {
      tellTeamOfItsChange(message, lease);
      return new Drop(DropReason.OPTED_OUT);
    }
    if (businesses.isStopped(message.tenant())) {
      return new Drop(DropReason.STOPPED);
    }
    boolean chats = isWrittenByWhatsApp(person.get(), business);
    Optional<OwnNumber> number = chats ? numbers.sender(message.tenant()) : Optional.empty();
    Set<Channel> stopped = stopped(person.get().contact().phone(), chats, number, now);
    BookingMessageWriter.Reach reach =
        BookingMessageWriter.Reach.of(
            person.get(), business.reminders(), lease.triedInVain(), stopped);
    if (reach.isNowhere()) {
      if (!lease.tries().isEmpty()) {
        tellTeamOfItsChange(message, lease);
        return new Drop(DropReason.NOT_DELIVERED);
      }
      boolean smsStopped = stopped.contains(Channel.SMS);
      if (smsStopped) {
        tellTeamOfItsChange(message, lease);
      }
      return new Drop(smsStopped ? DropReason.SMS_STOPPED : DropReason.NUMBER_REFUSED);
    }
    Optional<Instant> waits = Patience.until(message, booking, business, preferences, now);
    if (waits.isPresent()) {
      return new Wait(planned(message, waits.get(), now));
    }
    List<BookingMessageWriter.Written> ways =
        writer.toClient(message, booking, business, person.get(), reach, number, now);
    Optional<Question> question =
        Optional.of(ways.getFirst().message())
            .filter(_ -> TemplateKind.valueOf(kind.name()).asks())
            .map(
                way ->
                    Question.about(
                            message.tenant(),
                            booking,
                            person.get().contact().locale().orElse(business.locale()),
                            way.channel(),
                            now)
                        .by(way, now));
    // Before it goes out: an end of this process must not leave it silent for ever. When it did not
    // go by WhatsApp, the look at it finds nothing to do.
    int minutes = business.reminders().fallBackAfterMinutes();
    if (minutes > 0 && reach.goesOnAfterWhatsApp()) {
      planned(message, now.plus(Duration.ofMinutes(minutes)), now);
    }
    // Last, so that a message that is dropped for another reason does not count.
    if (lease.counted()
        || limits.allow(
            message,
            booking,
            person.get(),
            question.filter(one -> one.channel() != Channel.EMAIL))) {
      PhoneNumber phone = person.get().contact().phone();
      return new Send(
          recipientId.get(),
          ways,
          Optional.of(booking).filter(_ -> confirmable),
          question.map(one -> new Telling(phone, one, !lease.counted())));
    }
    if (message.again().isEmpty()) {
      tellTeam(message);
    }
    return new Drop(DropReason.LIMIT);
  }

  // A schedule must be made before it is due.
  private Instant planned(BookingMessage message, Instant until, Instant now) {
    Instant earliest = now.plus(MARGIN);
    Instant due = until.isBefore(earliest) ? earliest : until;
    schedule
        .get()
        .plan(new WaitingMessage(message.tenant(), message.bookingId(), message.id(), due));
    return due;
  }

  // A client who does not hear what the team has changed would come in vain. Who stays silent may
  // have heard it.
  private void tellTeamOfItsChange(BookingMessage message, Lease lease) {
    if (!lease.afterSilence() && message.kind().tellsOfAChange() && Patience.isByTeam(message)) {
      tellTeam(message);
    }
  }

  // The team can then tell the client by other means. It hears nothing of what visitors do: that
  // may be a flood for strangers' phones.
  private void tellTeam(BookingMessage message) {
    if (message.changeSource().filter(source -> source != BookingSource.PUBLIC).isPresent()) {
      Set<DigestNews> untold = Set.of(new DigestNews(DigestSection.UNTOLD, message.bookingId()));
      notices.ofAll(message.tenant()).forEach(to -> digests.addSoon(message.tenant(), to, untold));
    }
  }
}
