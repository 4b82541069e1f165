package io.marcado.platform.replay;

import io.marcado.domain.Ids;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request that makes one thing, and that its sender may repeat under the same Idempotency-Key.
 * The id of the thing is derived from the key, so a repetition finds what the first request made;
 * the thing keeps the hash of its request, so another request under the same key is told apart.
 *
 * @param derivedId the id that belongs to the key; empty without a key
 * @param hash of what was asked for
 */
public record Repeatable(Optional<String> derivedId, String hash) {

  /**
   * @param scope whose keys they are: the tenant's id, or a word of the platform's own
   * @param operation what is done; the same key may be sent to several operations
   * @param sender who sends it: each sender has keys of its own
   * @param key the request's Idempotency-Key
   * @param hash of what was asked for, as {@link #hash} makes it
   */
  public static Repeatable of(
      String scope, String operation, String sender, Optional<String> key, String hash) {
    return new Repeatable(
        key.map(sent -> Ids.derived(List.of(scope, operation, sender, sent))), hash);
  }

  /** The hash of a request that these parts describe. */
  public static String hash(List<String> parts) {
    return Ids.derived(parts);
  }

  /** The same with an id as short as a random one, for things whose ids have one length. */
  public Repeatable withShortId() {
    return new Repeatable(derivedId.map(id -> id.substring(0, Ids.RANDOM_LENGTH)), hash);
  }

  /** True when an earlier request may have made the thing. */
  public boolean hasKey() {
    return derivedId.isPresent();
  }

  /** True for the id that is derived from the key of this request. */
  public boolean isOf(String id) {
    return derivedId.filter(id::equals).isPresent();
  }

  /** The id of the thing: derived from the key, or a fresh one. */
  public String id(Supplier<String> fresh) {
    return derivedId.orElseGet(fresh);
  }

  /**
   * Looks for what an earlier request under the same key made. Without a key it looks nowhere.
   *
   * @param find finds the thing by its id
   * @param hash the hash of the request that made it
   */
  public <T> Earlier<T> earlier(Function<String, Optional<T>> find, Function<T, String> hash) {
    return judge(derivedId.flatMap(find), hash);
  }

  /**
   * Judges the item that exists under this request's id.
   *
   * @param found empty when there is nothing
   * @param hash the hash of the request that made it
   */
  public <T> Earlier<T> judge(Optional<T> found, Function<T, String> hash) {
    return found
        .<Earlier<T>>map(
            made ->
                hash.apply(made).equals(this.hash)
                    ? new Earlier.Replayed<>(made)
                    : new Earlier.KeyReused<>())
        .orElseGet(Earlier.None::new);
  }
}
