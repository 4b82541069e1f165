package io.marcado.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.storage.Documents;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Documents documents = Documents.inMemory();
  private final KeyRing ring = new KeyRing(documents);

  @Test
  void shouldKeepTheFirstPair() {
    SigningKeys first = ring.signing();

    assertThat(new KeyRing(documents).signing()).isEqualTo(first);
    assertThat(ring.verifying(NOW).keyIds()).containsExactly(first.keyId());
  }

  @Test
  void shouldVerifyWithAReplacedKeyAsLongAsItsTokensLive() {
    SigningKeys first = ring.signing();

    SigningKeys second = ring.rotate(NOW);

    assertThat(second).isNotEqualTo(first);
    assertThat(ring.signing()).isEqualTo(second);
    assertThat(ring.verifying(NOW).keyIds()).containsExactly(second.keyId(), first.keyId());
    assertThat(ring.verifying(NOW.plus(Duration.ofMinutes(15))).keyIds())
        .containsExactly(second.keyId(), first.keyId());
    assertThat(ring.verifying(NOW.plus(KeyRing.VERIFIES_FOR)).keyIds())
        .containsExactly(second.keyId());
    assertThat(documents.all()).hasSize(1);
  }

  @Test
  void shouldLetSeveralRotationsInARowEndNoSession() {
    SigningKeys first = ring.signing();
    SigningKeys second = ring.rotate(NOW);
    SigningKeys third = ring.rotate(NOW.plusSeconds(60));

    assertThat(ring.verifying(NOW.plusSeconds(120)).keyIds())
        .containsExactlyInAnyOrder(first.keyId(), second.keyId(), third.keyId());
    assertThat(ring.verifying(NOW.plusSeconds(30).plus(KeyRing.VERIFIES_FOR)).keyIds())
        .containsExactlyInAnyOrder(second.keyId(), third.keyId());
    assertThat(ring.verifying(NOW).jwks()).doesNotContain("\"d\"");
  }
}
