package io.marcado.identity.people;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    Set<String> owners,
    Set<String> disabledOwners,
    Set<String> admins,
    Set<String> staff,
    long version) {
  static final Members NONE = new Members(Set.of(), Set.of(), Set.of(), Set.of(), 0);

  public Members {
    owners = Set.copyOf(owners);
    disabledOwners = Set.copyOf(disabledOwners);
    admins = Set.copyOf(admins);
    staff = Set.copyOf(staff);
  }

  static Members foundedBy(String ownerId) {
    return new Members(Set.of(ownerId), Set.of(), Set.of(), Set.of(), 1);
  }

  static ItemKey key(TenantId tenant) {
    return ItemKey.of(tenant, "TEAM", "TEAM");
  }

  /** Those with this role; nobody for CLIENT, which is everybody else. */
  public Set<String> with(Role role) {
    return switch (role) {
      case OWNER -> union(owners, disabledOwners);
      case ADMIN -> admins;
      case STAFF -> staff;
      case CLIENT -> Set.of();
    };
  }

  /** Everybody of the team. */
  public Set<String> all() {
    return union(with(Role.OWNER), union(admins, staff));
  }

  /** The same with this person in this role, and in no other. */
  Members placing(String userId, Role role, boolean enabled) {
    return new Members(
        changed(owners, userId, role == Role.OWNER && enabled),
        changed(disabledOwners, userId, role == Role.OWNER && !enabled),
        changed(admins, userId, role == Role.ADMIN),
        changed(staff, userId, role == Role.STAFF),
        version);
  }

  /** The same without this person. */
  Members without(String userId) {
    return placing(userId, Role.CLIENT, false);
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
        Set.copyOf(item.texts("owners")),
        Set.copyOf(item.texts("disabledOwners")),
        Set.copyOf(item.texts("admins")),
        Set.copyOf(item.texts("staff")),
        item.number("version"));
  }

  private static List<String> sorted(Set<String> ids) {
    return ids.stream().sorted().toList();
  }

  private static Set<String> changed(Set<String> ids, String userId, boolean there) {
    Set<String> changed = new TreeSet<>(ids);
    if (there) {
      changed.add(userId);
    } else {
      changed.remove(userId);
    }
    return changed;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
