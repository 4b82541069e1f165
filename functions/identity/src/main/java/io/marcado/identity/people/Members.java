package io.marcado.identity.people;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The people of a business whose role is above CLIENT. They stand in one item, so that they are
 * listed by one read, and so that of two owners who go at the same time one stays.
 *
 * @param owners who may sign in; a business that has one never loses the last of them
 * @param disabledOwners owners who may not sign in now
 * @param admins whether or not they may sign in
 * @param staff whether or not they may sign in
 * @param version rises with every change; 0 while there is no item
 */
public record Members(
    Set<PersonId> owners,
    Set<PersonId> disabledOwners,
    Set<PersonId> admins,
    Set<PersonId> staff,
    long version) {
  static final Members NONE = new Members(Set.of(), Set.of(), Set.of(), Set.of(), 0);

  public Members {
    owners = Set.copyOf(owners);
    disabledOwners = Set.copyOf(disabledOwners);
    admins = Set.copyOf(admins);
    staff = Set.copyOf(staff);
  }

  static Members foundedBy(PersonId ownerId) {
    return new Members(Set.of(ownerId), Set.of(), Set.of(), Set.of(), 1);
  }

  static ItemKey key(TenantId tenant) {
    return ItemKey.of(tenant, "TEAM", "TEAM");
  }

  /** Those with this role; nobody for CLIENT, which is everybody else. */
  public Set<PersonId> with(Role role) {
    return switch (role) {
      case OWNER -> union(owners, disabledOwners);
      case ADMIN -> admins;
      case STAFF -> staff;
      case CLIENT -> Set.of();
    };
  }

  /** The role of a person: CLIENT for everybody who is not of the team. */
  public Role roleOf(PersonId personId) {
    return Arrays.stream(Role.values())
        .filter(role -> with(role).contains(personId))
        .findFirst()
        .orElse(Role.CLIENT);
  }

  /** Everybody of the team. */
  public Set<PersonId> all() {
    return union(with(Role.OWNER), union(admins, staff));
  }

  /** The same with this person in this role, and in no other. */
  Members placing(PersonId personId, Role role, boolean enabled) {
    return new Members(
        changed(owners, personId, role == Role.OWNER && enabled),
        changed(disabledOwners, personId, role == Role.OWNER && !enabled),
        changed(admins, personId, role == Role.ADMIN),
        changed(staff, personId, role == Role.STAFF),
        version);
  }

  /** The same without this person. */
  Members without(PersonId personId) {
    return placing(personId, Role.CLIENT, false);
  }

  Members next() {
    return new Members(owners, disabledOwners, admins, staff, version + 1);
  }

  Item toItem() {
    return Item.builder()
        .texts("owners", sorted(owners))
        .texts("disabledOwners", sorted(disabledOwners))
        .texts("admins", sorted(admins))
        .texts("staff", sorted(staff))
        .number("version", version)
        .build();
  }

  static Members fromItem(Item item) {
    return new Members(
        ids(item, "owners"),
        ids(item, "disabledOwners"),
        ids(item, "admins"),
        ids(item, "staff"),
        item.number("version"));
  }

  private static List<String> sorted(Set<PersonId> ids) {
    return ids.stream().map(PersonId::value).sorted().toList();
  }

  private static Set<PersonId> ids(Item item, String name) {
    return item.texts(name).stream().map(PersonId::new).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<PersonId> changed(Set<PersonId> ids, PersonId personId, boolean there) {
    Set<PersonId> changed = new HashSet<>(ids);
    if (there) {
      changed.add(personId);
    } else {
      changed.remove(personId);
    }
    return changed;
  }

  private static Set<PersonId> union(Set<PersonId> some, Set<PersonId> others) {
    Set<PersonId> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
