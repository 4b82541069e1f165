package io.marcado.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.platform.config.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void shouldBeThoseOfTheTableWithoutAVariable() {
    assertThat(limits("").of(LimitPolicy.SIGN_UPS))
        .isEqualTo(new RateLimiter.Limit("sign-ups", 80, LimitPolicy.SIGN_UPS.window()));
  }

  @Test
  void shouldChangeByName() {
    Limits limits = limits("sign-ups=3,*=70");

    assertThat(limits.most(LimitPolicy.SIGN_UPS)).isEqualTo(3);
    assertThat(limits.most(LimitPolicy.SIGN_UP_REQUESTS)).isEqualTo(70);
  }

  @Test
  void shouldRefuseNamesThatThereAreNot() {
    for (String wrong : new String[] {"sign-up=3", "sign-ups", "plan-requests=3", "sign-ups=x"}) {
      assertThatThrownBy(() -> limits(wrong))
          .as(wrong)
          .isInstanceOf(Variables.InvalidConfiguration.class);
    }
  }

  private static Limits limits(String text) {
    return new Limits(new Variables(Map.of("LIMITS", text)));
  }
}
