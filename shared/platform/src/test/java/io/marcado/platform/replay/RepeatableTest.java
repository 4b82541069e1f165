package io.marcado.platform.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RepeatableTest {
  private static final String HASH = Repeatable.hash(List.of("Cabelo", "30"));

  private final Repeatable request = request("t1", "create service", "ana", "key-1", HASH);

  @Test
  void shouldDeriveTheIdFromEveryPart() {
    assertThat(id(request)).isEqualTo(id(request("t1", "create service", "ana", "key-1", "other")));
    assertThat(
            List.of(
                request("t2", "create service", "ana", "key-1", HASH),
                request("t1", "create resource", "ana", "key-1", HASH),
                request("t1", "create service", "bia", "key-1", HASH),
                request("t1", "create service", "ana", "key-2", HASH)))
        .extracting(RepeatableTest::id)
        .doesNotHaveDuplicates()
        .doesNotContain(id(request));
  }

  @Test
  void shouldTellAReplayFromAReusedKeyAndFromAFirstRequest() {
    assertThat(request.earlier(_ -> Optional.of(HASH), Function.identity()))
        .isEqualTo(new Earlier.Replayed<>(HASH));
    assertThat(request.earlier(_ -> Optional.of("other"), Function.identity()))
        .isEqualTo(new Earlier.KeyReused<>());
    assertThat(request.<String>earlier(_ -> Optional.empty(), Function.identity()))
        .isEqualTo(new Earlier.None<>());
  }

  @Test
  void shouldLookForNothingWithoutAKey() {
    Repeatable keyless = Repeatable.of("t1", "create service", "ana", Optional.empty(), HASH);

    assertThat(keyless.<String>earlier(_ -> Optional.of(HASH), Function.identity()))
        .isEqualTo(new Earlier.None<>());
    assertThat(keyless.id(() -> "fresh")).isEqualTo("fresh");
    assertThat(keyless.hasKey()).isFalse();
  }

  @Test
  void shouldShortenTheIdWhereIdsHaveOneLength() {
    assertThat(id(request.withShortId())).hasSize(16);
    assertThat(id(request)).startsWith(id(request.withShortId())).hasSize(26);
  }

  private static Repeatable request(
      String scope, String operation, String sender, String key, String hash) {
    return Repeatable.of(scope, operation, sender, Optional.of(key), hash);
  }

  private static String id(Repeatable request) {
    return request.id(() -> "fresh");
  }
}
