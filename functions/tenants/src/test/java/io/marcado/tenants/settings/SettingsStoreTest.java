package io.marcado.tenants.settings;

import static io.marcado.tenants.TenantProblems.settingsOrThrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Zone;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.http.Problem;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.Json;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsItem;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.tenants.TenantsContext;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final OrganizationSettings FIRST =
      OrganizationSettings.forTemplate(
          BusinessTemplate.SERVICE_TABLE,
          Zone.of("America/Sao_Paulo"),
          Locale.forLanguageTag("pt-BR"),
          Currency.getInstance("BRL"),
          "Barbearia Demo");

  private final TenantsContext context = TenantsContext.with(Map.of());
  private final SettingsStore store = context.bean(SettingsStore.class);
  private final TenantId tenant = new TenantId(context.bean(Ids.class).next());

  @BeforeEach
  void begin() {
    Outcome outcome =
        context.bean(Table.class).of(tenant).write(SettingsStore.first(tenant, FIRST));
    assertThat(outcome).isInstanceOf(Outcome.Written.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void shouldNotDecideByARuleThatTheStoredSettingsHaveLost() {
    forget("approval");

    assertThatThrownBy(() -> context.bean(SettingsReader.class).fresh(tenant))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("approval");
  }

  @Test
  void shouldReadSettingsThatAreOlderThanASection() {
    forget("reminderMinutesBefore");

    OrganizationSettings read = context.bean(SettingsReader.class).fresh(tenant);

    assertThat(read.reminders().reminderMinutesBefore()).isEmpty();
    assertThat(read.bookings()).isEqualTo(FIRST.bookings());
  }

  private void forget(String attribute) {
    context
        .bean(Table.class)
        .of(tenant)
        .write(Write.update(SettingsItem.key(tenant), new Update().remove(attribute)));
  }

  @Test
  void shouldStoreWhatWasChangedAndNothingElse() throws JsonProcessingException {
    OrganizationSettings changed =
        patch("{\"slotIntervalMinutes\":20,\"branding\":{\"primaryColor\":\"#1a73e8\"}}");

    assertThat(changed.bookings().slotIntervalMinutes()).isEqualTo(20);
    assertThat(changed.branding().primaryColor()).contains("#1a73e8");
    assertThat(changed.branding().displayName()).isEqualTo("Barbearia Demo");
    assertThat(changed.businessHours()).isEqualTo(FIRST.businessHours());
    assertThat(stored()).isEqualTo(changed);
  }

  @Test
  void shouldMergeLabelsAndRemoveOneByNull() throws JsonProcessingException {
    patch("{\"labels\":{\"service\":\"Serviço\"}}");
    patch("{\"labels\":{\"resource\":null,\"client\":\"Freguês\"}}");

    assertThat(stored().labels()).isEqualTo(Map.of("service", "Serviço", "client", "Freguês"));
  }

  @Test
  void shouldClearBrandingByNull() throws JsonProcessingException {
    patch("{\"branding\":{\"logoUrl\":\"https://example.com/a.svg\"}}");
    patch("{\"branding\":{\"logoUrl\":null}}");

    assertThat(stored().branding().logoUrl()).isEmpty();
  }

  @Test
  void shouldLoseNoneOfManyChangesAtOnce()
      throws JsonProcessingException, InterruptedException, ExecutionException {
    List<Future<OrganizationSettings>> changes = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        UnaryOperator<OrganizationSettings> change =
            change("{\"labels\":{\"label%d\":\"Text %d\"}}".formatted(i, i));
        changes.add(
            executor.submit(() -> settingsOrThrow(store.change(actor(tenant), change, NOW))));
      }
    }
    for (Future<OrganizationSettings> each : changes) {
      assertThat(each.get().labels()).isNotEmpty();
    }

    assertThat(stored().labels()).hasSize(9).containsEntry("label7", "Text 7");
  }

  @Test
  void shouldRecordWhoChangedWhatButNotForWhat() throws JsonProcessingException {
    patch("{\"corsOrigins\":[\"https://example.com\"],\"slotIntervalMinutes\":20}");
    patch("{\"slotIntervalMinutes\":20}");

    assertThat(
            context
                .bean(Table.class)
                .of(tenant)
                .queryAll(Selection.of(SecurityEvents.month(tenant, YearMonth.of(2026, 11))))
                .stream()
                .map(SecurityEvents::fromItem))
        .singleElement()
        .isEqualTo(
            new SecurityEvent(
                SecurityEvent.Type.SETTINGS_CHANGED,
                Optional.of("owner"),
                Optional.empty(),
                "192.0.2.1",
                NOW,
                Map.of("fields", "corsOrigins,slotIntervalMinutes")));
  }

  @Test
  void shouldRefuseAndNotStoreWhatIsWrongOnlyWithTheWhole() throws JsonProcessingException {
    patch(labels(0, 45));
    UnaryOperator<OrganizationSettings> tooMany = change(labels(45, 55));

    assertThatThrownBy(() -> settingsOrThrow(store.change(actor(tenant), tooMany, NOW)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/labels")));
    assertThat(stored().labels()).hasSize(46);
  }

  @Test
  void shouldNotFindABusinessThatIsNotThere() {
    TenantId nobody = new TenantId("nobodynobodynobo");

    assertThatThrownBy(() -> settingsOrThrow(store.change(actor(nobody), present -> present, NOW)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code().status()).isEqualTo(404));
  }

  private static Actor actor(TenantId tenant) {
    return new Actor.Person(
        tenant, new PersonId("owner"), Role.OWNER, new SessionId("s"), "192.0.2.1");
  }

  private OrganizationSettings patch(String json) throws JsonProcessingException {
    return settingsOrThrow(store.change(actor(tenant), change(json), NOW));
  }

  private OrganizationSettings stored() {
    return context.bean(SettingsReader.class).fresh(tenant);
  }

  private static String labels(int from, int to) {
    StringBuilder labels = new StringBuilder("{\"labels\":{");
    for (int i = from; i < to; i++) {
      labels.append(i > from ? "," : "").append("\"l").append(i).append("\":\"x\"");
    }
    return labels.append("}}").toString();
  }

  private static UnaryOperator<OrganizationSettings> change(String json)
      throws JsonProcessingException {
    Faults faults = new Faults();
    UnaryOperator<OrganizationSettings> change =
        SettingsShape.of(new AllowedCountries(Set.of("BR", "PT")))
            .patch(Json.parse(json), "", faults);
    assertThat(faults.all()).isEmpty();
    return change;
  }
}
