package io.marcado.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ManageTokenTest {
  private static final BookingId BOOKING = new BookingId("b7qk2m4x6z3c5v7n2l4j6h3g5f");

  private final ManageToken token = ManageToken.derived(BOOKING, "key", "salt");

  @Test
  void shouldReadItsOwnTextAndNoOther() {
    String text = token.text();

    assertThat(ManageToken.of(text)).contains(token);
    for (String other :
        List.of(
            "",
            "mb_",
            text + "a",
            text.substring(1),
            text.toUpperCase(Locale.ROOT),
            text.toUpperCase(Locale.ROOT).replace("MB_", "mb_"))) {
      assertThat(ManageToken.of(other)).as(other).isEmpty();
    }
  }

  @Test
  void shouldDependOnAllThatItIsDerivedFrom() {
    assertThat(ManageToken.derived(BOOKING, "key", "salt")).isEqualTo(token);
    assertThat(
            List.of(
                ManageToken.derived(BOOKING, "other", "salt"),
                ManageToken.derived(BOOKING, "key", "other"),
                ManageToken.derived(BOOKING, "keys", "alt")))
        .doesNotContain(token);
    assertThat(new ManageToken(new BookingId("other"), token.secret()).hash())
        .isNotEqualTo(token.hash());
    assertThat(token.toString()).doesNotContain(token.secret());
  }
}
