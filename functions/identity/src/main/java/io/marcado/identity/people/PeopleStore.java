package io.marcado.identity.people;

import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * People, their rights, passwords and claims. This class reads; it gives changes as writes, since
 * most belong into one transaction with others.
 */
@Singleton
public final class PeopleStore {
  /** No person has this id. */
  public static final PersonId NOBODY = new PersonId("nobody");

  private final Table table;

  public PeopleStore(Table table) {
    this.table = table;
  }

  /** Whose it is. */
  public Optional<PersonId> holder(TenantId tenant, Claim claim) {
    return table.of(tenant).get(claim.key()).map(Claim::holder);
  }

  /**
   * Whose it is; else an id that nobody has, by which a request that must not tell the difference
   * reads as much as it would of somebody.
   */
  public PersonId holderOrNobody(TenantId tenant, Claim claim) {
    return holder(tenant, claim).orElse(NOBODY);
  }

  /**
   * What names the client with a phone, who is nobody of the team.
   *
   * @param holder empty when no client has the phone
   * @param besideHolder holds while somebody of the team has the phone, beside whom the client
   *     stands; empty where nobody of the team has it
   */
  public record ClientClaim(Claim claim, Optional<PersonId> holder, Optional<Write> besideHolder) {

    /**
     * The writes that claim it for a client; refused when another client has it, or when the phone
     * is the team's no more.
     */
    public List<Write> take(PersonId clientId) {
      return Stream.concat(Stream.of(claim.take(clientId)), besideHolder.stream()).toList();
    }
  }

  /** By which claim clients have this phone; one BatchGetItem, and a GetItem for the team's. */
  public ClientClaim clientClaim(TenantId tenant, PhoneNumber phone) {
    Claim claim = Claim.phone(tenant, phone);
    ItemKey team = Members.key(tenant);
    Map<ItemKey, Item> items = table.of(tenant).get(List.of(claim.key(), team));
    Members members =
        Optional.ofNullable(items.get(team)).map(Members::fromItem).orElse(Members.NONE);
    Optional<PersonId> holder = Optional.ofNullable(items.get(claim.key())).map(Claim::holder);
    if (holder.filter(members.all()::contains).isEmpty()) {
      return new ClientClaim(claim, holder, Optional.empty());
    }
    Claim beside = Claim.clientOfTeamPhone(tenant, phone);
    return new ClientClaim(beside, holder(tenant, beside), holder.map(claim::checkHeldBy));
  }

  public Optional<Person> find(TenantId tenant, PersonId personId) {
    return table.of(tenant).get(Person.key(tenant, personId)).map(Person::fromItem);
  }

  /** People by id; those that are not there are missing. */
  public Map<PersonId, Person> find(TenantId tenant, Collection<PersonId> ids) {
    List<ItemKey> keys = ids.stream().distinct().map(id -> Person.key(tenant, id)).toList();
    Map<PersonId, Person> people = new HashMap<>();
    if (!keys.isEmpty()) {
      for (Item item : table.of(tenant).get(keys).values()) {
        Person person = Person.fromItem(item);
        people.put(person.id(), person);
      }
    }
    return people;
  }

  public Optional<PersonAccess> access(TenantId tenant, PersonId personId) {
    return table.of(tenant).get(PersonAccess.key(tenant, personId)).map(PersonAccess::fromItem);
  }

  /** What people may do, by id; those without access are missing. */
  public Map<PersonId, PersonAccess> access(TenantId tenant, Collection<PersonId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<ItemKey, Item> items =
        table.of(tenant).get(ids.stream().map(id -> PersonAccess.key(tenant, id)).toList());
    Map<PersonId, PersonAccess> found = new HashMap<>();
    for (PersonId id : ids) {
      Item item = items.get(PersonAccess.key(tenant, id));
      if (item != null) {
        found.put(id, PersonAccess.fromItem(item));
      }
    }
    return found;
  }

  /** All that is kept of a person, at one round trip. */
  public Optional<Account> account(TenantId tenant, PersonId personId) {
    return accountWith(tenant, personId, List.of()).account();
  }

  /** A person with its access and without its password, at one round trip. */
  public Optional<Account> personAndAccess(TenantId tenant, PersonId personId) {
    ItemKey person = Person.key(tenant, personId);
    ItemKey access = PersonAccess.key(tenant, personId);
    Map<ItemKey, Item> items = table.of(tenant).get(List.of(person, access));
    return Optional.ofNullable(items.get(person))
        .map(
            item ->
                new Account(
                    Person.fromItem(item),
                    Optional.ofNullable(items.get(access)).map(PersonAccess::fromItem),
                    Optional.empty()));
  }

