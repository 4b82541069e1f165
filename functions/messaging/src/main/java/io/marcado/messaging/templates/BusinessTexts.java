package io.marcado.messaging.templates;

import com.samskivert.mustache.MustacheException;
import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.texts.Contents;
import io.marcado.messaging.texts.Locales;
import io.marcado.messaging.texts.Mailable;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.messaging.texts.SmsText;
import io.marcado.messaging.texts.WhatsAppWords;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.sms.SmsSender;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages about bookings: in the words of the business where it has its own, and otherwise
 * in ours. A fault in its words never holds a message up.
 */
@Singleton
public final class BusinessTexts {
  private static final Logger LOG = LoggerFactory.getLogger(BusinessTexts.class);

  private final TemplateStore store;
  private final MessageTexts texts;
  private final BusinessStanding businesses;

  public BusinessTexts(TemplateStore store, MessageTexts texts, BusinessStanding businesses) {
    this.store = store;
    this.texts = texts;
    this.businesses = businesses;
  }

  /**
   * An SMS that can go out.
   *
   * @param template whose words, of which locale, and which text; the ledger keeps it
   */
  public record Sms(SmsText text, String template) {}

  /**
   * An e-mail that can go out.
   *
   * @param template likewise
   */
  public record Email(String subject, String text, String template) {}

  /** True when the SMS shows a link, so that one must be made for it. */
  public boolean showsLink(TenantId tenant, String template, Locale locale) {
    return TemplateRules.names(
        own(tenant, template, Channel.SMS, locale)
            .map(OwnTemplate::text)
            .orElseGet(() -> texts.source(template, locale)),
        Variable.LINK);
  }

  /** Contents with the address of a link. */
  public static Contents linked(Contents contents, String address) {
    return contents.with(Variable.LINK.key(), address);
  }

  /** Writes an SMS. */
  public Sms sms(
      TenantId tenant, String template, Locale locale, SmsAccents accents, Contents contents) {
    return words(tenant, template, locale, accents, contents, BusinessTexts::affordable);
  }

  private Sms words(
      TenantId tenant,
      String template,
      Locale locale,
      SmsAccents accents,
      Contents contents,
      UnaryOperator<Sms> check) {
    return own(tenant, template, Channel.SMS, locale)
        .flatMap(own -> tried(tenant, own, one -> check.apply(sms(one, locale, accents, contents))))
        .orElseGet(
            () -> {
              MessageTexts.Text text = texts.write(template, locale, contents);
              return new Sms(SmsText.of(text.body(), accents), text.template());
            });
  }

  /**
   * Writes an e-mail to a client: what the SMS would say, with all its letters, under a subject
   * that names the booking.
   */
  public Email asEmail(TenantId tenant, String template, Locale locale, Contents contents) {
    Sms words =
        words(tenant, template, locale, SmsAccents.KEEP, contents, UnaryOperator.identity());
    return new Email(
        texts.writeSubject("booking", locale, contents), words.text().body(), words.template());
  }

  /** Fills in the template of a message to a client by WhatsApp, which has our words alone. */
  public WhatsAppWords.Filled forWhatsApp(String template, Locale locale, Contents contents) {
    return new WhatsAppWords(texts).fill(template, locale, contents);
  }

  /**
   * Writes an e-mail.
   *
   * @param template of its subject
   * @param emailTemplate of its text
   */
  public Email email(
      TenantId tenant, String template, String emailTemplate, Locale locale, Mailable contents) {
    return own(tenant, template, Channel.EMAIL, locale)
        .flatMap(own -> tried(tenant, own, one -> email(one, locale, contents)))
        .orElseGet(
            () -> {
              String subject = texts.writeSubject(template, locale, contents);
              MessageTexts.Text text =
                  texts.write("emails/" + emailTemplate, locale, contents.under(subject));
              return new Email(subject, text.body(), text.template());
            });
  }

  /** As it would go out. */
  Sms sms(OwnTemplate own, Locale locale, SmsAccents accents, Contents contents) {
    SmsText text = SmsText.of(fill(own, own.text(), locale, contents), accents);
    require(!text.body().isBlank() && text.body().length() <= SmsSender.LONGEST_TEXT);
    return new Sms(text, id(own.key()));
  }

  private static Sms affordable(Sms sms) {
    require(sms.text().parts().size() <= TemplateRules.MOST_PARTS);
    return sms;
  }

  /** As it would go out. */
  Email email(OwnTemplate own, Locale locale, Mailable contents) {
    String subject =
        MessageTexts.cut(
            fill(own, own.subject().orElseThrow(), locale, contents).replace('\n', ' '));
    String text = fill(own, own.text(), locale, contents.under(subject));
    require(!subject.isBlank() && !text.isBlank() && text.length() <= EmailSender.LONGEST_TEXT);
    return new Email(subject, text, id(own.key()));
  }

  private String fill(OwnTemplate own, String template, Locale locale, Contents contents) {
    return texts.fill(template, own.key().locale(), locale, contents);
  }

  private static void require(boolean sendable) {
    if (!sendable) {
      throw new TextUnusableException();
    }
  }

  private static String id(OwnTemplate.Key key) {
    return "own/%s/%s".formatted(key.locale().toLanguageTag(), key.kind().template());
  }

  private Optional<OwnTemplate> own(
      TenantId tenant, String template, Channel channel, Locale locale) {
    return TemplateKind.of(template)
        .flatMap(kind -> best(store.get(tenant), kind, channel, locale));
  }

  static Optional<OwnTemplate> best(
      Map<OwnTemplate.Key, OwnTemplate> all, TemplateKind kind, Channel channel, Locale locale) {
    return Locales.of(locale).stream()
        .map(tag -> all.get(new OwnTemplate.Key(kind, channel, Locale.forLanguageTag(tag))))
        .filter(Objects::nonNull)
        .findFirst();
  }

  // It was sound when it was saved. But a business may have another plan since, and names may be
  // longer than those of the sample.
  private <T> Optional<T> tried(TenantId tenant, OwnTemplate own, Function<OwnTemplate, T> work) {
    if (!TemplateRules.faults(own, businesses.isFree(tenant)).isEmpty()) {
      LOG.warn("{} of tenant {} may not go out, so ours goes", id(own.key()), tenant);
      return Optional.empty();
    }
    try {
      return Optional.of(work.apply(own));
    } catch (MustacheException | TextUnusableException _) {
      LOG.warn("{} of tenant {} could not be written, so ours goes", id(own.key()), tenant);
      return Optional.empty();
    }
  }
}
