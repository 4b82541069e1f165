package io.marcado.identity.accounts.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {
  private static final TenantId TENANT = new TenantId("aaaaaaaaaaaaaaaa");
  private static final PersonId ANA = new PersonId("ana");

  @Test
  void shouldBeTenDifferentOnes() {
    List<String> codes = RecoveryCodes.next(new Random(1));

    assertThat(codes)
        .hasSize(RecoveryCodes.COUNT)
        .doesNotHaveDuplicates()
        .allMatch(RecoveryCodes::isOne);
  }

  @Test
  void shouldBeTheSameInUpperCase() {
    String code = RecoveryCodes.next(new Random(1)).getFirst();
    String shouted = code.toUpperCase(Locale.ROOT);

    assertThat(RecoveryCodes.isOne(shouted)).isTrue();
    assertThat(RecoveryCodes.hash(TENANT, ANA, shouted))
        .isEqualTo(RecoveryCodes.hash(TENANT, ANA, code))
        .doesNotContain(code.substring(0, 4));
  }

  @Test
  void shouldBelongToOnePersonOfOneBusiness() {
    String code = RecoveryCodes.next(new Random(1)).getFirst();
    TenantId other = new TenantId("bbbbbbbbbbbbbbbb");

    assertThat(
            List.of(
                RecoveryCodes.hash(TENANT, ANA, code),
                RecoveryCodes.hash(TENANT, new PersonId("bia"), code),
                RecoveryCodes.hash(other, ANA, code)))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldTakeNothingElseForARecoveryCode() {
    assertThat(List.of("123456", "", "abcd-efgh", "abcd-efgh-ijkl-mnop-qrst-uvw1"))
        .noneMatch(RecoveryCodes::isOne);
  }
}
