package io.marcado.local.app.security;

import io.marcado.local.LocalStack;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Makes tokens that are right but for one thing, with the stack's own key or another. */
final class Forge {
  /** The order of the group of P-256 (FIPS 186-5). */
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final int HALF = 32;

  private final PublicJsonWebKey key;
  private final JwtClaims claims;

  private Forge(PublicJsonWebKey key, JwtClaims claims) {
    this.key = key;
    this.claims = claims;
  }

  /** A forge that has the stack's signing key, and the claims of a sound token as its pattern. */
  static Forge of(LocalStack stack, String soundToken) throws Exception {
    String secretId =
        Objects.requireNonNull(
            stack
                .functions()
                .find("VerifyLogin")
                .orElseThrow()
                .declaration()
                .variables()
                .get("TOKEN_SIGNING_SECRET"));
    String endpoint =
        Objects.requireNonNull(stack.variables().get("AWS_ENDPOINT_URL_SECRETS_MANAGER"));
    try (SecretsManagerClient secrets =
        SecretsManagerClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(endpoint))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      String jwk = secrets.getSecretValue(request -> request.secretId(secretId)).secretString();
      return new Forge((PublicJsonWebKey) JsonWebKey.Factory.newJwk(jwk), claims(soundToken));
    }
  }

  /** The stack's own key. */
  PublicJsonWebKey key() {
    return key;
  }

  /** What the pattern says, as JSON. */
  String payload() {
    return claims.toJson();
  }

  /** A token of the stack's own key with other claims. */
  String claiming(Consumer<JwtClaims> change) throws Exception {
    JwtClaims changed = JwtClaims.parse(claims.toJson());
    change.accept(changed);
    return sign(key, Map.of(), changed.toJson());
  }

  /** A token with other headers; one that is empty is left out. */
  String headed(PublicJsonWebKey by, Map<String, Object> headers) throws JoseException {
    return sign(by, headers, claims.toJson());
  }

  /** Any payload with a header more, signed by ES256. */
  String sign(PublicJsonWebKey by, Map<String, Object> headers, String payload)
      throws JoseException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("alg", "ES256");
    all.put("typ", "at+jwt");
    all.put("kid", key.getKeyId());
    all.putAll(headers);
    JsonWebSignature token = new JsonWebSignature();
    token.setDoKeyValidation(false);
    all.forEach(
        (name, value) -> {
          if (!value.equals("")) {
            token.getHeaders().setObjectHeaderValue(name, value);
          }
        });
    token.setPayload(payload);
    token.setKey(by.getPrivateKey());
    return token.getCompactSerialization();
  }

  /** A token of these texts, whatever they are. */
  static String raw(String header, String payload, byte[] signature) {
    return encoded(header) + "." + encoded(payload) + "." + encoded(signature);
  }

  static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The same token with another signature. */
  static String signedBy(String token, byte[] signature) {
    return token.substring(0, token.lastIndexOf('.') + 1) + encoded(signature);
  }

  /** The other signature that is as good by the arithmetic of ECDSA: (r, n − s). */
  static String mirrored(String token) {
    byte[] signature = signature(token);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF));
    byte[] mirrored = fixed(ORDER.subtract(s));
    System.arraycopy(mirrored, 0, signature, HALF, HALF);
    return signedBy(token, signature);
  }

  /** The signature as DER writes it (RFC 3279), which JWS does not. */
  static String inDer(String token) {
    byte[] signature = signature(token);
    byte[] r = new BigInteger(1, Arrays.copyOfRange(signature, 0, HALF)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF)).toByteArray();
    byte[] der = new byte[6 + r.length + s.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 2;
    der[3] = (byte) r.length;
    System.arraycopy(r, 0, der, 4, r.length);
    der[4 + r.length] = 2;
    der[5 + r.length] = (byte) s.length;
    System.arraycopy(s, 0, der, 6 + r.length, s.length);
    return signedBy(token, der);
  }

  static byte[] signature(String token) {
    return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
  }

  /** The group's order as both halves of a signature. */
  static byte[] orders() {
    byte[] signature = Arrays.copyOf(fixed(ORDER), 2 * HALF);
    System.arraycopy(fixed(ORDER), 0, signature, HALF, HALF);
    return signature;
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[HALF];
    int length = Math.min(bytes.length, HALF);
    System.arraycopy(bytes, bytes.length - length, fixed, HALF - length, length);
    return fixed;
  }

  private static JwtClaims claims(String token) throws InvalidJwtException {
    return new JwtConsumerBuilder()
        .setSkipAllValidators()
        .setSkipSignatureVerification()
        .setDisableRequireSignature()
        .build()
        .processToClaims(token);
  }
}
