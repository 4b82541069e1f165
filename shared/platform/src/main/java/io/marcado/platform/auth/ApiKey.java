package io.marcado.platform.auth;

import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key by which a server of a tenant calls the API, as stored. We read it for every request with
 * the key, so that a change takes effect at the next request.
 *
 * @param name the owner's name for it, 1 to 100 characters
 * @param secretHash of the secret, see {@link Presented#hash}
 * @param previous the secret that a rotation replaced, while it is still valid
 * @param revokedAt empty until it is revoked
 * @param lastUsedAt not exact: written when the last one is {@link #USE_RESOLUTION_SECONDS} old, or
 *     a minute where a use comes from another network, see {@link #isUseNews}
 * @param lastUsedFrom the network the noted use came from, see {@link SourceNetwork}
 */
public record ApiKey(
    String keyId,
    String name,
    Set<Permission> permissions,
    String secretHash,
    Optional<Previous> previous,
    Instant createdAt,
    String createdBy,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt,
    Optional<String> lastUsedFrom) {

  /** How exact {@code lastUsedAt} is, seconds. */
  public static final long USE_RESOLUTION_SECONDS = 600;

  private static final long ELSEWHERE_RESOLUTION_SECONDS = 60;

  private static final String PREFIX = "mk_";

  private static final Pattern FORM = Pattern.compile("mk_([a-z2-7]{16})_([A-Za-z0-9_-]{43})");

  /** A secret that a rotation replaced, and until when it is valid. */
  public record Previous(String secretHash, Instant until) {}

  /**
   * A key as a request sends it.
   *
   * @param secret 256 random bits, base64url
   */
  public record Presented(String keyId, String secret) {

    /** The key in this text; empty when it cannot be one. */
    public static Optional<Presented> of(String text) {
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(new Presented(form.group(1), form.group(2)))
          : Optional.empty();
    }

    /** The key as its owner copies it. */
    public String text() {
      return PREFIX + keyId + "_" + secret;
    }

    /** The stored hash. A fast hash suffices, since nobody guesses 256 bits. */
    public String hash() {
      return Ids.base32(Ids.sha256(List.of("api-key", keyId, secret)));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Presented " + keyId;
    }
  }

  public ApiKey {
    permissions = Set.copyOf(permissions);
  }

  /** True when a token has the form of a key, valid or not, and not of an access token. */
  public static boolean looksLikeOne(String token) {
    return token.startsWith(PREFIX);
  }

  /** The key of its item. */
  public static ItemKey key(TenantId tenant, String keyId) {
    return ItemKey.of(tenant, "API_KEY#" + keyId, "API_KEY");
  }

  /** True when this secret is valid now. */
  public boolean admits(Presented presented, Instant now) {
    return revokedAt.isEmpty()
        && expiresAt.filter(end -> !now.isBefore(end)).isEmpty()
        && (same(secretHash, presented.hash())
            || previous
                .filter(old -> now.isBefore(old.until()))
                .filter(old -> same(old.secretHash(), presented.hash()))
                .isPresent());
  }

  /**
   * True when we should record a use: the last recorded use is old, or came from another network. A
   * server that calls from several addresses does not cause a write at each call.
   */
  public boolean isUseNews(String network, Instant now) {
    boolean elsewhere = lastUsedFrom.filter(network::equals).isEmpty();
    long seconds = elsewhere ? ELSEWHERE_RESOLUTION_SECONDS : USE_RESOLUTION_SECONDS;
    return lastUsedAt.filter(last -> now.isBefore(last.plusSeconds(seconds))).isEmpty();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /** The item, without the index keys that lists need. */
  public Item.Builder toItem() {
    Item.Builder item =
        Item.builder()
            .text("keyId", keyId)
            .text("name", name)
            .text("scopes", scopes())
            .text("secretHash", secretHash)
            .instant("createdAt", createdAt)
            .text("createdBy", createdBy);
    previous.ifPresent(
        old -> item.text("previousHash", old.secretHash()).instant("previousUntil", old.until()));
    expiresAt.ifPresent(at -> item.instant("expiresAt", at));
    revokedAt.ifPresent(at -> item.instant("revokedAt", at));
    lastUsedAt.ifPresent(at -> item.instant("lastUsedAt", at));
    lastUsedFrom.ifPresent(network -> item.text("lastUsedFrom", network));
    return item;
  }

  public static ApiKey fromItem(Item item) {
    return new ApiKey(
        item.text("keyId"),
        item.text("name"),
        permissions(item.text("scopes")),
        item.text("secretHash"),
        item.optionalText("previousHash")
            .map(hash -> new Previous(hash, item.instant("previousUntil"))),
        item.instant("createdAt"),
        item.text("createdBy"),
        item.optionalInstant("expiresAt"),
        item.optionalInstant("revokedAt"),
        item.optionalInstant("lastUsedAt"),
        item.optionalText("lastUsedFrom"));
  }

  private String scopes() {
    return permissions.stream().sorted().map(Permission::scope).collect(Collectors.joining(" "));
  }

  // A scope that no longer exists grants nothing.
  private static Set<Permission> permissions(String scopes) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String scope : scopes.split(" ")) {
      Permission.find(scope).filter(Permission::forApiKeys).ifPresent(permissions::add);
    }
    return permissions;
  }

  /** Hides the hashes. */
  @Override
  public String toString() {
    return "ApiKey " + keyId;
  }
}
