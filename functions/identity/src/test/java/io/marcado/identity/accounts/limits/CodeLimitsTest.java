package io.marcado.identity.accounts.limits;

import static io.marcado.identity.Results.assertLimited;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeLimitsTest {

  @Test
  void shouldCountOnePhoneAtEachBusinessByItself() {
    try (IdentityFixture fixture = strict("code-requests-for-contact=2")) {
      TenantId own = fixture.tenant();
      TenantId elsewhere = fixture.tenant();
      PhoneNumber victim = IdentityFixture.phone();
      for (Asker asker : Asker.values()) {
        assertThat(count(fixture, elsewhere, victim, asker)).isEmpty();
        assertThat(count(fixture, elsewhere, victim, asker)).isEmpty();
        assertLimited(count(fixture, elsewhere, victim, asker));

        assertThat(count(fixture, own, victim, asker)).isEmpty();
      }
      fixture.advance(Duration.ofHours(1));
      assertThat(count(fixture, elsewhere, victim, Asker.ANYBODY)).isEmpty();
    }
  }

  @Test
  void shouldGiveOneNetworkAPartOfItsCodesAtOneBusiness() {
    try (IdentityFixture fixture = strict("code-requests-of-network=2,code-requests-of-site=8")) {
      for (int business = 0; business < 4; business++) {
        assertThat(allowed(fixture, fixture.tenant(), Asker.ANYBODY)).isEqualTo(2);
      }
      assertThat(allowed(fixture, fixture.tenant(), Asker.ANYBODY)).isZero();
      assertThat(allowed(fixture, fixture.tenant(), Asker.FORGETFUL)).isEqualTo(2);
      assertThat(allowed(fixture, fixture.tenant(), Asker.NEWCOMER)).isEqualTo(2);
    }
  }

  @Test
  void shouldGiveAnAddressMoreCodesWhereThePhoneIsProved() {
    try (IdentityFixture fixture = strict("code-requests-of-site=4,code-requests-with-proof=20")) {
      TenantId tenant = fixture.tenant();
      assertThat(allowed(fixture, tenant, Asker.of(Role.OWNER, false))).isEqualTo(4);
      assertThat(allowed(fixture, tenant, Asker.of(Role.STAFF, true))).isEqualTo(20);
      assertThat(allowed(fixture, tenant, Asker.RETURNING)).isEqualTo(20);
    }
  }

  /** A customer with IPv6 has many networks, and one site. */
  @Test
  void shouldCountAllNetworksOfASiteTogether() {
    try (IdentityFixture fixture = strict("code-requests-of-network=2,code-requests-of-site=5")) {
      String networks = fixture.call(fixture.tenant()).sourceAddress().replace("::1", ":%x::1");
      int counted = 0;
      for (int network = 1; network <= 4; network++) {
        Actor actor = fixture.call(fixture.tenant(), networks.formatted(network)).actor();
        for (int i = 0; i < 2; i++) {
          counted +=
              count(fixture, actor, IdentityFixture.phone(), Asker.FOUNDER).isEmpty() ? 1 : 0;
        }
      }
      assertThat(counted).isEqualTo(5);
    }
  }

  /** Codes to book go to unknown phones too, so each request takes one of the business's codes. */
  @Test
  void shouldGiveASiteNoMoreCodesToBookAtOneBusinessThanANetwork() {
    try (IdentityFixture fixture = strict("code-requests-of-network=2")) {
      TenantId tenant = fixture.tenant();
      String networks = fixture.call(tenant).sourceAddress().replace("::1", ":%x::1");
      for (int network = 1; network <= 2; network++) {
        Actor actor = fixture.call(tenant, networks.formatted(network)).actor();
        assertThat(count(fixture, actor, IdentityFixture.phone(), Asker.VISITOR)).isEmpty();
      }
      Actor third = fixture.call(tenant, networks.formatted(3)).actor();
      assertLimited(count(fixture, third, IdentityFixture.phone(), Asker.VISITOR));
      assertThat(count(fixture, third, IdentityFixture.phone(), Asker.ANYBODY)).isEmpty();

      fixture.bean(CodeLimits.class).entered(third, Asker.VISITOR);
      assertThat(count(fixture, third, IdentityFixture.phone(), Asker.VISITOR)).isEmpty();
    }
  }

  @Test
  void shouldMakeUpForFourRequestsOfANetworkByEachEnteredCode() {
    try (IdentityFixture fixture = strict("code-requests-of-network=1,code-requests-of-site=4")) {
      TenantId tenant = fixture.tenant();
      Actor actor = fixture.call(tenant).actor();
      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(1);

      fixture.bean(CodeLimits.class).entered(actor, Asker.ANYBODY);

      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(CodeDebt.WORTH_OF_VERIFIED);
    }
  }

  @Test
  void shouldNotCountWhatIsRefused() {
    try (IdentityFixture fixture = strict("code-requests-for-contact=1,code-requests-of-site=2")) {
      TenantId tenant = fixture.tenant();
      PhoneNumber phone = IdentityFixture.phone();
      assertThat(count(fixture, tenant, phone, Asker.CLIENT_TO_UNPROVED)).isEmpty();
      for (int i = 0; i < 5; i++) {
        assertLimited(count(fixture, tenant, phone, Asker.CLIENT_TO_UNPROVED));
      }
      assertThat(allowed(fixture, tenant, Asker.CLIENT_TO_UNPROVED)).isEqualTo(1);
    }
  }

  @Test
  void shouldLetNoParallelRequestsSlipThrough() {
    try (IdentityFixture fixture = strict("code-requests-for-contact=5")) {
      TenantId tenant = fixture.tenant();
      PhoneNumber phone = IdentityFixture.phone();
      List<Boolean> outcomes =
          IdentityFixture.atOnce(
              8,
              () -> {
                try {
                  return count(fixture, tenant, phone, Asker.CLIENT).isEmpty();
                } catch (TableUnavailableException e) {
                  return false;
                }
              });
      assertThat(outcomes.stream().filter(Boolean::booleanValue)).hasSizeLessThanOrEqualTo(5);
    }
  }

  private static IdentityFixture strict(String limits) {
    return new IdentityFixture(Map.of("LIMITS", limits + ",*=100000"));
  }

  private static int allowed(IdentityFixture fixture, TenantId tenant, Asker asker) {
    for (int counted = 0; ; counted++) {
      Optional<IdentityRefusal> refusal = count(fixture, tenant, IdentityFixture.phone(), asker);
      if (refusal.isPresent()) {
        assertLimited(refusal);
        return counted;
      }
    }
  }

  private static Optional<IdentityRefusal> count(
      IdentityFixture fixture, TenantId tenant, PhoneNumber phone, Asker asker) {
    return count(fixture, fixture.call(tenant).actor(), phone, asker);
  }

  private static Optional<IdentityRefusal> count(
      IdentityFixture fixture, Actor actor, PhoneNumber phone, Asker asker) {
    LimitedTransaction writes = new LimitedTransaction(actor, fixture.now());
    fixture.bean(CodeLimits.class).count(writes, new Target.Phone(phone), asker);
    return writes.commitOnce(fixture.bean(Table.class).platformAnd(actor.tenant()));
  }
}
