package io.marcado.identity.people;

import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The one class that writes roles and states, and those of the team together with its list, so that
 * neither is ever without the other and a business keeps an owner who can sign in. The same item
 * also has the facts that end sessions, written by those who end them.
 *
 * <p>It gives writes for the caller's transaction. They are refused when a person or the team was
 * changed after it was read: read again then, and ask again.
 */
@Singleton
public final class Team {
  private final Table table;

  public Team(Table table) {
    this.table = table;
  }

  /**
   * The change of one person's access.
   *
   * @param seen what the person may do now; empty for somebody without access
   * @param next what the person may do afterwards; empty for somebody who goes
   */
  public record Move(PersonId personId, Optional<PersonAccess> seen, Optional<PersonAccess> next) {

    /** The role or state of a person changes; the raised version ends all sessions. */
    public static Move change(PersonId personId, PersonAccess seen, PersonAccess next) {
      return new Move(personId, Optional.of(seen), Optional.of(next));
    }

    /** Somebody goes for good. */
    public static Move leave(PersonId personId, PersonAccess seen) {
      return new Move(personId, Optional.of(seen), Optional.empty());
    }
  }

  /** The writes that make the first owner of a new business; never refused for a new tenant id. */
  public static List<Write> found(TenantId tenant, PersonId ownerId) {
    return List.of(
        Write.create(PersonAccess.key(tenant, ownerId), PersonAccess.of(Role.OWNER).toItem()),
        Write.create(Members.key(tenant), Members.foundedBy(ownerId).toItem()));
  }

  /** Makes somebody a client who has never signed in; refused for everybody else. */
  public static Write grantClient(TenantId tenant, PersonId personId) {
    return Write.create(PersonAccess.key(tenant, personId), PersonAccess.of(Role.CLIENT).toItem());
  }

  /**
   * Lets somebody in as a client: makes one of who has never signed in, and holds for everybody
   * else only while that is an enabled client, so that nobody comes to the team by this.
   */
  public static Write asClient(TenantId tenant, Account account) {
    return account.access().isEmpty()
        ? grantClient(tenant, account.person().id())
        : checkClient(tenant, account);
  }

  /** Holds while role and state of somebody are as they were read. */
  public static Write checkUnchanged(TenantId tenant, Account account) {
    return Write.check(
        PersonAccess.key(tenant, account.person().id()),
        account.access().map(Team::unchanged).orElse(Condition.ITEM_ABSENT));
  }

  /** Holds while somebody is an enabled client, or has never signed in, as when it was read. */
  public static Write checkStillClient(TenantId tenant, Account account) {
    return account.access().isEmpty()
        ? Write.check(PersonAccess.key(tenant, account.person().id()), Condition.ITEM_ABSENT)
        : checkClient(tenant, account);
  }

  private static Write checkClient(TenantId tenant, Account account) {
    return Write.check(
        PersonAccess.key(tenant, account.person().id()),
        Condition.equal("role", Role.CLIENT).and(Condition.equal("enabled", true)));
  }

  /** Who belongs to the team, by one GetItem. */
  public Members members(TenantId tenant) {
    return table.of(tenant).get(Members.key(tenant)).map(Members::fromItem).orElse(Members.NONE);
  }

  /**
   * Prepares changes of one or more people: one write for each, in order, and one for the team when
   * it changes. Costs one GetItem, and none for clients who stay clients.
   *
   * @return the writes; refused when no owner who can sign in would be left
   */
  public Result<List<Write>, IdentityRefusal> prepare(TenantId tenant, Move... moves) {
    List<Write> writes = new ArrayList<>();
    boolean ofTheTeam = false;
    for (Move move : moves) {
      writes.add(access(tenant, move));
      ofTheTeam |=
          move.seen().filter(Team::belongs).or(() -> move.next().filter(Team::belongs)).isPresent();
    }
    if (!ofTheTeam) {
      return Result.done(writes);
    }
    Members seen = members(tenant);
    Members next = seen;
    for (Move move : moves) {
      next =
          move.next().isPresent()
              ? next.placing(move.personId(), move.next().get().role(), move.next().get().enabled())
              : next.without(move.personId());
    }
    if (!seen.owners().isEmpty() && next.owners().isEmpty()) {
      return Result.refused(new IdentityRefusal.LastOwner());
    }
    if (!next.equals(seen)) {
      writes.add(replace(tenant, seen, next.next()));
    }
    return Result.done(writes);
  }

  /** Holds while somebody may sign in with at least this role. */
  public static Write checkStill(TenantId tenant, PersonId personId, Role least) {
    List<Role> roles = Arrays.stream(Role.values()).filter(role -> role.atLeast(least)).toList();
    return Write.check(
        PersonAccess.key(tenant, personId),
        Condition.equal("enabled", true).and(Condition.oneOf("role", roles)));
  }

  /** Adds that condition on a caller's own role to what the caller does. */
  public static void requireStill(
      TenantId tenant, PersonId personId, Role least, Transaction<IdentityRefusal> transaction) {
    transaction.add(checkStill(tenant, personId, least), new IdentityRefusal.RoleChanged());
  }

  private static boolean belongs(PersonAccess access) {
    return access.role().atLeast(Role.STAFF);
  }

  private static Write access(TenantId tenant, Move move) {
    ItemKey key = PersonAccess.key(tenant, move.personId());
    if (move.seen().isEmpty()) {
      return Write.create(key, move.next().orElseThrow().toItem());
    }
    Condition unchanged = unchanged(move.seen().get());
    return move.next()
        .<Write>map(next -> Write.put(key, next.toItem(), unchanged))
        .orElseGet(() -> Write.delete(key, unchanged));
  }

  // Sessions that ended since it was read do not count: with the version all of them end.
  private static Condition unchanged(PersonAccess seen) {
    return Condition.equal("role", seen.role())
        .and(Condition.equal("enabled", seen.enabled()))
        .and(Condition.equal("uv", seen.userVersion()));
  }

  private static Write replace(TenantId tenant, Members seen, Members next) {
    return seen.version() == 0
        ? Write.create(Members.key(tenant), next.toItem())
        : Write.put(Members.key(tenant), next.toItem(), Condition.equal("version", seen.version()));
  }
}
