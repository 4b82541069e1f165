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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a person signed in until now, as far as limits need it. It is one item in the person's
 * partition, read together with the others.
 *
 * <p>It has the last networks from which the person logged in, or proved the phone for a booking:
 * an attack from other networks keeps out nobody who comes from one of them. And it counts the
 * wrong codes in a row over all challenges, since each challenge allows five guesses at six digits,
 * and a new one is always to be had (NIST SP 800-63B-4, 3.2.2: no more than 100 failed attempts in
 * a row). Then codes are locked for an hour, and after each five further wrong ones for twice as
 * long as before, a week at most: some 400 guesses in the first year. Wrong codes from the person's
 * own networks count apart, with a lock of their own, so a stranger elsewhere locks nobody out
 * there.
 */
public final class SignInHistory {
  /** How many wrong codes may come one after the other. */
  public static final int MOST_WRONG = 100;

  /** After each so many further wrong codes a lock comes again. */
  static final int WRONG_PER_LOCK = 5;

  private static final Duration FIRST_LOCK = Duration.ofHours(1);
  private static final Duration LONGEST_LOCK = Duration.ofDays(7);

  /** How many networks are remembered. */
  static final int MOST_NETWORKS = 5;

  private static final int HASH_BYTES = 12;
  private static final String NETWORKS = "networks";

  /** Ends the name of a count of codes from the person's own networks. */
  private static final String AT_HOME = "AtHome";

  /** Ends the name of the instant until which a count locks. */
  private static final String UNTIL = "Until";

  private final TenantId tenant;
  private final PersonId personId;
  private final List<String> networks;
  private final Map<String, Streak> streaks;

  /** Wrong codes in a row, and until when they lock codes, in epoch seconds. */
  private record Streak(long wrong, long lockedUntil) {
    static final Streak NONE = new Streak(0, 0);
  }

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
      TenantId tenant, PersonId personId, List<String> networks, Map<String, Streak> streaks) {
    this.tenant = tenant;
    this.personId = personId;
    this.networks = List.copyOf(networks);
    this.streaks = Map.copyOf(streaks);
  }

  /** The key of its item. */
  public static ItemKey key(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item("SIGN-INS");
  }

  /** The history of a person among items that were read; an empty one where there is none. */
  public static SignInHistory of(Map<ItemKey, Item> items, TenantId tenant, PersonId personId) {
    Optional<Item> item = Optional.ofNullable(items.get(key(tenant, personId)));
    Map<String, Streak> streaks = new HashMap<>();
    for (Codes codes : Codes.values()) {
      for (String attribute : List.of(codes.attribute, codes.attribute + AT_HOME)) {
        item.flatMap(present -> present.optionalNumber(attribute))
            .ifPresent(
                wrong ->
                    streaks.put(
                        attribute,
                        new Streak(
                            wrong, item.get().optionalNumber(attribute + UNTIL).orElse(0L))));
      }
    }
    List<String> networks =
        item.map(present -> present.attributes().get(NETWORKS)).stream()
            .flatMap(list -> list.l().stream())
            .map(AttributeValue::s)
            .toList();
    return new SignInHistory(tenant, personId, networks, streaks);
  }

  /** True when the person logged in, or proved the phone, from this network not long ago. */
  public boolean knows(String address) {
    return networks.contains(hash(address));
  }

  /** True when so many codes in a row were wrong that even a right one does not count now. */
  public boolean isLocked(Codes codes, String address, Instant now) {
    return streak(attribute(codes, address)).lockedUntil() > now.getEpochSecond();
  }

  /** The write that goes with a booking by a right code; empty when it would change nothing. */
  public Optional<Write> afterBooking(String address) {
    return afterLogin(Optional.empty(), address);
  }

  /**
   * The write that goes with a login by a right code; empty when it would change nothing.
   *
   * @param codes the kind of the code; empty for a code of an authenticator app
   */
  public Optional<Write> afterLogin(Optional<Codes> codes, String address) {
    boolean last = !networks.isEmpty() && networks.getLast().equals(hash(address));
    return afterRight(codes, address, last ? Optional.empty() : Optional.of(address));
  }

  /** The write that clears the count after a right code; empty when the count is zero. */
  public Optional<Write> afterRight(Codes codes, String address) {
    return afterRight(Optional.of(codes), address, Optional.empty());
  }

  private Optional<Write> afterRight(
      Optional<Codes> right, String address, Optional<String> network) {
    Optional<String> counted =
        right.map(codes -> attribute(codes, address)).filter(streaks::containsKey);
    if (network.isEmpty() && counted.isEmpty()) {
      return Optional.empty();
    }
    Update update = new Update();
    network.ifPresent(from -> update.set(NETWORKS, withLast(hash(from))));
    counted.ifPresent(attribute -> update.remove(attribute, attribute + UNTIL));
    return Optional.of(Write.update(key(tenant, personId), update));
  }

  /**
   * The write that counts a wrong code; refused when the count has changed since it was read. While
   * codes are locked it counts none: no code is right then, so a guess tells nothing, and must not
   * make the lock longer.
   */
  public Write afterWrong(Codes codes, String address, Instant now) {
    String attribute = attribute(codes, address);
    long before = streak(attribute).wrong();
    Condition unchanged =
        before == 0 ? Condition.absent(attribute) : Condition.equal(attribute, before);
    if (isLocked(codes, address, now)) {
      return Write.check(key(tenant, personId), unchanged);
    }
    Update update = new Update().set(attribute, before + 1);
    long further = before + 1 - MOST_WRONG;
    if (further >= 0 && further % WRONG_PER_LOCK == 0) {
      update.set(attribute + UNTIL, now.plus(lock(further / WRONG_PER_LOCK)).getEpochSecond());
    }
    return Write.update(key(tenant, personId), update, unchanged);
  }

  /** True when the next wrong code is the first one that locks. */
  public boolean locksNext(Codes codes, String address) {
    return streak(attribute(codes, address)).wrong() == MOST_WRONG - 1;
  }

  private static Duration lock(long earlier) {
    // Eight doublings are more than a week.
    Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(earlier, 8));
    return lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
  }

  private String attribute(Codes codes, String address) {
    return knows(address) ? codes.attribute + AT_HOME : codes.attribute;
  }

  private Streak streak(String attribute) {
    return streaks.getOrDefault(attribute, Streak.NONE);
  }

  private List<String> withLast(String network) {
    List<String> next = new ArrayList<>(networks);
    next.remove(network);
    next.add(network);
    return next.subList(Math.max(0, next.size() - MOST_NETWORKS), next.size());
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
