package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.ReminderPolicy;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.TeamMember;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Outgoing;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.messaging.templates.BusinessTexts;
import io.marcado.messaging.texts.Appointment;
import io.marcado.messaging.texts.Contents;
import io.marcado.messaging.texts.Mailable;
import io.marcado.messaging.texts.Notice;
import io.marcado.messaging.texts.WhatsAppWords;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.senders.email.Invitation;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppText;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes messages about bookings: to clients, and to the team by the channel of each member. */
@Singleton
final class BookingMessageWriter {
  private final BookingFacts facts;
  private final SettingsReader settings;
  private final BusinessTexts texts;
  private final BusinessStanding businesses;
  private final BookingLinks links;
  private final WhatsAppWindow window;

  BookingMessageWriter(
      BookingFacts facts,
      SettingsReader settings,
      BusinessTexts texts,
      BusinessStanding businesses,
      BookingLinks links,
      WhatsAppWindow window) {
    this.facts = facts;
    this.settings = settings;
    this.texts = texts;
    this.businesses = businesses;
    this.links = links;
    this.window = window;
  }

  /** The same from these facts. */
  BookingMessageWriter from(BookingFacts others) {
    return new BookingMessageWriter(others, settings, texts, businesses, links, window);
  }

  /**
   * A message that can go out.
   *
   * @param text all that it says
   */
  record Written(Outgoing message, Words words, String text) {
    /** Hides the text. */
    @Override
    public String toString() {
      return "Written " + words.template();
    }
  }

  /**
   * What a message says.
   *
   * @param template language and name of its text
   * @param link the language of the page of its link; empty for one without a link
   */
  record Words(String template, Optional<Locale> link) {}

  /**
   * Writes a message in the client's language, in the ways by which the client is reached, and
   * makes the link that it shows.
   *
   * @param number of the business's own that writes by WhatsApp; empty for the platform's
   * @return one for each way, the best first
   */
  List<Written> toClient(
      BookingMessage message,
      BookingImage booking,
      OrganizationSettings business,
      ClientStanding client,
      Reach reach,
      Optional<OwnNumber> number,
      Instant now) {
    TenantId tenant = message.tenant();
    String template = message.kind().template();
    Locale locale = client.contact().locale().orElse(business.locale());
    Optional<String> link =
        texts.showsLink(tenant, template, locale)
            ? links.make(tenant, booking, locale)
            : Optional.empty();
    Appointment appointment =
        appointment(
            tenant,
            booking,
            comes(tenant, booking, client),
            reason(message, booking),
            business,
            now);
    Contents contents = BusinessTexts.linked(appointment, link.orElse(""));
    PhoneNumber phone = client.contact().phone();
    Optional<String> id = Optional.of(message.id());
    List<Written> ways = new ArrayList<>();
    for (Channel channel : reach.channels()) {
      switch (channel) {
        case SMS -> {
          BusinessTexts.Sms sms =
              texts.sms(tenant, template, locale, business.reminders().smsAccents(), contents);
          ways.add(
              written(
                  new Outgoing.Sms(phone, sms.text(), id),
                  sms.template(),
                  sms.text().body(),
                  link,
                  locale));
        }
        case EMAIL -> {
          BusinessTexts.Email email = texts.asEmail(tenant, template, locale, contents);
          ways.add(
              written(
                  new Outgoing.Email(
                      client.mailbox().orElseThrow(),
                      email.subject(),
                      email.text(),
                      id,
                      invitation(message.kind(), booking, appointment, locale, business, now)),
                  email.template(),
                  email.text(),
                  link,
                  locale));
        }
        case WHATSAPP -> {
          String reference = MessageReference.of(message).text();
          if (window.isOpen(phone, number, now)) {
            BusinessTexts.Email text = texts.asEmail(tenant, template, locale, contents);
            ways.add(
                written(
                    new Outgoing.WhatsApp(phone, new WhatsAppText(text.text()), reference, number),
                    text.template(),
                    text.text(),
                    link,
                    locale));
          }
          WhatsAppWords.Filled filled = texts.forWhatsApp(template, locale, contents);
          ways.add(
              written(
                  new Outgoing.WhatsApp(phone, filled.template(), reference, number),
                  filled.words(),
                  filled.text(),
                  Optional.empty(),
                  locale));
        }
      }
    }
    return ways;
  }

  // Ours may go out in place of words that cannot, and has no link.
  private static Written written(
      Outgoing message, String template, String text, Optional<String> link, Locale locale) {
    return new Written(
        message, new Words(template, link.filter(text::contains).map(_ -> locale)), text);
  }

