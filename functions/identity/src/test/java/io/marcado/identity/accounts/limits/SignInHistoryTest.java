package io.marcado.identity.accounts.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SignInHistoryTest {
  private static final PersonId ANA = new PersonId("ana");

  private static final AttributeValue NONE = AttributeValue.fromL(List.of());

  @Test
  void shouldKnowTheLastFiveNetworksOfAPersonOfOneBusiness() {
    try (IdentityFixture fixture = new IdentityFixture()) {
      TenantId tenant = fixture.tenant();
      TenantId elsewhere = fixture.tenant();
      for (int network = 1; network <= 6; network++) {
        logIn(fixture, tenant, "2001:db8:7:" + network + "::1");
      }
      logIn(fixture, elsewhere, "2001:db8:7:6::1");

      assertThat(read(fixture, tenant).knows("2001:db8:7:1::1")).isFalse();
      for (int network = 2; network <= 6; network++) {
        assertThat(read(fixture, tenant).knows("2001:db8:7:" + network + "::2")).isTrue();
      }
      assertThat(read(fixture, tenant).afterLogin(Optional.empty(), "2001:db8:7:6::3")).isEmpty();
      logIn(fixture, tenant, "2001:db8:7:2::3");
      logIn(fixture, tenant, "2001:db8:7:8::1");
      assertThat(read(fixture, tenant).knows("2001:db8:7:2::1"))
          .as("used again, so not the oldest")
          .isTrue();
      assertThat(read(fixture, tenant).knows("2001:db8:7:3::1")).isFalse();
      assertThat(networks(fixture, tenant))
          .hasSize(SignInHistory.MOST_NETWORKS)
          .doesNotContainAnyElementsOf(networks(fixture, elsewhere))
          .allMatch(hash -> hash.matches("[0-9a-f]{24}"));
    }
  }

  private static void logIn(IdentityFixture fixture, TenantId tenant, String address) {
    Write write = read(fixture, tenant).afterLogin(Optional.empty(), address).orElseThrow();
    fixture.bean(Table.class).of(tenant).write(write);
  }

  private static SignInHistory read(IdentityFixture fixture, TenantId tenant) {
    return SignInHistory.of(items(fixture, tenant), tenant, ANA);
  }

  private static List<String> networks(IdentityFixture fixture, TenantId tenant) {
    return items(fixture, tenant).values().stream()
        .flatMap(item -> item.attributes().getOrDefault("networks", NONE).l().stream())
        .map(AttributeValue::s)
        .toList();
  }

  private static Map<ItemKey, Item> items(IdentityFixture fixture, TenantId tenant) {
    return fixture.bean(Table.class).of(tenant).get(List.of(SignInHistory.key(tenant, ANA)));
  }
}