  /**
   * The items that one request read.
   *
   * @param others by key, those that are there
   */
  public record Reading(Optional<Account> account, Map<ItemKey, Item> others) {}

  /** All that is kept of a person, and other items of the tenant or the platform, at one trip. */
  public Reading accountWith(TenantId tenant, PersonId personId, List<ItemKey> others) {
    ItemKey person = Person.key(tenant, personId);
    ItemKey access = PersonAccess.key(tenant, personId);
    ItemKey credentials = Credentials.key(tenant, personId);
    List<ItemKey> keys = new ArrayList<>(List.of(person, access, credentials));
    keys.addAll(others);
    Map<ItemKey, Item> items = table.platformAnd(tenant).get(keys);
    return new Reading(
        Optional.ofNullable(items.get(person))
            .map(
                item ->
                    new Account(
                        Person.fromItem(item),
                        Optional.ofNullable(items.get(access)).map(PersonAccess::fromItem),
                        Optional.ofNullable(items.get(credentials)).map(Credentials::fromItem))),
        items);
  }

  /** Writes all or nothing. */
  public Outcome write(TenantId tenant, List<Write> writes) {
    return table.of(tenant).transact(writes);
  }

  /** Writes all or nothing. */
  @CheckReturnValue
  public <R> Commit<R> commit(TenantId tenant, Transaction<R> transaction) {
    return transaction.commit(table.of(tenant));
  }

  /** The same with items of the platform. */
  @CheckReturnValue
  public <R> Commit<R> commitWithPlatform(TenantId tenant, Transaction<R> transaction) {
    return transaction.commit(table.platformAnd(tenant));
  }

  /** The same, where every write that may be refused says why. */
  @CheckReturnValue
  public <R> Optional<R> commitOnce(TenantId tenant, Transaction<R> transaction) {
    return transaction.commitOnce(table.of(tenant));
  }

  /**
   * Writes, and the value that they lead to.
   *
   * @param writes nothing, where all is as it should be
   */
  public record Prepared<T>(T value, Transaction<IdentityRefusal> writes) {}

  /**
   * Decides and writes, again and again while others change what the decision was made of.
   *
   * @param prepare reads and decides; called once for each attempt
   */
  @CheckReturnValue
  public <T> Result<T, IdentityRefusal> untilWritten(
      TenantId tenant, Supplier<Result<Prepared<T>, IdentityRefusal>> prepare) {
    return untilWritten(table.of(tenant), prepare);
  }

  /** The same with items of the platform. */
  @CheckReturnValue
  public <T> Result<T, IdentityRefusal> untilWrittenWithPlatform(
      TenantId tenant, Supplier<Result<Prepared<T>, IdentityRefusal>> prepare) {
    return untilWritten(table.platformAnd(tenant), prepare);
  }

  private static <T> Result<T, IdentityRefusal> untilWritten(
      TableView view, Supplier<Result<Prepared<T>, IdentityRefusal>> prepare) {
    return OptimisticRetry.untilWritten(
        () ->
            switch (prepare.get()) {
              case Result.Refused<Prepared<T>, IdentityRefusal>(IdentityRefusal refusal) ->
                  Optional.of(Result.refused(refusal));
              case Result.Done<Prepared<T>, IdentityRefusal>(Prepared<T> prepared) ->
                  prepared.writes().isEmpty()
                      ? Optional.of(Result.done(prepared.value()))
                      : prepared.writes().commit(view).result(prepared::value);
            });
  }

  /** Makes a person; refused when the id is taken. */
  public static Write create(TenantId tenant, Person person) {
    return Write.create(Person.key(tenant, person.id()), person.toItem(tenant));
  }

  /** Replaces a person; refused when somebody else has changed it since it was read. */
  public static Write change(TenantId tenant, Person changed) {
    return Write.put(
        Person.key(tenant, changed.id()), changed.next().toItem(tenant), hasVersion(changed));
  }

  /** Removes a person's record; refused when somebody else has changed it since it was read. */
  public static Write remove(TenantId tenant, Person seen) {
    return Write.delete(Person.key(tenant, seen.id()), hasVersion(seen));
  }

