package io.marcado.messaging;

import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.ReminderPolicy;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.domain.time.QuietHours;
import io.marcado.domain.time.Zone;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.messaging.numbers.OwnNumbers;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.templates.BusinessTexts;
import io.marcado.messaging.templates.TemplateStore;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.platform.tenant.SettingsItem;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.senders.whatsapp.OwnNumber;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A business of its own for each test, with its settings in the table. */
public final class TestTenant {
  private static final Ids IDS = new Ids(new SecureRandom());

  private final TenantId id;
  private final Table table =
      new Table(
          DynamoDbLocal.shared().client(),
          DynamoDbLocal.shared().tableName(),
          ConflictRetry.STANDARD,
          new SecureRandom());

  private TestTenant(TenantId id) {
    this.id = id;
  }

  /** A barber in São Paulo who reminds a day and an hour before. */
  public static TestTenant create() {
    return create(IDS.next());
  }

  /** The same with an id that is known already. */
  public static TestTenant create(String id) {
    TestTenant tenant = new TestTenant(new TenantId(id));
    tenant.reminds(1440, 60);
    tenant.has("PRO");
    return tenant;
  }

  /** From now on the business has this plan. */
  public void has(String plan) {
    table.of(id).write(Write.put(PlanReader.key(id), Item.builder().text("plan", plan).build()));
  }

  /** How the business may send. */
  public BusinessStanding standing(InstantSource clock) {
    return new BusinessStanding(
        new PlanReader(table, new ConfigurationCache(clock, Duration.ZERO)), table);
  }

  /** How the business words its messages. */
  public BusinessTexts texts(InstantSource clock) {
    return new BusinessTexts(templates(clock), new MessageTexts(), standing(clock));
  }

  /** Where the business keeps its own words. */
  public TemplateStore templates(InstantSource clock) {
    return new TemplateStore(table, new ConfigurationCache(clock, Duration.ZERO), IDS);
  }

  /** The business's own number. */
  public OwnNumbers numbers(InstantSource clock) {
    return new OwnNumbers(table, new ConfigurationCache(clock, Duration.ZERO));
  }

  /** From now on the business sends by WhatsApp from a number of its own. */
  public OwnNumber sendsFrom(String phoneNumberId) {
    table
        .of(id)
        .write(
            Write.put(
                numberKey(),
                Item.builder()
                    .text("phoneNumberId", phoneNumberId)
                    .text("businessAccountId", "200000000000001")
                    .text("digits", "551130001000")
                    .instant("linkedAt", Instant.EPOCH)
                    .instant("workingSince", Instant.EPOCH)
                    .build()));
    return new OwnNumber(id, phoneNumberId);
  }

  /** Why WhatsApp takes nothing from the business's own number; null for nothing. */
  public @Nullable String refusal() {
    return table.of(id).get(numberKey()).orElseThrow().optionalText("refusal").orElse(null);
  }

  private ItemKey numberKey() {
    return ItemKey.of(id, "WHATSAPP", "NUMBER");
  }

  public TenantId id() {
    return id;
  }

  public Table table() {
    return table;
  }

  public Ids ids() {
    return IDS;
  }

  public SettingsReader settings(InstantSource clock) {
    return new SettingsReader(table, new ConfigurationCache(clock, Duration.ZERO));
  }

  /** From now on the business reminds so long before the start. */
  public void reminds(Integer... minutesBefore) {
    has(new ReminderPolicy(List.of(minutesBefore)));
  }

  /** From now on the business asks so long after the end how it was; 0 for not at all. */
  public void followsUp(int minutesAfter) {
    has(reminds(List.of(), minutesAfter, null, null, 0, Channel.SMS));
  }

  /** From now on messages to clients are tried by these channels. */
  public void writesBy(Channel... channels) {
    fallsBack(0, null, channels);
  }

  /**
   * From now on the next of these channels is tried after so many minutes of silence, and messages
   * wait for the end of these hours.
   */
  public void fallsBack(int afterMinutes, @Nullable QuietHours quiet, Channel... channels) {
    has(reminds(List.of(1440, 60), 0, quiet, null, afterMinutes, channels));
  }

  /** From now on messages to clients wait from one local time to another. */
  public void isQuiet(String from, String to) {
    QuietHours quiet = new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
    has(reminds(List.of(1440, 60), 120, quiet, null, 0, Channel.SMS));
  }

  /** From now on answers to e-mails go to this address. */
  public void readsAnswersAt(String email) {
    has(reminds(List.of(1440, 60), 0, null, email, 0, Channel.SMS));
  }

  private static ReminderPolicy reminds(
      List<Integer> minutesBefore,
      int minutesAfter,
      @Nullable QuietHours quiet,
      @Nullable String answersTo,
      int fallBackAfterMinutes,
      Channel... channels) {
    return new ReminderPolicy(
        minutesBefore,
        SmsAccents.FOLD,
        minutesAfter,
        quiet,
        answersTo,
        List.of(channels),
        fallBackAfterMinutes);
  }

  /** From now on the business says this by SMS, in Portuguese. */
  public void says(String kind, String text) {
    table
        .of(id)
        .write(
            Write.put(
                ItemKey.of(id, "TEMPLATES", kind + "#SMS#pt-BR"),
                Item.builder()
                    .text("kind", kind)
                    .text("channel", "SMS")
                    .text("locale", "pt-BR")
                    .text("text", text)
                    .instant("updatedAt", Instant.EPOCH)
                    .build()));
  }

  private void has(ReminderPolicy policy) {
    OrganizationSettings defaults =
        OrganizationSettings.forTemplate(
            BusinessTemplate.SERVICE_TABLE,
            Zone.of("America/Sao_Paulo"),
            Locale.forLanguageTag("pt-BR"),
            Currency.getInstance("BRL"),
            "Barbearia do Zé");
    OrganizationSettings settings =
        new OrganizationSettings(
            defaults.timeZone(),
            defaults.locale(),
            defaults.currency(),
            defaults.businessHours(),
            defaults.bookings(),
            policy,
            defaults.labels(),
            defaults.branding(),
            defaults.corsOrigins(),
            defaults.closedDates(),
            defaults.phoneCountries());
    table.of(id).write(Write.put(SettingsItem.key(id), SettingsItem.toItem(settings)));
  }
}
