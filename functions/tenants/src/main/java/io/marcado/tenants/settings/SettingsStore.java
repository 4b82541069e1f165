package io.marcado.tenants.settings;

import io.marcado.domain.Fault;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
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

  public SettingsStore(Table table) {
    this.table = table;
  }

  /** The write with which a business gets its first settings. */
  public static Write first(TenantId tenant, OrganizationSettings settings) {
    return Write.create(SettingsItem.key(tenant), versioned(settings, 1));
  }

  /**
   * Changes the settings. The change may be asked again, with what somebody else wrote meanwhile.
   *
   * @return the settings as they are stored now
   * @throws Problem 400 when the changed settings have faults; 404 when there is no such business;
   *     503 when others never stopped writing
   */
  public OrganizationSettings change(TenantId tenant, UnaryOperator<OrganizationSettings> change) {
    TableView items = table.of(tenant);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Item present = items.get(SettingsItem.key(tenant)).orElseThrow(SettingsStore::noBusiness);
      OrganizationSettings changed = change.apply(SettingsItem.fromItem(present));
      List<Fault> faults = changed.faults();
      if (!faults.isEmpty()) {
        throw Problem.invalid(faults);
      }
      long version = present.optionalNumber(VERSION).orElse(0L);
      Write write =
          Write.put(
              SettingsItem.key(tenant), versioned(changed, version + 1), unchangedSince(version));
      if (items.write(write) instanceof Outcome.Written) {
        return changed;
      }
    }
    throw Problem.unavailable();
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
