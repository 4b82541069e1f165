package io.marcado.messaging.templates;

import io.marcado.bookings.published.BookingLinks;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.texts.Contents;
import io.marcado.messaging.texts.Locales;
import io.marcado.messaging.texts.Mailable;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts of a business's messages: what they say, and what they would say. */
@Singleton
public final class Templates {
  private final TemplateStore store;
  private final MessageTexts texts;
  private final BusinessTexts writing;
  private final BusinessStanding businesses;
  private final SettingsReader settings;
  private final SampleBooking bookings;
  private final BookingLinks links;

  Templates(
      TemplateStore store,
      MessageTexts texts,
      BusinessTexts writing,
      BusinessStanding businesses,
      SettingsReader settings,
      SampleBooking bookings,
      BookingLinks links) {
    this.store = store;
    this.texts = texts;
    this.writing = writing;
    this.businesses = businesses;
    this.settings = settings;
    this.bookings = bookings;
    this.links = links;
  }

  /** All messages that the business may word, with our words and its own. */
  List<TemplateKindView> all(TenantId tenant, Instant now) {
    Map<OwnTemplate.Key, OwnTemplate> own = store.fresh(tenant);
    return Stream.of(TemplateKind.values())
        .map(
            kind ->
                new TemplateKindView(
                    kind, kind.audience(), variables(tenant, kind, now), texts(kind, own)))
        .toList();
  }

  private List<TemplateKindView.Told> variables(TenantId tenant, TemplateKind kind, Instant now) {
    OrganizationSettings business = settings.get(tenant);
    Map<String, String> samples =
        linked(tenant, sample(tenant, kind, business.locale(), now)).values(business.locale());
    return kind.variables().stream()
        .map(
            variable ->
                new TemplateKindView.Told(
                    variable.key(),
                    samples.getOrDefault(variable.key(), ""),
                    variable.mandatory(),
                    !variable.always()))
        .toList();
  }

  private List<TemplateKindView.Words> texts(
      TemplateKind kind, Map<OwnTemplate.Key, OwnTemplate> own) {
    List<TemplateKindView.Words> all = new ArrayList<>();
    for (Channel channel : kind.channels()) {
      for (Locale locale : Locales.TEXTS) {
        OwnTemplate.Key key = new OwnTemplate.Key(kind, channel, locale);
        OwnTemplate ours = ours(key);
        all.add(
            new TemplateKindView.Words(
                channel,
                locale.toLanguageTag(),
                ours.subject().orElse(null),
                ours.text(),
                Optional.ofNullable(own.get(key)).map(TemplateKindView.Own::of).orElse(null)));
      }
    }
    return all;
  }

  /** Our words, as the business could have written them. */
  private OwnTemplate ours(OwnTemplate.Key key) {
    String template = key.kind().template();
    return key.channel() == Channel.EMAIL
        ? new OwnTemplate(
            key,
            Optional.of(texts.source("subjects/" + template, key.locale())),
            texts.source("emails/notice", key.locale()),
            Instant.EPOCH)
        : new OwnTemplate(
            key, Optional.empty(), texts.source(template, key.locale()), Instant.EPOCH);
  }

  /** Keeps a text of the business, and says how it goes out with usual names. */
  Result<TemplateSample, TemplateRefusal> put(Actor actor, OwnTemplate own) {
    TenantId tenant = actor.tenant();
    OwnTemplate.Key key = own.key();
    return sound(tenant, own)
        .then(_ -> written(tenant, own, sample(tenant, key.kind(), key.locale(), own.updatedAt())))
        .then(Templates::affordable)
        .map(
            sample -> {
              store.put(actor, own);
              return sample;
            });
  }

  private static Result<TemplateSample, TemplateRefusal> affordable(TemplateSample sample) {
    return sample.partCount() <= TemplateRules.MOST_PARTS
        ? Result.done(sample)
        : tooLong(
            "takes %d messages with usual names; at most %d"
                .formatted(sample.partCount(), TemplateRules.MOST_PARTS));
  }

  private static <T> Result<T, TemplateRefusal> tooLong(String detail) {
    return Result.refused(
        new TemplateRefusal.Faulty(List.of(new Fault("/text", FaultCode.TOO_LONG, detail))));
  }

