package io.marcado.identity.accounts.limits;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What limits need to know of how a person signed in until now; one item beside the person's
 * others, read together with them.
 *
 * <p>The last networks that a login by password came from: an attack from many networks keeps
 * nobody out who comes from one of them. And how many codes in a row were wrong, over all
 * challenges: each allows for five guesses at six digits, and there can always be another (NIST SP
 * 800-63B-4, 3.2.2: no more than 100 failed attempts in a row).
 */
public final class SignInHistory {
  /** How many wrong codes may come one after the other. */
  public static final int MOST_WRONG = 100;

  /** How many networks are remembered. */
  static final int MOST_NETWORKS = 5;

  private static final int HASH_BYTES = 12;
  private static final String NETWORKS = "networks";

  private final TenantId tenant;
  private final String userId;
  private final List<String> networks;
  private final Map<Codes, Long> wrong;

  /**
   * Codes that are sent to a phone, counted apart: so that strangers who guess at those without a
   * password do not stop those who have one.
   */
  public enum Codes {
    /** Anybody may ask for one. */
    WITHOUT_PASSWORD("wrongWithoutPassword"),
    /** One that takes a password or a session. */
    AFTER_PASSWORD("wrongAfterPassword");

    private final String attribute;

    Codes(String attribute) {
      this.attribute = attribute;
    }
  }

  private SignInHistory(
      TenantId tenant, String userId, List<String> networks, Map<Codes, Long> wrong) {
    this.tenant = tenant;
    this.userId = userId;
    this.networks = List.copyOf(networks);
    this.wrong = Map.copyOf(wrong);
  }

  /** Where it is kept. */
  public static ItemKey key(TenantId tenant, String userId) {
    return PersonAccess.partition(tenant, userId).item("SIGN-INS");
  }

  /** A person's, among items that were read; one without anything in it where there is none. */
  public static SignInHistory of(Map<ItemKey, Item> items, TenantId tenant, String userId) {
    Optional<Item> item = Optional.ofNullable(items.get(key(tenant, userId)));
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
    return new SignInHistory(tenant, userId, networks, wrong);
  }

  /** True when the person logged in from this network not long ago. */
  public boolean knows(String address) {
    return networks.contains(hash(address));
  }

  /** True when so many codes in a row were wrong that even a right one is not taken any more. */
  public boolean isGuessedAt(Codes codes) {
    return wrong.getOrDefault(codes, 0L) >= MOST_WRONG;
  }

  /** The write that forgets wrong codes after a right one; empty when there were none. */
  public Optional<Write> afterRight(Codes codes) {
    return write(Optional.of(codes), Optional.empty());
  }

  /**
   * The write that goes with a login by password; empty when it would change nothing.
   *
   * @param codes of which kind the right code was; empty for that of an authenticator app
   */
  public Optional<Write> afterLogin(Optional<Codes> codes, String address) {
    boolean last = !networks.isEmpty() && networks.getLast().equals(hash(address));
    return write(codes, last ? Optional.empty() : Optional.of(address));
  }

  private Optional<Write> write(Optional<Codes> right, Optional<String> from) {
    List<String> parts = new ArrayList<>();
    Map<String, AttributeValue> values = new HashMap<>();
    from.ifPresent(
        address -> {
          List<String> next = new ArrayList<>(networks);
          next.remove(hash(address));
          next.add(hash(address));
          List<String> last = next.subList(Math.max(0, next.size() - MOST_NETWORKS), next.size());
          parts.add("SET networks = :networks");
          values.put(
              ":networks", AttributeValue.fromL(last.stream().map(AttributeValue::fromS).toList()));
        });
    right.filter(wrong::containsKey).ifPresent(codes -> parts.add("REMOVE " + codes.attribute));
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Write.update(key(tenant, userId), Expression.of(String.join(" ", parts), values)));
  }

  /** Counts a wrong code; refused for the last one that may be wrong: {@link #countLast}. */
  public static Write count(TenantId tenant, String userId, Codes codes) {
    return Write.update(
        key(tenant, userId),
        Expression.of("ADD %s :one".formatted(codes.attribute), Map.of(":one", number(1))),
        Expression.of(
            "attribute_not_exists(%1$s) OR %1$s <> :last".formatted(codes.attribute),
            Map.of(":last", number(MOST_WRONG - 1))));
  }

  /** Counts the last one that may be wrong; refused for all others. */
  public static Write countLast(TenantId tenant, String userId, Codes codes) {
    return Write.update(
        key(tenant, userId),
        Expression.of("ADD %s :one".formatted(codes.attribute), Map.of(":one", number(1))),
        Expression.of(
            "%s = :last".formatted(codes.attribute), Map.of(":last", number(MOST_WRONG - 1))));
  }

  /**
   * Forgets it all, for whoever has set a new password by a token that nobody guesses: the wrong
   * codes were others', and so may have been a login.
   */
  public static Write forget(TenantId tenant, String userId) {
    return Write.delete(key(tenant, userId));
  }

  // Of use for this person of this business alone. It is no secret: there are few IPv4 addresses.
  private String hash(String address) {
    byte[] hash = Ids.sha256(List.of("network", tenant.value(), userId, SourceNetwork.of(address)));
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** Hides the networks. */
  @Override
  public String toString() {
    return "SignInHistory " + userId;
  }
}
