package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.TeamMember;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Outgoing;
import io.marcado.messaging.texts.Appointment;
import io.marcado.messaging.texts.Mailable;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.messaging.texts.Notice;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Writes messages to the team, by the channel that each goes by. */
@Singleton
final class TeamTexts {
  private final BookingFacts facts;
  private final SettingsReader settings;
  private final MessageTexts texts;
  private final BusinessStanding businesses;

  TeamTexts(
      BookingFacts facts,
      SettingsReader settings,
      MessageTexts texts,
      BusinessStanding businesses) {
    this.facts = facts;
    this.settings = settings;
    this.texts = texts;
    this.businesses = businesses;
  }

  /**
   * A message that can go out.
   *
   * @param template language and name of its text
   */
  record Written(Outgoing message, String template) {}

  /** True while the member wants notices by this channel, and it reaches the member. */
  static boolean wants(TeamMember member, Channel channel) {
    return member.notices().bookings() != BookingNotices.Bookings.NONE
        && member.notices().channels().contains(channel);
  }

  /** The present facts of a booking. */
  Appointment appointment(
      TenantId tenant, BookingImage booking, OrganizationSettings business, Instant now) {
    BookingFacts.Names names = facts.names(tenant, booking);
    return new Appointment(
        business.branding().displayName(),
        names.service(),
        names.resources(),
        booking.start(),
        timeline(booking, business),
        now,
        businesses.isFree(tenant));
  }

  // A business that has moved to another zone has not yet said what its bookings keep.
  private static LocalTimeline timeline(BookingImage booking, OrganizationSettings business) {
    return booking.localStart() == null
        ? business.timeline()
        : new LocalTimeline(Zone.of(booking.localStart().zone()));
  }

  /** The same as a member may see them. */
  Notice notice(
      TenantId tenant,
      TeamMember member,
      BookingImage booking,
      OrganizationSettings business,
      Instant now) {
    return new Notice(
        appointment(tenant, booking, business, now), facts.comes(tenant, member.role(), booking));
  }

  /**
   * Writes a message in the member's language.
   *
   * @param template of the SMS, and of the e-mail's subject
   * @param emailTemplate of the e-mail's text
   * @param messageId the same for each retry
   */
  Written write(
      TenantId tenant,
      String template,
      String emailTemplate,
      Mailable contents,
      TeamMember member,
      Channel channel,
      String messageId) {
    Locale locale = member.contact().locale().orElseGet(() -> settings.get(tenant).locale());
    Optional<String> id = Optional.of(messageId);
    if (channel != Channel.EMAIL) {
      MessageTexts.Text text = texts.write(template, locale, contents);
      return new Written(
          new Outgoing.Sms(member.contact().phone(), text.body(), id), text.template());
    }
    String subject = texts.writeSubject(template, locale, contents);
    MessageTexts.Text text =
        texts.write("emails/" + emailTemplate, locale, contents.under(subject));
    String address = member.contact().email().orElseThrow();
    return new Written(new Outgoing.Email(address, subject, text.body(), id), text.template());
  }
}
