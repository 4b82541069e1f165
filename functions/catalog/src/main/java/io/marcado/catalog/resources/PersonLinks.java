package io.marcado.catalog.resources;

import io.marcado.catalog.entries.Entry;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Links resources to the people of the team who they are. A link counts while its person works at
 * the business. That is read each time, so no other capability clears links when a person leaves
 * the team or is erased.
 *
 * <p>A claim item for each person names the last resource that was linked to the person. It keeps
 * two resources from taking the same person at the same time. A claim is stale once its resource is
 * deleted or has another person; the next link takes it over.
 */
@Singleton
public final class PersonLinks {
  private final Table table;
  private final Ids ids;

  public PersonLinks(Table table, Ids ids) {
    this.table = table;
    this.ids = ids;
  }

  /**
   * The faults of a new link.
   *
   * @param before the person until now
   */
  List<Fault> faults(Actor actor, Optional<PersonId> before, ResourceDetails after) {
    PersonId person = after.personId();
    if (person != null && after.kind() != ResourceKind.PERSON) {
      return fault(FaultCode.CONFLICT, "is for resources of kind PERSON only");
    }
    if (before.equals(Optional.ofNullable(person))) {
      return List.of();
    }
    // A key knows of clients only, and an answer would tell it who works here.
    if (actor instanceof Actor.ApiKey) {
      return fault(FaultCode.NOT_ALLOWED, "is set and removed by people, not by API keys");
    }
    if (person == null) {
      return List.of();
    }
    if (working(actor.tenant(), List.of(person)).isEmpty()) {
      return fault(FaultCode.UNKNOWN_REFERENCE, "must be somebody who works at the business");
    }
    return isTaken(actor.tenant(), person)
        ? fault(FaultCode.CONFLICT, "is linked to another resource")
        : List.of();
  }

  /**
   * The write that claims a person for a resource. It is refused when the claim has changed since
   * this call; so the caller looks for {@link #faults} after it.
   */
  Write claim(TenantId tenant, PersonId person, String resourceId) {
    Item claim = Item.builder().text("resourceId", resourceId).text("claimId", ids.next()).build();
    return table
        .of(tenant)
        .get(key(tenant, person))
        .<Write>map(
            seen ->
                Write.put(
                    key(tenant, person), claim, Condition.equal("claimId", seen.text("claimId"))))
        .orElseGet(() -> Write.create(key(tenant, person), claim));
  }

  /**
   * The links of these resources that the actor may see: people of the team see those that count.
   */
  Set<PersonId> shownTo(Actor actor, Collection<Entry<ResourceDetails>> resources) {
    if (!(actor instanceof Actor.Person) || !actor.may(Permission.CATALOG_READ)) {
      return Set.of();
    }
    return working(
        actor.tenant(),
        resources.stream()
            .map(resource -> resource.details().personId())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  private Set<PersonId> working(TenantId tenant, Collection<PersonId> people) {
    if (people.isEmpty()) {
      return Set.of();
    }
    Map<ItemKey, PersonId> keys = new HashMap<>();
    people.forEach(person -> keys.put(PersonAccess.key(tenant, person), person));
    Map<ItemKey, Item> access = table.of(tenant).get(List.copyOf(keys.keySet()));
    return keys.entrySet().stream()
        .filter(
            person ->
                Optional.ofNullable(access.get(person.getKey()))
                    .map(PersonAccess::fromItem)
                    .filter(present -> present.enabled() && present.role().atLeast(Role.STAFF))
                    .isPresent())
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private boolean isTaken(TenantId tenant, PersonId person) {
    return resourceOf(table, tenant, person).isPresent();
  }

  /**
   * The resource that is linked to a person, by two reads. Whether the person still works at the
   * business is for the caller to know.
   */
  public static Optional<ResourceId> resourceOf(Table table, TenantId tenant, PersonId person) {
    return table
        .of(tenant)
        .get(key(tenant, person))
        .flatMap(
            claim ->
                table.of(tenant).get(ResourceType.INSTANCE.key(tenant, claim.text("resourceId"))))
        .map(ResourceType.INSTANCE::fromItem)
        .filter(resource -> !resource.isDeleted())
        .filter(resource -> person.equals(resource.details().personId()))
        .map(resource -> new ResourceId(resource.id()));
  }

  private static ItemKey key(TenantId tenant, PersonId person) {
    return ItemKey.of(tenant, "PERSON-LINK#" + person.value(), "RESOURCE");
  }

  private static List<Fault> fault(FaultCode code, String detail) {
    return List.of(new Fault("/personId", code, detail));
  }
}
