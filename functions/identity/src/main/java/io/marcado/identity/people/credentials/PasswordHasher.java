package io.marcado.identity.people.credentials;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id. A hash names its own parameters, in the PHC string format, so
 * that old ones can be checked and renewed after the parameters were raised.
 */
@Singleton
public final class PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int TAG_BYTES = 32;

  /** OWASP's recommendation for login servers; fits the 1,024 MB of functions that hash. */
  static final Cost STANDARD = new Cost(19 * 1024, 2, 1);

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final RandomGenerator random;
  private final Cost cost;

  /**
   * What one hash costs.
   *
   * @param memory in KiB
   */
  public record Cost(int memory, int passes, int lanes) {}

  /**
   * @param cost only tests have one of their own, since they hash hundreds of passwords
   */
  @Inject
  PasswordHasher(SecureRandom random, Optional<Cost> cost) {
    this(random, cost.orElse(STANDARD));
  }

  PasswordHasher(RandomGenerator random, Cost cost) {
    this.random = random;
    this.cost = cost;
  }

  /** The hash of a password under a fresh salt. */
  public String hash(Password password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] tag = tag(password, salt, cost, TAG_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memory(),
            cost.passes(),
            cost.lanes(),
            base64.encodeToString(salt),
            base64.encodeToString(tag));
  }

  /**
   * True when the hash is of this password.
   *
   * @throws IllegalArgumentException when it is no hash of ours
   */
  public boolean matches(Password password, String hash) {
    Matcher phc = phc(hash);
    byte[] tag = Base64.getDecoder().decode(phc.group(5));
    byte[] salt = Base64.getDecoder().decode(phc.group(4));
    return MessageDigest.isEqual(tag, tag(password, salt, costOf(phc), tag.length));
  }

  /** Takes as long as {@link #matches}, for an account that is not there. */
  public void matchNobody(Password password) {
    tag(password, new byte[SALT_BYTES], cost, TAG_BYTES);
  }

  /** True when the hash was made at another cost than today's. */
  public boolean isOutdated(String hash) {
    return !costOf(phc(hash)).equals(cost);
  }

  private static Matcher phc(String hash) {
    Matcher matcher = PHC.matcher(hash);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an Argon2id hash");
    }
    return matcher;
  }

  private static Cost costOf(Matcher phc) {
    return new Cost(
        Integer.parseInt(phc.group(1)),
        Integer.parseInt(phc.group(2)),
        Integer.parseInt(phc.group(3)));
  }

  private static byte[] tag(Password password, byte[] salt, Cost cost, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] tag = new byte[length];
    generator.generateBytes(password.text().getBytes(StandardCharsets.UTF_8), tag);
    return tag;
  }
}
