package io.marcado.catalog;

import io.marcado.catalog.categories.Categories;
import io.marcado.catalog.entries.References;
import io.marcado.catalog.resources.PersonLinks;
import io.marcado.catalog.resources.Resources;
import io.marcado.catalog.services.Services;
import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Zone;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.SettingsItem;
import io.marcado.platform.tenant.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A business in São Paulo with an empty catalogue, in a real table. */
public final class Shelf {
  /** Ten in the morning, UTC; seven in São Paulo. */
  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  public final TenantId tenant;
  public final Table table;
  public final Categories categories;
  public final Services services;
  public final Resources resources;

  public Shelf() {
    this(DynamoDbLocal.shared().client());
  }

  private Shelf(DynamoDbClient client) {
    Random random = new Random();
    Ids ids = new Ids(random);
    tenant = new TenantId(ids.next());
    table =
        new Table(
            client,
            DynamoDbLocal.shared().tableName(),
            new ConflictRetry(4, Duration.ofMillis(1), Duration.ofMillis(2)),
            random);
    SettingsReader settings =
        new SettingsReader(table, new ConfigurationCache(() -> NOW, Duration.ZERO));
    References references = new References(table);
    categories = new Categories(table, ids);
    UpcomingBookings upcoming = new UpcomingBookings(table, settings, (_, _) -> Map.of());
    services = new Services(table, ids, references, settings, upcoming);
    resources =
        new Resources(table, ids, references, new PersonLinks(table, ids), settings, upcoming);
    table
        .of(tenant)
        .write(
            Write.put(
                SettingsItem.key(tenant),
                SettingsItem.toItem(
                    OrganizationSettings.forTemplate(
                        BusinessTemplate.CONSULTATION,
                        Zone.of("America/Sao_Paulo"),
                        Locale.forLanguageTag("pt-BR"),
                        Currency.getInstance("BRL"),
                        "Barbearia"))));
  }

  /** Like any other, but the first answer to each write is lost, after it was written. */
  public static Shelf withLostAnswers() {
    return new Shelf(new LosingAnswers(DynamoDbLocal.shared().client()));
  }

  /** An admin. */
  public Actor byAdmin() {
    return new Actor.Person(
        tenant, new PersonId("admin"), Role.ADMIN, new SessionId("session"), "192.0.2.1");
  }

  /** A visitor who is not signed in. */
  public Actor byAnyone() {
    return new Actor.Visitor(tenant, "192.0.2.1");
  }

  /** An API key that may do everything with the catalogue. */
  public Actor byKey() {
    return new Actor.ApiKey(
        tenant,
        new ApiKeyId("key"),
        Set.of(Permission.CATALOG_READ, Permission.CATALOG_WRITE),
        "192.0.2.1");
  }

  public static PageRequest page(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /** Does something; when the table is too busy for it, again, as the answer tells a client to. */
  public static <T> T untilNotBusy(Callable<T> task) throws Exception {
    while (true) {
      try {
        return task.call();
      } catch (TableUnavailableException _) {
        // Nothing was changed. With this many at once, one may lose every time.
      }
    }
  }

  /** Does the same on many threads that start at once; returns what came of each. */
  public static <T> List<T> atOnce(int threads, Callable<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<T>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return results;
  }
}
