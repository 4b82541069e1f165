package io.marcado.local.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.TenantId;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantDirectoryTest {
  private final TenancyFixture fixture = new TenancyFixture();
  private final TenantId tenant = fixture.business("FREE");
  private final String slug = TenancyFixture.slug();
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final TenantDirectory directory =
      new TenantDirectory(fixture.table, new ConfigurationCache(() -> now, Duration.ofSeconds(5)));

  @Test
  void shouldReadABusinessOnceInTheTimeOfTheCache() {
    fixture.give(slug, tenant, "ACTIVE");
    fixture.requests.clear();

    assertThat(directory.find(slug)).contains(tenant);
    assertThat(directory.find(slug)).contains(tenant);
    assertThat(fixture.requests).hasSize(1);

    now = now.plusSeconds(5);
    assertThat(directory.find(slug)).contains(tenant);
    assertThat(fixture.requests).hasSize(2);
  }

  @Test
  void shouldKnowABusinessFromTheMomentItIsSetUp() {
    fixture.give(slug, tenant, "PROVISIONING");
    assertThat(directory.find(slug)).isEmpty();

    fixture.give(slug, tenant, "ACTIVE");
    assertThat(directory.find(slug)).contains(tenant);
  }

  @Test
  void shouldReadAnUnknownSlugOnceForEachRequestAndNeverKeepIt() {
    assertThat(directory.find(slug)).isEmpty();
    assertThat(fixture.requests).containsExactly("putItem", "getItem");

    fixture.give(slug, tenant, "ACTIVE");
    assertThat(directory.find(slug)).contains(tenant);
  }

  @Test
  void shouldSayThatTheTableCannotBeReadAndNotThatThereIsNoBusiness() {
    fixture.give(slug, tenant, "ACTIVE");
    fixture.cutOff = true;

    assertThatThrownBy(() -> directory.find(slug)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "Shop", "sh.op", "sh/op", "sh%2Fop", "shop.", "-shop", "shop\n", "açaí"})
  void shouldReadNothingForTextThatIsNoSlug(String text) {
    fixture.requests.clear();

    assertThat(directory.find(text)).isEmpty();
    assertThat(fixture.requests).isEmpty();
  }
}
