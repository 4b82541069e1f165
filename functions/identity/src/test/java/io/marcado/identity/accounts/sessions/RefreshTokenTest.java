package io.marcado.identity.accounts.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {

  @Property(tries = 100)
  void shouldLetOnlyItsHolderReadTheSuccessor(@ForAll long seed) {
    Random random = new Random(seed);
    RefreshToken token = RefreshToken.next(random);
    RefreshToken successor = RefreshToken.next(random);
    RefreshToken stranger = RefreshToken.next(random);

    String sealed = token.seal(successor, random);

    assertThat(token.open(sealed)).isEqualTo(successor);
    assertThat(sealed).doesNotContain(successor.text());
    assertThatThrownBy(() -> stranger.open(sealed)).isInstanceOf(IllegalStateException.class);
  }

  /** A value stored today must be readable tomorrow. The value was made apart from this code. */
  @Test
  void shouldOpenWhatWasSealedBefore() {
    String sealed =
        "AAECAwQFBgcICQoLAlenhB5MkQQ1TMPJyfqEz0YVlRmSQqFORWkow8mohL5zwjZlIJkXP1ZxrZgM6g2ZghwRLsrSEXFq"
            + "Weo=";

    assertThat(new RefreshToken("A".repeat(43)).open(sealed).text()).isEqualTo("B".repeat(43));
  }

  @Test
  void shouldBeLongAndNeverTheSame() {
    Random random = new Random(7);
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      RefreshToken token = RefreshToken.next(random);
      assertThat(RefreshToken.presented(token.text())).contains(token);
      assertThat(token.hash()).doesNotContain(token.text());
      hashes.add(token.hash());
    }
    assertThat(hashes).hasSize(1000);
  }

  @Test
  void shouldHaveOneForm() {
    assertThat(RefreshToken.presented("")).isEmpty();
    assertThat(RefreshToken.presented("a".repeat(42))).isEmpty();
    assertThat(RefreshToken.presented("a".repeat(44))).isEmpty();
    assertThat(RefreshToken.presented("é".repeat(43))).isEmpty();
  }

  @Test
  void shouldShowNobody() {
    assertThat(RefreshToken.next(new Random()).toString()).isEqualTo("RefreshToken");
  }
}
