package io.marcado.tenants.settings;

import io.marcado.domain.Fault;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import io.marcado.platform.tenant.SettingsItem;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes settings. Each write counts the item's version up and happens only under the version that
 * was read, so that of two changes at the same time neither is lost.
 */
@Singleton
public final class SettingsStore {
  private static final String VERSION = "v";
  private static final int ATTEMPTS = 16;

  private final Table table;
  private final SecurityEvents events;

  public SettingsStore(Table table, SecurityEvents events) {
    this.table = table;
    this.events = events;
  }

  /** The write with which a business gets its first settings. */
  public static Write first(TenantId tenant, OrganizationSettings settings) {
    return Write.create(SettingsItem.key(tenant), versioned(settings, 1));
  }

  /**
   * Changes the settings, and records which of them: who may call from a browser, or log in from
   * which country, matters when something went wrong. The change may be asked again, with what
   * somebody else wrote meanwhile.
   *
   * @return the settings as they are stored now
   * @throws Problem 400 when the changed settings have faults; 404 when there is no such business;
   *     503 when others never stopped writing
   */
  public OrganizationSettings change(Call call, UnaryOperator<OrganizationSettings> change) {
    TenantId tenant = call.tenant();
    TableView items = table.of(tenant);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Item present = items.get(SettingsItem.key(tenant)).orElseThrow(SettingsStore::noBusiness);
      OrganizationSettings before = SettingsItem.fromItem(present);
      OrganizationSettings changed = change.apply(before);
      List<Fault> faults = changed.faults();
      if (!faults.isEmpty()) {
        throw Problem.invalid(faults);
      }
      long version = present.optionalNumber(VERSION).orElse(0L);
      if (changed.equals(before)) {
        return changed;
      }
      List<Write> writes =
          List.of(
              Write.put(
                  SettingsItem.key(tenant),
                  versioned(changed, version + 1),
                  unchangedSince(version)),
              events.record(tenant, event(call, before, changed)));
      if (items.transact(writes) instanceof Outcome.Written) {
        return changed;
      }
    }
    throw Problem.unavailable();
  }

  private static SecurityEvent event(
      Call call, OrganizationSettings before, OrganizationSettings after) {
    Map<String, AttributeValue> were = SettingsItem.toItem(before).attributes();
    Map<String, AttributeValue> are = SettingsItem.toItem(after).attributes();
    Set<String> fields = new TreeSet<>(were.keySet());
    fields.addAll(are.keySet());
    fields.removeIf(field -> Objects.equals(were.get(field), are.get(field)));
    return new SecurityEvent(
        SecurityEvent.Type.SETTINGS_CHANGED,
        Optional.of(call.callerId()),
        Optional.empty(),
        call.sourceAddress(),
        call.now(),
        Map.of("fields", String.join(",", fields)));
  }

  private static Item versioned(OrganizationSettings settings, long version) {
    Map<String, AttributeValue> attributes =
        new HashMap<>(SettingsItem.toItem(settings).attributes());
    attributes.put(VERSION, AttributeValue.fromN(Long.toString(version)));
    return Item.of(attributes);
  }

  private static Expression unchangedSince(long version) {
    return version == 0
        ? Expression.of("attribute_not_exists(v)")
        : Expression.of("v = :seen", Map.of(":seen", AttributeValue.fromN(Long.toString(version))));
  }

  private static Problem noBusiness() {
    return new Problem(CommonProblem.NO_SUCH_ROUTE, "There is no such business.");
  }
}