  /**
   * What the calendar of a client is told; nothing of a booking of a series. An invitation is about
   * one booking, and a message may be about several: their entries could not follow.
   */
  private static Optional<Invitation> invitation(
      BookingMessageKind kind,
      BookingImage booking,
      Appointment appointment,
      Locale locale,
      OrganizationSettings business,
      Instant now) {
    if (!kind.concernsCalendar() || booking.series() != null) {
      return Optional.empty();
    }
    LocalStart agreed = booking.localStart();
    LocalTimeline timeline =
        agreed == null ? business.timeline() : new LocalTimeline(Zone.of(agreed.zone()));
    // New rules of the zone may not have moved it yet, and people come at the local time.
    Instant start =
        Optional.ofNullable(agreed)
            .flatMap(local -> local.realigned(booking.start(), timeline))
            .orElse(booking.start());
    int minutes = timeline.minutes(new Interval(booking.start(), booking.end()));
    return Optional.of(
        new Invitation(
            booking.bookingId().value(),
            booking.version(),
            kind == BookingMessageKind.CANCELLED,
            appointment.title(locale),
            appointment.writer(locale),
            Optional.ofNullable(business.reminders().replyToEmail()),
            timeline.lasting(start, minutes),
            timeline,
            now));
  }

  /**
   * By what a client is reached.
   *
   * @param channels the best first, without those that were tried in vain
   */
  record Reach(List<Channel> channels) {
    /**
     * @param stopped by a text from the phone; where SMS is, e-mail goes in its place
     */
    static Reach of(
        ClientStanding client,
        ReminderPolicy business,
        Set<Channel> triedInVain,
        Set<Channel> stopped) {
      Stream<Channel> chosen =
          Stream.concat(
              Stream.ofNullable(client.preferences().channel()),
              business.messageChannels().stream());
      return new Reach(
          (stopped.contains(Channel.SMS) ? Stream.concat(chosen, Stream.of(Channel.EMAIL)) : chosen)
              .distinct()
              .filter(channel -> !triedInVain.contains(channel) && !stopped.contains(channel))
              .filter(
                  channel ->
                      switch (channel) {
                        case SMS, WHATSAPP -> client.contact().phone().takesTexts();
                        case EMAIL -> client.mailbox().isPresent();
                      })
              .toList());
    }

    boolean isNowhere() {
      return channels.isEmpty();
    }

    /** True when what may go by WhatsApp can go by another channel after it. */
    boolean goesOnAfterWhatsApp() {
      return channels.contains(Channel.WHATSAPP) && channels.getLast() != Channel.WHATSAPP;
    }
  }

  /**
   * Somebody else who comes, whom the client should be told by name: three children of a mother
   * have three bookings. A stranger may have made a booking without a login, or have had the phone
   * before, and would write to the client in the business's name.
   */
  Optional<String> comes(TenantId tenant, BookingImage booking, ClientStanding client) {
    boolean byStranger =
        switch (booking.source()) {
          case STAFF -> false;
          case CLIENT -> !client.phoneProved();
          case PUBLIC -> true;
        };
    return byStranger
        ? Optional.empty()
        : facts
            .comes(tenant, booking)
            .filter(name -> !name.strip().equalsIgnoreCase(client.contact().name()));
  }

  /** What the business says about why. A client who gave a booking up knows why. */
  private Optional<String> reason(BookingMessage message, BookingImage booking) {
    return message.kind().tellsWhy()
            && message.changeSource().filter(BookingSource.STAFF::equals).isPresent()
        ? facts.reason(message.tenant(), booking)
        : Optional.empty();
  }

  private Appointment appointment(
      TenantId tenant,
      BookingImage booking,
      Optional<String> comes,
      Optional<String> reason,
      OrganizationSettings business,
      Instant now) {
    BookingFacts.Names names = facts.names(tenant, booking);
    return new Appointment(
        business.branding().displayName(),
        names.service(),
        names.resources(),
        localStart(booking, business.timeline()),
        BookingDetails.localEnd(booking),
        offset(booking, business.timeline()),
        business.timeline().dateOf(now),
        comes,
        businesses.isFree(tenant),
        times(booking),
        booking.seats() == null ? 1 : booking.seats(),
        reason);
  }

  /** One that is decided or changed later by itself is told of by itself. */
  private static int times(BookingImage booking) {
    BookingImage.OfSeries series = booking.series();
    if (series == null) {
      return 1;
    }
    Integer together = booking.version() == 1 ? Integer.valueOf(series.tells()) : series.together();
    return together == null ? 1 : together;
  }

