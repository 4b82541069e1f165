package io.marcado.catalog.published;

import io.marcado.catalog.resources.PersonLinks;
import io.marcado.catalog.resources.ResourceType;
import io.marcado.catalog.services.ServiceType;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.tenant.ConfigurationCache;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads services and resources for other capabilities. Deleted and inactive ones are found too,
 * with {@code active} false, so that what was booked stays readable; empty means there never was
 * one.
 *
 * <p>Plain methods may answer from a copy that is a few seconds old; nothing may be refused because
 * of it. The {@code fresh} ones read, and renew the copy.
 */
@Singleton
public final class CatalogReader {
  private final Table table;
  private final ConfigurationCache cache;

  private record ServiceKey(TenantId tenant, ServiceId id) {}

  private record ResourcesKey(TenantId tenant, List<ResourceId> ids) {}

  private record NeedsKey(TenantId tenant, ServiceId serviceId) {}

  private record BookedKey(TenantId tenant, ServiceId serviceId, List<ResourceId> resourceIds) {}

  public CatalogReader(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /** One service. A read is one GetItem. */
  public Optional<BookableService> service(TenantId tenant, ServiceId id) {
    return cache.get(new ServiceKey(tenant, id), () -> loadService(recent(tenant), tenant, id));
  }

  /** One resource. A read is one GetItem. */
  public Optional<BookableResource> resource(TenantId tenant, ResourceId id) {
    return Optional.ofNullable(resources(tenant, List.of(id)).get(id));
  }

  /** One resource, as it is now. */
  public Optional<BookableResource> freshResource(TenantId tenant, ResourceId id) {
    return Optional.ofNullable(freshResources(tenant, List.of(id)).get(id));
  }

  /**
   * The resources that are active, read anew.
   *
   * @return empty when there are more than {@code most}, or too many others between them
   */
  public Optional<List<BookableResource>> activeResources(TenantId tenant, int most) {
    Page<BookableResource> found =
        table
            .of(tenant)
            .query(
                ResourceType.INSTANCE
                    .all(tenant)
                    .where(Condition.equal("active", true).and(Condition.absent("deletedAt"))),
                most)
            .map(CatalogReader::resource);
    return found.next().isPresent() ? Optional.empty() : Optional.of(found.items());
  }

  /** Several resources by id. A read is one BatchGetItem. */
  public Map<ResourceId, BookableResource> resources(TenantId tenant, Collection<ResourceId> ids) {
    List<ResourceId> asked = List.copyOf(ids);
    return cache.get(
        new ResourcesKey(tenant, asked), () -> loadResources(recent(tenant), tenant, asked));
  }

  /** Several resources by id, as they are now. */
  public Map<ResourceId, BookableResource> freshResources(
      TenantId tenant, Collection<ResourceId> ids) {
    List<ResourceId> asked = List.copyOf(ids);
    return cache.reload(
        new ResourcesKey(tenant, asked), () -> loadResources(present(tenant), tenant, asked));
  }

  /** How many seats several resources have now. */
  public Map<ResourceId, Integer> freshCapacities(TenantId tenant, Collection<ResourceId> ids) {
    Map<ResourceId, Integer> capacities = new HashMap<>();
    freshResources(tenant, ids).forEach((id, resource) -> capacities.put(id, resource.capacity()));
    return capacities;
  }

  /**
   * A service with every resource that may have a part in a booking of it. A read is one GetItem,
   * then one BatchGetItem.
   */
  public Optional<ServiceWithResources> serviceWithResources(TenantId tenant, ServiceId serviceId) {
    return cache.get(
        new NeedsKey(tenant, serviceId), () -> loadNeeds(recent(tenant), tenant, serviceId));
  }

  /** As {@link #serviceWithResources}, as it is now. */
  public Optional<ServiceWithResources> freshServiceWithResources(
      TenantId tenant, ServiceId serviceId) {
    return cache.reload(
        new NeedsKey(tenant, serviceId), () -> loadNeeds(present(tenant), tenant, serviceId));
  }

  /**
   * As {@link #serviceWithResources}, as it was a moment ago at the most, at half the price.
   * Nothing may be refused because of it. It is one BatchGetItem when the service needs no other
   * resources than expected, and two otherwise.
   *
   * @param expected the resources that the service had when it was last read
   */
  public Optional<ServiceWithResources> recentServiceWithResources(
      TenantId tenant, ServiceId serviceId, Collection<ResourceId> expected) {
    ItemKey serviceKey = ServiceType.INSTANCE.key(tenant, serviceId.value());
    List<ItemKey> keys = new ArrayList<>(resourceKeys(tenant, expected));
    keys.add(serviceKey);
    Map<ItemKey, Item> items = new HashMap<>(table.of(tenant).getRecent(keys));
    return Optional.ofNullable(items.get(serviceKey))
        .map(CatalogReader::service)
        .map(
            service -> {
              List<ResourceId> missing =
                  service.allResourceIds().stream().filter(id -> !expected.contains(id)).toList();
              if (!missing.isEmpty()) {
                items.putAll(table.of(tenant).getRecent(resourceKeys(tenant, missing)));
              }
              return new ServiceWithResources(
                  service, resourcesIn(items, tenant, service.allResourceIds()));
            });
  }

  /**
   * The service and the resources of a booking, for their names and buffers. A read is one
   * BatchGetItem.
   */
  public Optional<ServiceWithResources> booked(
      TenantId tenant, ServiceId serviceId, Collection<ResourceId> resourceIds) {
    BookedKey key = new BookedKey(tenant, serviceId, List.copyOf(resourceIds));
    return cache.get(key, loadBooked(key));
  }

  /**
   * The people of the team who these resources are, as they are linked now, also by deleted ones;
   * by one BatchGetItem.
   */
  public Set<PersonId> people(TenantId tenant, Collection<ResourceId> ids) {
    return table.of(tenant).get(resourceKeys(tenant, ids)).values().stream()
        .map(item -> ResourceType.INSTANCE.fromItem(item).details().personId())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** The resource that is linked to a person of the team, as it is now. */
  public Optional<ResourceId> linkedTo(TenantId tenant, PersonId person) {
    return PersonLinks.resourceOf(table, tenant, person);
  }

  /** Reads items by their keys. */
  private interface Reading {
    Map<ItemKey, Item> of(List<ItemKey> keys);
  }

  /** As they are now. */
  private Reading present(TenantId tenant) {
    TableView view = table.of(tenant);
    return keys -> keys.size() == 1 ? only(keys, view.get(keys.getFirst())) : view.get(keys);
  }

  /**
   * As they were a moment ago, at half the price: a read for a copy need not be newer than a copy.
   * A missing item may be there by now, so then all are read as they are.
   */
  private Reading recent(TenantId tenant) {
    TableView view = table.of(tenant);
    return keys -> {
      Map<ItemKey, Item> found =
          keys.size() == 1 ? only(keys, view.getRecent(keys.getFirst())) : view.getRecent(keys);
      return found.size() == new HashSet<>(keys).size() ? found : present(tenant).of(keys);
    };
  }

  private static Map<ItemKey, Item> only(List<ItemKey> keys, Optional<Item> item) {
    return item.map(found -> Map.of(keys.getFirst(), found)).orElse(Map.of());
  }

  private static Optional<BookableService> loadService(
      Reading reading, TenantId tenant, ServiceId id) {
    ItemKey key = ServiceType.INSTANCE.key(tenant, id.value());
    return Optional.ofNullable(reading.of(List.of(key)).get(key)).map(CatalogReader::service);
  }

  private static Map<ResourceId, BookableResource> loadResources(
      Reading reading, TenantId tenant, Collection<ResourceId> ids) {
    return resourcesIn(reading.of(resourceKeys(tenant, ids)), tenant, ids);
  }

  private static Optional<ServiceWithResources> loadNeeds(
      Reading reading, TenantId tenant, ServiceId serviceId) {
    return loadService(reading, tenant, serviceId)
        .map(
            service ->
                new ServiceWithResources(
                    service, loadResources(reading, tenant, service.allResourceIds())));
  }

  private Supplier<Optional<ServiceWithResources>> loadBooked(BookedKey asked) {
    return () -> {
      TenantId tenant = asked.tenant();
      ItemKey serviceKey = ServiceType.INSTANCE.key(tenant, asked.serviceId().value());
      List<ItemKey> keys = new ArrayList<>(resourceKeys(tenant, asked.resourceIds()));
      keys.add(serviceKey);
      Map<ItemKey, Item> items = recent(tenant).of(keys);
      return Optional.ofNullable(items.get(serviceKey))
          .map(
              item ->
                  new ServiceWithResources(
                      service(item), resourcesIn(items, tenant, asked.resourceIds())));
    };
  }

  private static List<ItemKey> resourceKeys(TenantId tenant, Collection<ResourceId> ids) {
    return ids.stream().map(id -> ResourceType.INSTANCE.key(tenant, id.value())).toList();
  }

  private static Map<ResourceId, BookableResource> resourcesIn(
      Map<ItemKey, Item> items, TenantId tenant, Collection<ResourceId> ids) {
    Map<ResourceId, BookableResource> resources = new LinkedHashMap<>();
    for (ResourceId id : ids) {
      Item item = items.get(ResourceType.INSTANCE.key(tenant, id.value()));
      if (item != null) {
        resources.put(id, resource(item));
      }
    }
    return resources;
  }

  private static BookableService service(Item item) {
    return ServiceType.bookable(ServiceType.INSTANCE.fromItem(item));
  }

  private static BookableResource resource(Item item) {
    return ResourceType.bookable(ResourceType.INSTANCE.fromItem(item));
  }
}
