package io.marcado.catalog.resources;

import io.marcado.catalog.categories.CategoryType;
import io.marcado.catalog.entries.Entries;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.References;
import io.marcado.catalog.entries.References.Reference;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.DayOverride;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write.Expression;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The resources of a business, with the hours of single dates. */
@Singleton
public final class Resources extends Entries<ResourceDetails> {
  /** Most dates with hours of their own. */
  public static final int MOST_OVERRIDES = 366;

  /** As many as fit well into one update expression. */
  private static final int MOST_PRUNED = 100;

  private static final int MOST_ATTEMPTS = 4;
  private static final String ROOM = "attribute_exists(#all.#date) OR size(#all) < :most";

  private final References references;
  private final SettingsReader settings;

  public Resources(Table table, Ids ids, References references, SettingsReader settings) {
    super(ResourceType.INSTANCE, table, ids);
    this.references = references;
    this.settings = settings;
  }

  @Override
  protected List<Fault> faults(
      TenantId tenant, Optional<ResourceDetails> before, ResourceDetails after) {
    String category = after.categoryId();
    if (category == null || category.equals(before.map(ResourceDetails::categoryId).orElse(null))) {
      return List.of();
    }
    return references.faults(
        tenant, List.of(new Reference("/categoryId", CategoryType.INSTANCE, category)));
  }

  /**
   * Sets the hours of one date. Each date is written alone, so that many may be set at once. When
   * there is no more room, dates that are past make some.
   *
   * @throws Problem 400 for a date that is past, or when there are too many; 404
   */
  public void putOverride(Call call, String id, LocalDate date, DayOverride day) {
    LocalDate today = LocalDate.ofInstant(call.now(), settings.fresh(call.tenant()).timeZone());
    if (date.isBefore(today)) {
      throw Problem.invalid(Fault.path("date", "must not be in the past"));
    }
    List<LocalDate> pruned = List.of();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Optional<Entry<ResourceDetails>> refused =
          update(call, id, setting(date, day, pruned), Optional.of(room(pruned)));
      if (refused.isEmpty()) {
        return;
      }
      pruned = past(there(refused.get()), today);
      if (pruned.isEmpty()) {
        throw Problem.invalid(
            Fault.path(
                "date",
                "is one too many: a resource has at most %d dates with hours of their own"
                    .formatted(MOST_OVERRIDES)));
      }
    }
    throw Problem.unavailable();
  }

  /**
   * Gives a date back to the weekly hours. Does nothing when it has none of its own.
   *
   * @throws Problem 404
   */
  public void deleteOverride(Call call, String id, LocalDate date) {
    Map<String, String> names = Map.of("#all", ResourceType.OVERRIDES, "#date", date.toString());
    update(
            call,
            id,
            new Expression(" REMOVE #all.#date", names, Map.of()),
            Optional.of(Expression.of("attribute_exists(#all.#date)")))
        .ifPresent(this::there);
  }

  private Entry<ResourceDetails> there(Entry<ResourceDetails> entry) {
    if (entry.isDeleted()) {
      throw notFound();
    }
    return entry;
  }

  private static List<LocalDate> past(Entry<ResourceDetails> resource, LocalDate today) {
    return resource.details().overrides().keySet().stream()
        .filter(date -> date.isBefore(today))
        .sorted()
        .limit(MOST_PRUNED)
        .toList();
  }

  private static Expression setting(LocalDate date, DayOverride day, List<LocalDate> pruned) {
    Map<String, String> names = new HashMap<>();
    names.put("#all", ResourceType.OVERRIDES);
    names.put("#date", date.toString());
    StringBuilder change = new StringBuilder(", #all.#date = :day");
    for (int i = 0; i < pruned.size(); i++) {
      names.put("#past" + i, pruned.get(i).toString());
      change.append(i == 0 ? " REMOVE " : ", ").append("#all.#past").append(i);
    }
    return new Expression(
        change.toString(),
        names,
        Map.of(
            ":day", ResourceType.value(day),
            ":most", AttributeValue.fromN(Integer.toString(MOST_OVERRIDES))));
  }

  // One date that is still there to be removed makes the room.
  private static Expression room(List<LocalDate> pruned) {
    return Expression.of(pruned.isEmpty() ? ROOM : ROOM + " OR attribute_exists(#all.#past0)");
  }
}
