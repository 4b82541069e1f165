package io.marcado.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./marcado keys --local} and a restart: everybody stays signed in, by a key that is new.
 */
class KeyRotationTest {
  private static final String PHONE = "+5511988880001";
  private static final String PASSWORD = "tesoura-e-navalha";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void shouldEndNoSession() throws IOException {
    Storage storage = Storage.inFolder(folder.resolve("stack"));
    Options options = Options.inMemory().withStorage(storage);
    String base;
    JsonNode before;
    int port;
    try (LocalStack stack = LocalStack.start(options)) {
      port = stack.origin().getPort();
      Business business =
          Business.signUp(
              ApiClient.of(stack.origin().toString()),
              "rotation",
              "Barbearia",
              new Business.Owner("Zé Carvalho", PHONE, "ze@example.com", PASSWORD));
      base = business.base();
      before = business.tokens(PHONE, PASSWORD);
    }

    Keys.rotateLocally(storage, new PrintStream(OutputStream.nullOutputStream()));

    try (LocalStack stack = LocalStack.start(options.withPort(port))) {
      ApiClient visitor = ApiClient.of(base);
      String old = before.path("accessToken").asText();
      assertThat(visitor.as(old).get("/users/me").status()).isEqualTo(200);
      String renewed =
          visitor
              .post("/auth/refresh", Map.of("refreshToken", before.path("refreshToken").asText()))
              .expect(200)
              .path("accessToken")
              .asText();
      assertThat(visitor.as(renewed).get("/users/me").status()).isEqualTo(200);

      assertThat(keyId(renewed)).isNotEqualTo(keyId(old));
      Set<String> published = new HashSet<>();
      ApiClient.of(stack.origin().toString())
          .get("/.well-known/jwks.json")
          .expect(200)
          .path("keys")
          .forEach(key -> published.add(key.path("kid").asText()));
      assertThat(published).containsExactlyInAnyOrder(keyId(old), keyId(renewed));
    }
  }

  private static String keyId(String token) {
    String header =
        new String(
            Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
            StandardCharsets.UTF_8);
    return header.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
  }
}
