package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.auth.TokenClaims;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every token that is not exactly one of ours is refused, through the gateway. Each is right but
 * for one thing; that the forge makes sound ones too is tested first.
 */
class TokenRefusalTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final SignedUp OTHER = TestStack.business();
  private static final String SOUND = token(SHOP);

  private final Forge forge;
  private final PublicJsonWebKey foreign;
  private final Map<String, String> tokens = new LinkedHashMap<>();

  TokenRefusalTest() throws Exception {
    forge = Forge.of(TestStack.shared(), SOUND);
    foreign = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    foreign.setKeyId(forge.key().getKeyId());
  }

  @Test
  void shouldTakeTheTokenThatAllOthersAreMadeFrom() throws Exception {
    assertThat(ask(SOUND).status()).isEqualTo(200);
    assertThat(ask(forge.claiming(_ -> {})).status()).isEqualTo(200);
    assertThat(ask(forge.headed(forge.key(), Map.of())).status()).isEqualTo(200);
  }

  /**
   * ECDSA gives each signature a twin, (r, n − s), and FIPS 186-5 calls both good. Nothing here
   * knows a token by its text, a session is ended by its id, so the twin opens and closes no door
   * that the token itself does not.
   */
  @Test
  void shouldEndBothTwinsOfASignatureAtOnce() {
    SignedUp shop = TestStack.business();
    String token = token(shop);
    String twin = Forge.mirrored(token);
    assertThat(twin).isNotEqualTo(token);
    assertThat(ask(shop, twin).status()).isEqualTo(200);

    assertThat(shop.visitor().as(token).post("/auth/logout").status()).isEqualTo(204);

    assertThat(ask(shop, token).status()).isEqualTo(401);
    assertThat(ask(shop, twin).status()).isEqualTo(401);
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuse() throws Exception {
    withoutSignature();
    withPublicKeyAsSecret();
    withOtherKeys();
    withKeysBroughtAlong();
    withOtherHeaders();
    encryptedOrCompressed();
    withOtherClaims();
    changedAfterwards();
    writtenDifferently();
    return tokens.entrySet().stream()
        .map(one -> dynamicTest(one.getKey(), () -> assertRefused(one.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseHeaders() {
    return Stream.of(
            "Bearer",
            "Bearer ",
            "bearer",
            SOUND,
            "Token " + SOUND,
            "Basic " + SOUND,
            "Basic dXNlcjpwYXNzd29yZA==",
            "Bearer " + SOUND + " " + SOUND,
            "Bearer " + SOUND + ",Bearer " + SOUND,
            "Bearer \"" + SOUND + "\"",
            "Bearer Bearer " + SOUND)
        .map(
            header ->
                dynamicTest(
                    header.replace(SOUND, "<token>"),
                    () ->
                        assertUnauthenticated(
                            checked(SHOP.visitor().with("Authorization", header))
                                .get("/users/me"))));
  }

  @Test
  void shouldReadATokenFromNowhereElse() {
    ApiClient visitor = SHOP.visitor();
    assertUnauthenticated(checked(visitor).get("/users/me"));
    assertUnauthenticated(checked(visitor).get("/users/me?access_token=" + SOUND));
    assertUnauthenticated(checked(visitor.with("Cookie", "token=" + SOUND)).get("/users/me"));
    assertUnauthenticated(checked(visitor.with("X-Authorization", SOUND)).get("/users/me"));
  }

  @Test
  void shouldForbidTokensOfAnotherBusiness() throws Exception {
    assertForbidden(ask(token(OTHER)));
    String tenant = Forge.of(TestStack.shared(), token(OTHER)).payload();
    JwtClaims theirs = JwtClaims.parse(tenant);
    String own = forge.claiming(claims -> claims.setClaim("tid", theirs.getClaimValue("tid")));
    assertForbidden(ask(own));
    String nobodys = forge.claiming(claims -> claims.setClaim("tid", "nobody"));
    assertForbidden(ask(nobodys));
  }

  private void withoutSignature() {
    for (String algorithm : List.of("none", "None", "NONE", "nOnE")) {
      String header =
          "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}"
              .formatted(algorithm, forge.key().getKeyId());
      tokens.put("alg " + algorithm, Forge.raw(header, forge.payload(), new byte[0]));
      tokens.put(
          "alg " + algorithm + " with a signature",
          Forge.raw(header, forge.payload(), Forge.signature(SOUND)));
    }
    tokens.put("no signature", SOUND.substring(0, SOUND.lastIndexOf('.') + 1));
    tokens.put("two parts", SOUND.substring(0, SOUND.lastIndexOf('.')));
    tokens.put("four parts", SOUND + ".AAAA");
    tokens.put("zeros for a signature", Forge.signedBy(SOUND, new byte[64]));
    tokens.put("the order for a signature", Forge.signedBy(SOUND, Forge.orders()));
    tokens.put("no text at all", "x");
    tokens.put("dots", "..");
  }

  private void withPublicKeyAsSecret() throws JoseException {
    PublicKey key = forge.key().getPublicKey();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("DER", key.getEncoded());
    secrets.put("PEM", pem.getBytes(StandardCharsets.UTF_8));
    secrets.put(
        "JWK", forge.key().toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8));
    for (String algorithm : List.of("HS256", "HS512")) {
      for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
        var token = new org.jose4j.jws.JsonWebSignature();
        token.setPayload(forge.payload());
        token.setAlgorithmHeaderValue(algorithm);
        token.setHeader("typ", "at+jwt");
        token.setKeyIdHeaderValue(forge.key().getKeyId());
        token.setKey(new HmacKey(secret.getValue()));
        token.setDoKeyValidation(false);
        tokens.put(
            "%s with the public key as %s".formatted(algorithm, secret.getKey()),
            token.getCompactSerialization());
      }
    }
  }

  private void withOtherKeys() throws JoseException {
    tokens.put("our kid, another key", forge.headed(foreign, Map.of()));
    tokens.put("another kid, another key", forge.headed(foreign, Map.of("kid", "another")));
    tokens.put("another kid, our key", forge.headed(forge.key(), Map.of("kid", "another")));
    tokens.put("no kid", forge.headed(forge.key(), Map.of("kid", "")));
    tokens.put("kid of a path", forge.headed(foreign, Map.of("kid", "../../dev/null")));
    PublicJsonWebKey larger = EcJwkGenerator.generateJwk(EllipticCurves.P384);
    tokens.put("ES384", forge.headed(larger, Map.of("alg", "ES384")));
  }

  private void withKeysBroughtAlong() throws JoseException {
    Map<String, Object> brought = new LinkedHashMap<>();
    brought.put("jku", TestStack.shared().origin() + "/.well-known/jwks.json");
    brought.put("x5u", "https://evil.example.com/key.pem");
    brought.put("x5c", List.of(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})));
    brought.put("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
    brought.put("jwk", foreign.toParams(OutputControlLevel.PUBLIC_ONLY));
    for (Map.Entry<String, Object> header : brought.entrySet()) {
      Map<String, Object> headers = Map.of(header.getKey(), header.getValue());
      tokens.put(header.getKey() + " and its key", forge.headed(foreign, headers));
      tokens.put(header.getKey() + " and our key", forge.headed(forge.key(), headers));
    }
  }

  private void withOtherHeaders() throws JoseException {
    Map<String, Map<String, Object>> others = new LinkedHashMap<>();
    others.put("typ JWT", Map.of("typ", "JWT"));
    others.put("no typ", Map.of("typ", ""));
    others.put("typ of another kind of token", Map.of("typ", "refresh+jwt"));
    others.put("cty JWT", Map.of("cty", "JWT"));
    others.put("a critical header", Map.of("crit", List.of("exp"), "exp", 1));
    others.put("a header nobody knows", Map.of("role", "OWNER"));
    for (Map.Entry<String, Map<String, Object>> one : others.entrySet()) {
      tokens.put(one.getKey(), forge.headed(forge.key(), one.getValue()));
    }
    byte[] signature = Forge.signature(SOUND);
    tokens.put("no header", Forge.raw("{}", forge.payload(), signature));
    tokens.put("no JSON for a header", Forge.raw("ES256", forge.payload(), signature));
    tokens.put("a list for a header", Forge.raw("[]", forge.payload(), signature));
  }

  private void encryptedOrCompressed() throws Exception {
    tokens.put("JWE of a token", encrypted(SOUND, false));
    tokens.put("JWE of claims", encrypted(forge.payload(), false));
    tokens.put("JWE, compressed", encrypted(SOUND, true));
    tokens.put("zip, but not compressed", forge.headed(forge.key(), Map.of("zip", "DEF")));
    String deflated = new String(deflated(forge.payload()), StandardCharsets.ISO_8859_1);
    tokens.put("compressed", forge.sign(forge.key(), Map.of("zip", "DEF"), deflated));
    tokens.put("a token in a token", forge.sign(forge.key(), Map.of("cty", "JWT"), SOUND));
  }

  private String encrypted(String content, boolean compressed) throws JoseException {
    JsonWebEncryption encryption = new JsonWebEncryption();
    encryption.setPayload(content);
    encryption.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES);
    encryption.setEncryptionMethodHeaderParameter(
        ContentEncryptionAlgorithmIdentifiers.AES_128_GCM);
    encryption.setHeader("typ", "at+jwt");
    encryption.setKeyIdHeaderValue(forge.key().getKeyId());
    if (compressed) {
      encryption.enableDefaultCompression();
    }
    encryption.setKey(forge.key().getPublicKey());
    return encryption.getCompactSerialization();
  }

  private static byte[] deflated(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes, new Deflater(9, true))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void withOtherClaims() throws Exception {
    long now = TestStack.shared().clock().instant().getEpochSecond();
    Map<String, java.util.function.Consumer<JwtClaims>> changes = new LinkedHashMap<>();
    changes.put("expired", claims -> claims.setExpirationTime(NumericDate.fromSeconds(now - 6)));
    changes.put("not yet valid", claims -> claims.setNotBefore(NumericDate.fromSeconds(now + 60)));
    changes.put("exp as text", claims -> claims.setClaim("exp", String.valueOf(now + 600)));
    changes.put("another iss", claims -> claims.setIssuer("https://evil.example.com"));
    changes.put(
        "iss with a slash more",
        claims -> claims.setIssuer(TestStack.shared().origin().toString() + "/"));
    changes.put("another aud", claims -> claims.setAudience("somebody-else"));
    changes.put("aud in capitals", claims -> claims.setAudience("MARCADO"));
    changes.put("another sub", claims -> claims.setSubject("nobody"));
    changes.put("sub of a key", claims -> claims.setSubject("../ACCESS"));
    changes.put("another user version", claims -> claims.setClaim(TokenClaims.USER_VERSION, 99));
    changes.put("user version as text", claims -> claims.setClaim(TokenClaims.USER_VERSION, "1"));
    changes.put("tenant as a number", claims -> claims.setClaim(TokenClaims.TENANT, 7));
    for (String name : List.of("iss", "aud", "exp", "iat", "jti", "sub", "tid", "sid", "uv")) {
      changes.put("no " + name, claims -> claims.unsetClaim(name));
    }
    for (Map.Entry<String, java.util.function.Consumer<JwtClaims>> one : changes.entrySet()) {
      tokens.put(one.getKey(), forge.claiming(one.getValue()));
    }
    for (String payload : List.of("", "null", "[]", "\"a\"", "{", "{}")) {
      tokens.put("payload '" + payload + "'", forge.sign(forge.key(), Map.of(), payload));
    }
  }

  private void changedAfterwards() {
    String[] parts = SOUND.split("\\.", -1);
    tokens.put(
        "another payload",
        parts[0]
            + "."
            + Forge.encoded(forge.payload().replace("\"uv\":1", "\"uv\":2"))
            + "."
            + parts[2]);
    tokens.put(
        "another header",
        Forge.encoded(
                "{\"typ\":\"at+jwt\",\"kid\":\"%s\",\"alg\":\"ES256\"}"
                    .formatted(forge.key().getKeyId()))
            + "."
            + parts[1]
            + "."
            + parts[2]);
    byte[] signature = Forge.signature(SOUND);
    signature[40] ^= 1;
    tokens.put("one bit of the signature", Forge.signedBy(SOUND, signature));
    tokens.put(
        "half of the signature", Forge.signedBy(SOUND, Arrays.copyOf(Forge.signature(SOUND), 32)));
    tokens.put(
        "a byte more of the signature",
        Forge.signedBy(SOUND, Arrays.copyOf(Forge.signature(SOUND), 65)));
    tokens.put("the signature as DER", Forge.inDer(SOUND));
  }

  /** What a lenient reader of base64url would take for the same bytes. */
  private void writtenDifferently() {
    String[] parts = SOUND.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      for (String more : List.of("=", "==", "%", "!", "~", "+", "/", ".", "A", "AA", "\"")) {
        List<String> changed = new ArrayList<>(List.of(parts));
        changed.set(i, parts[i] + more);
        put("'%s' after part %d".formatted(more, i + 1), changed);
        changed.set(i, parts[i].substring(0, 4) + more + parts[i].substring(4));
        put("'%s' within part %d".formatted(more, i + 1), changed);
      }
      String otherEnd = withUnusedBits(parts[i]);
      if (!otherEnd.equals(parts[i])) {
        List<String> changed = new ArrayList<>(List.of(parts));
        changed.set(i, otherEnd);
        put("unused bits of part %d".formatted(i + 1), changed);
      }
    }
    tokens.put(
        "as JSON",
        "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
            .formatted(parts[1], parts[0], parts[2]));
    tokens.put("far too long", SOUND + "A".repeat(5000));
  }

  private void put(String what, List<String> parts) {
    tokens.put(what, String.join(".", parts));
  }

  /** Sets a bit that decoding throws away; the same text when the last character has none. */
  private static String withUnusedBits(String part) {
    if (part.length() % 4 == 0) {
      return part;
    }
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(part.charAt(part.length() - 1));
    return part.substring(0, part.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static void assertRefused(String token) {
    assertUnauthenticated(ask(token));
    // Where a token is optional, one that does not hold is refused all the same.
    assertUnauthenticated(checked(SHOP.visitor().as(token)).get("/services"));
  }

  private static Reply ask(String token) {
    return ask(SHOP, token);
  }

  private static Reply ask(SignedUp shop, String token) {
    return checked(shop.visitor().as(token)).get("/users/me");
  }

  private static CheckedClient checked(ApiClient client) {
    return new CheckedClient(client);
  }

  private static void assertUnauthenticated(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("unauthenticated");
    assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer");
  }

  private static void assertForbidden(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("forbidden");
  }

  private static String token(SignedUp shop) {
    return shop.business()
        .tokens(
            shop.owner().get("/users/me").expect(200).path("phone").asText(), "tesoura-e-navalha")
        .path("accessToken")
        .asText();
  }
}