  /** Back to our words. */
  Result<OwnTemplate.Key, TemplateRefusal> delete(Actor actor, OwnTemplate.Key key, Instant now) {
    return known(key)
        .map(
            known -> {
              store.delete(actor, known, now);
              return known;
            });
  }

  /**
   * How a message goes out.
   *
   * @param own the text; empty for the one that goes out now
   * @param bookingId of a booking that it tells of; empty for a sample
   */
  Result<TemplateSample, TemplateRefusal> preview(
      Actor actor,
      OwnTemplate.Key key,
      Optional<OwnTemplate> own,
      Optional<BookingId> bookingId,
      Instant now) {
    TenantId tenant = actor.tenant();
    if (bookingId.isPresent() && !actor.may(Permission.BOOKINGS_READ)) {
      return Result.refused(new TemplateRefusal.BookingHidden());
    }
    return own.map(text -> sound(tenant, text).map(OwnTemplate::key))
        .orElseGet(() -> known(key))
        .then(_ -> contents(tenant, key, bookingId, now))
        .then(
            contents ->
                own.or(() -> kept(tenant, key))
                    .map(text -> written(tenant, text, contents))
                    .orElseGet(() -> Result.done(ours(tenant, key, contents))));
  }

  private Optional<OwnTemplate> kept(TenantId tenant, OwnTemplate.Key key) {
    return BusinessTexts.best(store.fresh(tenant), key.kind(), key.channel(), key.locale());
  }

  private Result<Mailable, TemplateRefusal> contents(
      TenantId tenant, OwnTemplate.Key key, Optional<BookingId> bookingId, Instant now) {
    return bookingId.isEmpty()
        ? Result.done(sample(tenant, key.kind(), key.locale(), now))
        : Result.of(
            bookings.of(tenant, key.kind(), bookingId.get(), now),
            new TemplateRefusal.NotFound("booking"));
  }

  private static Result<OwnTemplate.Key, TemplateRefusal> known(OwnTemplate.Key key) {
    return key.kind().channels().contains(key.channel())
        ? Result.done(key)
        : Result.refused(new TemplateRefusal.NotFound("message"));
  }

  private Result<OwnTemplate, TemplateRefusal> sound(TenantId tenant, OwnTemplate own) {
    return known(own.key())
        .then(
            _ -> {
              List<Fault> faults = TemplateRules.faults(own, businesses.isFree(tenant));
              return faults.isEmpty()
                  ? Result.done(own)
                  : Result.refused(new TemplateRefusal.Faulty(faults));
            });
  }

  private Result<TemplateSample, TemplateRefusal> written(
      TenantId tenant, OwnTemplate own, Mailable contents) {
    Locale locale = own.key().locale();
    try {
      return Result.done(
          own.key().channel() == Channel.EMAIL
              ? TemplateSample.of(writing.email(own, locale, contents))
              : TemplateSample.of(
                  writing.sms(own, locale, accents(tenant), linked(tenant, contents))));
    } catch (TextUnusableException _) {
      return tooLong("is empty with these names, or longer than a provider takes");
    }
  }

  private TemplateSample ours(TenantId tenant, OwnTemplate.Key key, Mailable contents) {
    String template = key.kind().template();
    return key.channel() == Channel.EMAIL
        ? TemplateSample.of(writing.email(tenant, template, "notice", key.locale(), contents))
        : TemplateSample.of(
            writing.sms(tenant, template, key.locale(), accents(tenant), linked(tenant, contents)));
  }

  // A link is made for a message that goes out, and for nothing else.
  private Contents linked(TenantId tenant, Contents contents) {
    return BusinessTexts.linked(contents, links.sample(tenant).orElse(""));
  }

  private SmsAccents accents(TenantId tenant) {
    return settings.get(tenant).reminders().smsAccents();
  }

  private Mailable sample(TenantId tenant, TemplateKind kind, Locale locale, Instant now) {
    OrganizationSettings business = settings.get(tenant);
    return Samples.notice(
        kind,
        locale,
        business.branding().displayName(),
        businesses.isFree(tenant),
        business.timeline().dateOf(now));
  }
}
