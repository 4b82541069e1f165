package io.marcado.identity.accounts.limits;

import static io.marcado.identity.Results.assertLimited;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeLimitsTest {

  @Test
  void shouldCountNumbersBoughtTogetherAgainstOneLimit() {
    try (IdentityFixture fixture = new IdentityFixture(Map.of("CODES_PER_PREFIX_PER_HOUR", "2"))) {
      TenantId tenant = fixture.tenant();
      String prefix = IdentityFixture.phone().e164().substring(0, 5) + "77" + digits(fixture);
      assertThat(count(fixture, tenant, number(prefix + "0001"), Asker.CLIENT)).isEmpty();
      assertThat(count(fixture, fixture.tenant(), number(prefix + "0002"), Asker.CLIENT)).isEmpty();

      assertLimited(count(fixture, tenant, number(prefix + "0003"), Asker.CLIENT));
      assertLimited(count(fixture, fixture.tenant(), number(prefix + "0001"), Asker.CLIENT));
      assertThat(count(fixture, tenant, number(prefix + "0003"), Asker.ANYBODY)).isEmpty();
      fixture.advance(Duration.ofHours(1));
      assertThat(count(fixture, tenant, number(prefix + "0003"), Asker.CLIENT)).isEmpty();
    }
  }

  @Test
  void shouldAllowABusinessWhatItsPlanAllows() {
    try (IdentityFixture fixture =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=1,PRO=3"))) {
      TenantId free = fixture.tenant();
      TenantId pro = fixture.tenant();
      fixture.plan(pro, "PRO");
      TenantId unknown = fixture.tenant();
      fixture.plan(unknown, "GOLD");

      assertThat(allowed(fixture, free, Asker.CLIENT)).isEqualTo(1);
      assertThat(allowed(fixture, pro, Asker.CLIENT)).isEqualTo(3);
      assertThat(allowed(fixture, unknown, Asker.CLIENT)).isEqualTo(1);
      fixture.plan(free, "PRO");
      assertThat(allowed(fixture, free, Asker.CLIENT)).isEqualTo(2);
    }
  }

  @Test
  void shouldNotLetStrangersUseUpWhatThoseWithAPasswordNeed() {
    try (IdentityFixture fixture =
        new IdentityFixture(
            Map.of(
                "CODES_PER_TENANT_PER_DAY", "FREE=4",
                "CODES_PER_PHONE_PER_HOUR", "1",
                "CODES_UNVERIFIED_MOST", "3"))) {
      TenantId tenant = fixture.tenant();
      PhoneNumber owner = IdentityFixture.phone();
      assertThat(count(fixture, tenant, owner, Asker.ANYBODY)).isEmpty();
      assertLimited(count(fixture, tenant, owner, Asker.ANYBODY));
      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(2);
      assertThat(allowed(fixture, tenant, Asker.FORGETFUL)).isEqualTo(3);

      assertThat(count(fixture, tenant, owner, Asker.CLIENT)).isEmpty();
    }
  }

  @Test
  void shouldNotLetCodesToAPhoneNobodyProvedUseUpThoseOfItsHolder() {
    for (String limit : List.of("CODES_PER_PHONE_PER_HOUR", "CODES_PER_PREFIX_PER_HOUR")) {
      try (IdentityFixture fixture = new IdentityFixture(Map.of(limit, "2"))) {
        String prefix = IdentityFixture.phone().e164().substring(0, 5) + "88" + digits(fixture);
        PhoneNumber victim = number(prefix + "0001");
        TenantId mallorys = fixture.tenant();
        assertThat(count(fixture, mallorys, victim, Asker.of(Role.OWNER, false))).isEmpty();
        assertThat(count(fixture, mallorys, victim, Asker.of(Role.CLIENT, false))).isEmpty();
        assertLimited(count(fixture, mallorys, victim, Asker.of(Role.OWNER, false)));
        assertLimited(count(fixture, mallorys, victim, Asker.of(Role.CLIENT, false)));

        for (Role role : Role.values()) {
          if (role != Role.STAFF && role != Role.ADMIN) {
            assertThat(count(fixture, fixture.tenant(), victim, Asker.of(role, true))).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void shouldCountTheTeamsCodesApartFromThoseOfClients() {
    for (Map<String, String> limit :
        List.of(
            Map.of("CODES_PER_TENANT_PER_DAY", "FREE=2"), Map.of("CODES_UNVERIFIED_MOST", "2"))) {
      try (IdentityFixture fixture = new IdentityFixture(limit)) {
        TenantId tenant = fixture.tenant();
        assertThat(allowed(fixture, tenant, Asker.of(Role.CLIENT, true))).isEqualTo(2);
        assertThat(allowed(fixture, tenant, Asker.of(Role.CLIENT, false))).isEqualTo(2);

        assertThat(allowed(fixture, tenant, Asker.of(Role.STAFF, true))).isEqualTo(2);
        assertThat(allowed(fixture, tenant, Asker.of(Role.OWNER, false))).isEqualTo(2);
      }
    }
  }

  @Test
  void shouldGiveOneNetworkAQuarterOfWhatABusinessesStrangersMayAskFor() {
    assertThat(CodeLimits.shareOfNetwork(100)).isEqualTo(25);
    assertThat(CodeLimits.shareOfNetwork(20)).isEqualTo(5);
    assertThat(CodeLimits.shareOfNetwork(8)).isEqualTo(5);
    assertThat(CodeLimits.shareOfNetwork(3)).isEqualTo(3);
    try (IdentityFixture fixture =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=200"))) {
      TenantId tenant = fixture.tenant();
      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(5);
      assertThat(allowed(fixture, tenant, Asker.FORGETFUL)).isEqualTo(5);
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(200);
    }
  }

  @Test
  void shouldNotLetAFloodOfAnHourTakeTheDayOfABusiness() {
    assertThat(CodeLimits.shareOfHour(1_000)).isEqualTo(100);
    assertThat(CodeLimits.shareOfHour(100)).isEqualTo(20);
    try (IdentityFixture fixture =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=3"))) {
      TenantId tenant = fixture.tenant();
      for (Asker asker : List.of(Asker.ANYBODY, Asker.FORGETFUL)) {
        assertThat(allowed(fixture, tenant, asker)).isEqualTo(3);
      }
      fixture.advance(Duration.ofHours(1));
      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(3);
    }
  }

  @Test
  void shouldOpenTheBreakerWhenCodesDoNotComeBackAndCloseItWhenTheyDo() {
    try (IdentityFixture fixture = new IdentityFixture(Map.of("CODES_UNVERIFIED_MOST", "3"))) {
      TenantId tenant = fixture.tenant();
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(3);
      PhoneNumber portuguese = PhoneNumber.parse("+351912345678").orElseThrow();
      assertThat(count(fixture, tenant, portuguese, Asker.CLIENT)).isEmpty();
      assertThat(allowed(fixture, fixture.tenant(), Asker.CLIENT)).isEqualTo(3);

      Write verified = fixture.bean(CodeDebt.class).decrease(tenant, "BR", Asker.CLIENT);
      fixture.bean(Table.class).of(tenant).write(verified);
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(CodeDebt.WORTH_OF_VERIFIED);
      fixture.advance(Duration.ofHours(1));
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(3);
    }
  }

  @Test
  void shouldNotCountWhatIsRefused() {
    try (IdentityFixture fixture =
        new IdentityFixture(
            Map.of("CODES_PER_PHONE_PER_HOUR", "1", "CODES_PER_ADDRESS_PER_HOUR", "2"))) {
      TenantId tenant = fixture.tenant();
      PhoneNumber phone = IdentityFixture.phone();
      assertThat(count(fixture, tenant, phone, Asker.CLIENT)).isEmpty();
      for (int i = 0; i < 5; i++) {
        assertLimited(count(fixture, tenant, phone, Asker.CLIENT));
      }
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(1);
    }
  }

  @Test
  void shouldLetNoParallelRequestsSlipThrough() {
    try (IdentityFixture fixture = new IdentityFixture(Map.of("CODES_PER_PHONE_PER_HOUR", "5"))) {
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
    LimitedTransaction writes = new LimitedTransaction(fixture.call(tenant).actor(), fixture.now());
    fixture.bean(CodeLimits.class).count(writes, phone, asker, Optional.empty());
    return writes.commitOnce(fixture.bean(Table.class).platformAnd(tenant));
  }

  private static PhoneNumber number(String text) {
    return PhoneNumber.parse(text).orElseThrow();
  }

  /** Three digits that no other run of this test has used in the same table. */
  private static String digits(IdentityFixture fixture) {
    String address = fixture.call(fixture.tenant()).sourceAddress();
    int number = Integer.parseInt(address.split(":")[3], 16);
    return "%03d".formatted(number % 1_000);
  }
}