  // Not from the instant: new rules of the zone may not have moved it yet, and a business that has
  // moved to another zone may not yet have said what its bookings keep.
  private static LocalDateTime localStart(BookingImage booking, LocalTimeline timeline) {
    LocalStart agreed = booking.localStart();
    return agreed == null ? timeline.localOf(booking.start()) : agreed.at();
  }

  // Of the moment that clocks show now, unless new rules of the zone have not moved it yet.
  private static Optional<ZoneOffset> offset(BookingImage booking, LocalTimeline ofBusiness) {
    LocalStart agreed = booking.localStart();
    LocalTimeline timeline =
        agreed == null ? ofBusiness : new LocalTimeline(Zone.of(agreed.zone()));
    return timeline
        .offsetIfTwice(booking.start())
        .filter(_ -> agreed == null || timeline.localOf(booking.start()).equals(agreed.at()));
  }

  /**
   * The agreed facts before a change.
   *
   * @param localStart empty when it has not changed
   * @param booking empty when nothing is known of it
   */
  record Before(Optional<LocalDateTime> localStart, Optional<BookingImage> booking) {
    /** Nothing of it is to be told. */
    static final Before NOTHING = new Before(Optional.empty(), Optional.empty());
  }

  /** The present facts of a session of a class. */
  Notice notice(TenantId tenant, SessionImage session, OrganizationSettings business, Instant now) {
    BookingFacts.Names names = facts.names(tenant, session);
    return new Notice(
        new Appointment(
            business.branding().displayName(),
            names.service(),
            names.resources(),
            session.localStart().at(),
            business.timeline().dateOf(now),
            Optional.empty(),
            businesses.isFree(tenant),
            1),
        Optional.empty(),
        List.of());
  }

  /** The present facts of a booking, with nothing from before. */
  Notice notice(
      TenantId tenant,
      BookingImage booking,
      Optional<String> comes,
      Optional<String> reason,
      OrganizationSettings business,
      Instant now) {
    return new Notice(
        appointment(tenant, booking, comes, reason, business, now), Optional.empty(), List.of());
  }

  /** The present facts of a booking, as a member may see them, and who had it before. */
  Notice notice(
      TenantId tenant,
      TeamMember member,
      BookingImage booking,
      Before before,
      OrganizationSettings business,
      Instant now) {
    return new Notice(
        appointment(
            tenant,
            booking,
            facts.comes(tenant, member.role(), booking),
            Optional.empty(),
            business,
            now),
        before.localStart(),
        before.booking().map(agreed -> changed(tenant, agreed, booking)).orElse(List.of()));
  }

  /** The names of what it was before and is no more. */
  private List<String> changed(TenantId tenant, BookingImage agreed, BookingImage booking) {
    boolean otherService =
        !BookingDetails.services(agreed).equals(BookingDetails.services(booking));
    boolean otherResources = !agreed.resourceIds().equals(booking.resourceIds());
    if (!otherService && !otherResources) {
      return List.of();
    }
    BookingFacts.Names names = facts.names(tenant, agreed);
    return Stream.concat(
            otherService ? Stream.of(names.service()) : Stream.of(),
            otherResources ? names.resources().stream() : Stream.of())
        .toList();
  }

  /**
   * Writes a message in the member's language.
   *
   * @param template of the SMS, and of the e-mail's subject
   * @param emailTemplate of the e-mail's text
   * @param messageId the same for each retry
   */
  Written toMember(
      TenantId tenant,
      String template,
      String emailTemplate,
      Mailable contents,
      TeamMember member,
      Channel channel,
      String messageId) {
    OrganizationSettings business = settings.get(tenant);
    Locale locale = member.contact().locale().orElse(business.locale());
    Optional<String> id = Optional.of(messageId);
    if (channel != Channel.EMAIL) {
      BusinessTexts.Sms text =
          texts.sms(tenant, template, locale, business.reminders().smsAccents(), contents);
      return new Written(
          new Outgoing.Sms(member.contact().phone(), text.text(), id),
          new Words(text.template(), Optional.empty()),
          text.text().body());
    }
    BusinessTexts.Email email = texts.email(tenant, template, emailTemplate, locale, contents);
    String address = member.contact().email().orElseThrow();
    return new Written(
        new Outgoing.Email(address, email.subject(), email.text(), id),
        new Words(email.template(), Optional.empty()),
        email.text());
  }
}
