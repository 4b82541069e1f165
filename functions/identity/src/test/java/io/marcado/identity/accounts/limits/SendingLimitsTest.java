package io.marcado.identity.accounts.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendingLimitsTest {

  @Test
  void shouldKeepTheLastCodesOfAPhoneForItsHolder() {
    try (IdentityFixture fixture = strict("codes-to-contact=6,codes-to-contact-with-proof=8")) {
      PhoneNumber victim = IdentityFixture.phone();
      for (Asker asker :
          List.of(
              Asker.ANYBODY,
              Asker.FORGETFUL,
              Asker.NEWCOMER,
              Asker.CLIENT_TO_UNPROVED,
              Asker.TEAM_TO_UNPROVED,
              Asker.ANYBODY)) {
        assertThat(sent(fixture, fixture.tenant(), victim, asker)).isTrue();
      }
      assertThat(sent(fixture, fixture.tenant(), victim, Asker.ANYBODY)).isFalse();

      assertThat(sent(fixture, fixture.tenant(), victim, Asker.RETURNING)).isTrue();
      assertThat(sent(fixture, fixture.tenant(), victim, Asker.CLIENT)).isTrue();
      assertThat(sent(fixture, fixture.tenant(), victim, Asker.TEAM)).isFalse();
      fixture.advance(Duration.ofHours(1));
      assertThat(sent(fixture, fixture.tenant(), victim, Asker.ANYBODY)).isTrue();
    }
  }

  @Test
  void shouldCountNumbersBoughtTogetherAgainstOneLimit() {
    try (IdentityFixture fixture = strict("codes-to-prefix=3,codes-to-prefix-with-proof=4")) {
      String prefix = IdentityFixture.phone().e164().substring(0, 5) + "77" + digits(fixture);
      for (int i = 1; i <= 3; i++) {
        assertThat(sent(fixture, fixture.tenant(), number(prefix + "000" + i), Asker.ANYBODY))
            .isTrue();
      }
      assertThat(sent(fixture, fixture.tenant(), number(prefix + "0004"), Asker.ANYBODY)).isFalse();
      assertThat(sent(fixture, fixture.tenant(), number(prefix + "0004"), Asker.CLIENT)).isTrue();
      assertThat(sent(fixture, fixture.tenant(), number(prefix + "0005"), Asker.CLIENT)).isFalse();
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
  void shouldCountEachKindOfAskerApartAtOneBusiness() {
    for (Map<String, String> limit :
        List.of(
            Map.of("CODES_PER_TENANT_PER_DAY", "FREE=2"),
            Map.of("LIMITS", "codes-not-entered=2,*=100000"))) {
      try (IdentityFixture fixture = new IdentityFixture(limit)) {
        TenantId tenant = fixture.tenant();
        for (Asker asker : EnumSet.complementOf(EnumSet.of(Asker.FOUNDER))) {
          assertThat(allowed(fixture, tenant, asker)).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void shouldNotLetAFloodOfAnHourTakeTheDayOfABusiness() {
    assertThat(SendingLimits.shareOfHour(1_000)).isEqualTo(100);
    assertThat(SendingLimits.shareOfHour(100)).isEqualTo(20);
    try (IdentityFixture fixture =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=3"))) {
      TenantId tenant = fixture.tenant();
      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(3);
      assertThat(allowed(fixture, tenant, Asker.of(Role.CLIENT, true))).isEqualTo(3);
      fixture.advance(Duration.ofHours(1));
      assertThat(allowed(fixture, tenant, Asker.ANYBODY)).isEqualTo(3);
      assertThat(allowed(fixture, tenant, Asker.of(Role.CLIENT, true))).isZero();
    }
  }

  @Test
  void shouldGiveACodeOfTheHourBackWhenSomebodyEntersOne() {
    try (IdentityFixture fixture =
        new IdentityFixture(Map.of("CODES_PER_TENANT_PER_DAY", "FREE=3"))) {
      for (Asker asker : List.of(Asker.VISITOR, Asker.RETURNING, Asker.ANYBODY)) {
        TenantId tenant = fixture.tenant();
        assertThat(allowed(fixture, tenant, asker)).isEqualTo(3);

        fixture.bean(CodeLimits.class).entered(fixture.call(tenant).actor(), asker);

        assertThat(allowed(fixture, tenant, asker)).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldOpenTheBreakerWhenCodesDoNotComeBackAndCloseItWhenTheyDo() {
    try (IdentityFixture fixture = strict("codes-not-entered=3")) {
      TenantId tenant = fixture.tenant();
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(3);
      assertThat(sent(fixture, tenant, number("+351912345678"), Asker.CLIENT)).isTrue();
      assertThat(allowed(fixture, fixture.tenant(), Asker.CLIENT)).isEqualTo(3);

      Write verified = fixture.bean(CodeDebt.class).decrease(tenant, "BR", Asker.CLIENT);
      fixture.bean(Table.class).of(tenant).write(verified);
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(CodeDebt.WORTH_OF_VERIFIED);
      fixture.advance(Duration.ofHours(1));
      assertThat(allowed(fixture, tenant, Asker.CLIENT)).isEqualTo(3);
    }
  }

  @Test
  void shouldStopProofsOfSignUpsForOneCountryOnlyAndWhileTheyAreNotEntered() {
    try (IdentityFixture fixture = strict("sign-up-codes=3")) {
      TenantId signUps = fixture.tenant();
      assertThat(allowed(fixture, signUps, Asker.FOUNDER)).isEqualTo(3);
      assertThat(sent(fixture, signUps, number("+351912345678"), Asker.FOUNDER)).isTrue();

      Write verified = fixture.bean(CodeDebt.class).decrease(signUps, "BR", Asker.FOUNDER);
      fixture.bean(Table.class).of(signUps).write(verified);

      assertThat(allowed(fixture, signUps, Asker.FOUNDER)).isEqualTo(CodeDebt.WORTH_OF_VERIFIED);
    }
  }

  private static IdentityFixture strict(String limits) {
    return new IdentityFixture(Map.of("LIMITS", limits + ",*=100000"));
  }

  private static int allowed(IdentityFixture fixture, TenantId tenant, Asker asker) {
    int counted = 0;
    while (sent(fixture, tenant, IdentityFixture.phone(), asker)) {
      counted++;
    }
    return counted;
  }

  private static boolean sent(
      IdentityFixture fixture, TenantId tenant, PhoneNumber phone, Asker asker) {
    List<Write> writes =
        fixture
            .bean(SendingLimits.class)
            .counts(tenant, new Target.Phone(phone), asker)
            .all()
            .stream()
            .map(Count::write)
            .toList();
    return fixture.bean(Table.class).platformAnd(tenant).transact(writes).written();
  }

  private static PhoneNumber number(String text) {
    return PhoneNumber.parse(text).orElseThrow();
  }

  /** Three digits that no other run of this test has used in the same table. */
  private static String digits(IdentityFixture fixture) {
    String address = fixture.call(fixture.tenant()).sourceAddress();
    int number = Integer.parseInt(address.split(":")[2], 16);
    return "%03d".formatted(number % 1_000);
  }
}
