package io.marcado.identity.accounts.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final TenantId TENANT = new TenantId("k3vq7d2hmxw5ra6t");

  private static final PersonId USER = new PersonId("user");

  private final SecureRandom random = new SecureRandom();
  private final Sealer sealer = new Sealer(new TestDataKey(), random);

  /** A value stored today must be readable tomorrow. The value was made apart from this code. */
  @Test
  void shouldOpenWhatWasSealedBefore() {
    String sealed = "AAECAwQFBgcICQoL1AmXHyIp1XicgyfCBlBKllOhPtO9S0P9rz1//c3Pk92/Ipl/";

    assertThat(sealer.open(TENANT, USER, "app", sealed).text())
        .isEqualTo("AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT");
  }

  @Test
  void shouldOpenASecretOnlyForItsPerson() {
    TotpSecret secret = TotpSecret.next(random);
    String sealed = sealer.seal(TENANT, USER, "app", secret);

    assertThat(sealer.open(TENANT, USER, "app", sealed)).isEqualTo(secret);
    assertThatThrownBy(() -> sealer.open(TENANT, new PersonId("other"), "app", sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sealer.open(TENANT, USER, "next", sealed))
        .isInstanceOf(IllegalStateException.class);
  }
}
