package io.marcado.tenants.settings;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsItem;
import jakarta.inject.Singleton;
import java.time.Instant;
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

  private final Table table;
  private final SecurityEvents events;
  private final Ids ids;

  public SettingsStore(Table table, SecurityEvents events, Ids ids) {
    this.table = table;
    this.events = events;
    this.ids = ids;
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
   */
  public Result<OrganizationSettings, SettingsRefusal> change(
      Actor actor, UnaryOperator<OrganizationSettings> change, Instant now) {
    TenantId tenant = actor.tenant();
    TableView items = table.of(tenant);
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<Item> found = items.get(SettingsItem.key(tenant));
          if (found.isEmpty()) {
            return Optional.of(Result.refused(new SettingsRefusal.NoBusiness()));
          }
          OrganizationSettings before = SettingsItem.fromItem(found.get());
          OrganizationSettings changed = change.apply(before);
          List<Fault> faults = changed.faults();
          if (!faults.isEmpty()) {
            return Optional.of(Result.refused(new SettingsRefusal.Faulty(faults)));
          }
          if (changed.equals(before)) {
            return Optional.of(Result.done(changed));
          }
          long version = found.get().optionalNumber(VERSION).orElse(0L);
          List<Write> writes =
              List.of(
                  Write.put(
                      SettingsItem.key(tenant),
                      versioned(changed, version + 1),
                      unchangedSince(version)),
                  events.record(tenant, event(actor, before, changed, now)),
                  Changes.write(tenant, change(actor, before, changed, now)));
          return items.transact(writes) instanceof Outcome.Written
              ? Optional.of(Result.done(changed))
              : Optional.empty();
        });
  }

  private static SecurityEvent event(
      Actor actor, OrganizationSettings before, OrganizationSettings after, Instant now) {
    Map<String, AttributeValue> were = SettingsItem.toItem(before).attributes();
    Map<String, AttributeValue> are = SettingsItem.toItem(after).attributes();
    Set<String> fields = new TreeSet<>(were.keySet());
    fields.addAll(are.keySet());
    fields.removeIf(field -> Objects.equals(were.get(field), are.get(field)));
    return new SecurityEvent(
        SecurityEvent.Type.SETTINGS_CHANGED,
        actor.auditId(),
        Optional.empty(),
        actor.address().orElse(""),
        now,
        Map.of("fields", String.join(",", fields)));
  }

  private Change change(
      Actor actor, OrganizationSettings before, OrganizationSettings after, Instant now) {
    return Change.by(
        actor,
        Change.Subject.SETTINGS,
        actor.tenant().value(),
        "updated",
        Change.json(SettingsItem.toItem(before), _ -> true),
        Change.json(SettingsItem.toItem(after), _ -> true),
        Set.of(),
        now,
        ids.next());
  }

  private static Item versioned(OrganizationSettings settings, long version) {
    Map<String, AttributeValue> attributes =
        new HashMap<>(SettingsItem.toItem(settings).attributes());
    attributes.put(VERSION, AttributeValue.fromN(Long.toString(version)));
    return Item.of(attributes);
  }

  private static Condition unchangedSince(long version) {
    return version == 0 ? Condition.absent(VERSION) : Condition.equal(VERSION, version);
  }
}