  /** Holds while nobody has changed the person since it was read. */
  public static Write checkUnchanged(TenantId tenant, Person seen) {
    return Write.check(Person.key(tenant, seen.id()), hasVersion(seen));
  }

  /** Gives a person without verified credentials these. */
  public static Write replaceUnverified(
      TenantId tenant, PersonId personId, Credentials credentials) {
    return Write.put(
        Credentials.key(tenant, personId),
        credentials.toItem(),
        Condition.ITEM_ABSENT.or(Condition.equal("verified", false)));
  }

  /** Sets credentials of somebody who has none. */
  public static Write set(TenantId tenant, PersonId personId, Credentials credentials) {
    return Write.create(Credentials.key(tenant, personId), credentials.toItem());
  }

  /** Sets credentials in place of those that were read; refused when others took their place. */
  public static Write replace(
      TenantId tenant, PersonId personId, Optional<Credentials> seen, Credentials next) {
    return Write.put(
        Credentials.key(tenant, personId),
        next.toItem(),
        seen.map(credentials -> hasId(credentials.id())).orElse(Condition.ITEM_ABSENT));
  }

  /** Removes credentials, unless others have taken their place. */
  public static Write remove(TenantId tenant, PersonId personId, Credentials credentials) {
    return Write.delete(Credentials.key(tenant, personId), hasId(credentials.id()));
  }

  /**
   * Drops the registration that waits for its phone, when somebody verifies the phone by another
   * way: nobody knows who wrote it. Refused when another registration came meanwhile; nothing for
   * an account whose password was verified.
   */
  public static List<Write> dropPending(TenantId tenant, Account account) {
    PersonId personId = account.person().id();
    if (account.verifiedCredentials().isPresent()) {
      return List.of();
    }
    return List.of(
        account
            .credentials()
            .map(pending -> remove(tenant, personId, pending))
            .orElseGet(
                () -> Write.check(Credentials.key(tenant, personId), Condition.ITEM_ABSENT)));
  }

  /** Lets a password take effect, if it is still the one with this id. */
  public static Write verify(TenantId tenant, PersonId personId, String credentialsId) {
    return Write.update(
        Credentials.key(tenant, personId),
        new Update().set("verified", true),
        hasId(credentialsId));
  }

  /** Holds while the password is still the one with this id. */
  public static Write checkUnchanged(TenantId tenant, PersonId personId, String credentialsId) {
    return Write.check(Credentials.key(tenant, personId), hasId(credentialsId));
  }

  /** Keeps the same password under a new hash, unless it was changed meanwhile. */
  public void rehash(TenantId tenant, PersonId personId, Credentials credentials, String hash) {
    // A refusal means that the password was changed meanwhile, and so has a hash of today's.
    table
        .of(tenant)
        .write(
            Write.update(
                Credentials.key(tenant, personId),
                new Update().set("hash", hash),
                hasId(credentials.id())));
  }

  /** Ends sessions in what the kernel reads for each request; refused when others did so first. */
  public static Write endSessions(
      TenantId tenant, PersonId personId, PersonAccess seen, PersonAccess next) {
    return Write.update(
        PersonAccess.key(tenant, personId),
        new Update().set("ended", ended(next)),
        Condition.equal("ended", ended(seen)));
  }

  /**
   * Ends all sessions but the one that is spared; refused when others did so first. What they did
   * besides, such as ending single sessions, stays.
   */
  public static Write endAllSessions(
      TenantId tenant, PersonId personId, PersonAccess seen, PersonAccess next) {
    Update change = new Update().set("uv", next.userVersion());
    AttributeValue spared = next.toItem().attributes().get("spared");
    return Write.update(
        PersonAccess.key(tenant, personId),
        spared == null ? change.remove("spared") : change.set("spared", spared),
        hasVersion(seen));
  }

  /** Holds while nothing has ended all sessions, or all but one, since the access was read. */
  public static Write checkVersion(TenantId tenant, PersonId personId, PersonAccess seen) {
    return Write.check(PersonAccess.key(tenant, personId), hasVersion(seen));
  }

  private static Condition hasVersion(PersonAccess seen) {
    return Condition.equal("uv", seen.userVersion());
  }

  private static AttributeValue ended(PersonAccess access) {
    return access.toItem().attributes().getOrDefault("ended", AttributeValue.fromL(List.of()));
  }

  private static Condition hasVersion(Person seen) {
    return Condition.equal("version", seen.version());
  }

  private static Condition hasId(String credentialsId) {
    return Condition.equal("id", credentialsId);
  }
}
