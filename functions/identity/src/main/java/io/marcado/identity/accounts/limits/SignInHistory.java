package io.marcado.identity.accounts.limits;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a person signed in until now, as far as limits need it. It is one item in the person's
 * partition, read together with the others.
 *
 * <p>It has the last networks from which the person logged in by password: an attack from many
 * networks keeps nobody out who comes from one of them. And it counts the wrong codes in a row over
 * all challenges, since each challenge allows five guesses at six digits, and a new one is always
 * to be had (NIST SP 800-63B-4, 3.2.2: no more than 100 failed attempts in a row).
 */
public final class SignInHistory {
  /** How many wrong codes may come one after the other. */
  public static final int MOST_WRONG = 100;

  /** How many networks are remembered. */
  static final int MOST_NETWORKS = 5;

  private static final int HASH_BYTES = 12;
  private static final String NETWORKS = "networks";

  private final TenantId tenant;
  private final PersonId personId;
  private final List<String> networks;
  private final Map<Codes, Long> wrong;

  /**
   * Kinds of codes that go to a phone, each with its own count: strangers who guess at codes that
   * take no password do not stop people who have one.
   */
  public enum Codes {
    /** Anybody may ask for one. */
    WITHOUT_PASSWORD("wrongWithoutPassword"),
    /** One takes a password or a session to ask. */
    AFTER_PASSWORD("wrongAfterPassword");

    private final String attribute;

    Codes(String attribute) {
      this.attribute = attribute;
    }
  }

  private SignInHistory(
      TenantId tenant, PersonId personId, List<String> networks, Map<Codes, Long> wrong) {
    this.tenant = tenant;
    this.personId = personId;
    this.networks = List.copyOf(networks);
    this.wrong = Map.copyOf(wrong);
  }

  /** The key of its item. */
  public static ItemKey key(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item("SIGN-INS");
  }

  /** The history of a person among items that were read; an empty one where there is none. */
  public static SignInHistory of(Map<ItemKey, Item> items, TenantId tenant, PersonId personId) {
    Optional<Item> item = Optional.ofNullable(items.get(key(tenant, personId)));
    Map<Codes, Long> wrong = new EnumMap<>(Codes.class);
    for (Codes codes : Codes.values()) {
      item.flatMap(present -> present.optionalNumber(codes.attribute))
          .ifPresent(count -> wrong.put(codes, count));
    }
    List<String> networks =
        item.map(present -> present.attributes().get(NETWORKS)).stream()
            .flatMap(list -> list.l().stream())
            .map(AttributeValue::s)
            .toList();
    return new SignInHistory(tenant, personId, networks, wrong);
  }

  /** True when the person logged in from this network not long ago. */
  public boolean knows(String address) {
    return networks.contains(hash(address));
  }

  /** True when so many codes in a row were wrong that even a right one no longer counts. */
  public boolean isGuessedAt(Codes codes) {
    return wrong.getOrDefault(codes, 0L) >= MOST_WRONG;
  }

  /** The write that clears the count after a right code; empty when the count is zero. */
  public Optional<Write> afterRight(Codes codes) {
    return write(Optional.of(codes), Optional.empty());
  }

  /**
   * The write that goes with a login by password; empty when it would change nothing.
   *
   * @param codes the kind of the right code; empty for a code of an authenticator app
   */
  public Optional<Write> afterLogin(Optional<Codes> codes, String address) {
    boolean last = !networks.isEmpty() && networks.getLast().equals(hash(address));
    return write(codes, last ? Optional.empty() : Optional.of(address));
  }

  private Optional<Write> write(Optional<Codes> right, Optional<String> from) {
    Optional<Codes> counted = right.filter(wrong::containsKey);
    if (from.isEmpty() && counted.isEmpty()) {
      return Optional.empty();
    }
    Update update = new Update();
    from.ifPresent(address -> update.set(NETWORKS, withLast(hash(address))));
    counted.ifPresent(codes -> update.remove(codes.attribute));
    return Optional.of(Write.update(key(tenant, personId), update));
  }

  private List<String> withLast(String network) {
    List<String> next = new ArrayList<>(networks);
    next.remove(network);
    next.add(network);
    return next.subList(Math.max(0, next.size() - MOST_NETWORKS), next.size());
  }

  /** Counts a wrong code; refused for the last one before the limit: {@link #countLast}. */
  public static Write count(TenantId tenant, PersonId personId, Codes codes) {
    return Write.update(
        key(tenant, personId),
        new Update().add(codes.attribute, 1),
        Condition.absent(codes.attribute).or(Condition.notEqual(codes.attribute, MOST_WRONG - 1)));
  }

  /** Counts the last wrong code before the limit; refused for all others. */
  public static Write countLast(TenantId tenant, PersonId personId, Codes codes) {
    return Write.update(
        key(tenant, personId),
        new Update().add(codes.attribute, 1),
        Condition.equal(codes.attribute, MOST_WRONG - 1));
  }

  /**
   * Forgets the whole history of a person who has set a new password by a token that nobody can
   * guess: others entered the wrong codes, and maybe logged in.
   */
  public static Write forget(TenantId tenant, PersonId personId) {
    return Write.delete(key(tenant, personId));
  }

  // The hash serves one person of one business. It hides nothing: there are few IPv4 addresses.
  private String hash(String address) {
    byte[] hash =
        Ids.sha256(List.of("network", tenant.value(), personId.value(), SourceNetwork.of(address)));
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  /** Hides the networks. */
  @Override
  public String toString() {
    return "SignInHistory " + personId;
  }
}
