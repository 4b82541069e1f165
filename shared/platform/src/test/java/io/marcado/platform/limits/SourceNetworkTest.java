package io.marcado.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNetworkTest {

  @Test
  void shouldTakeAllAddressesOfACustomerForOne() {
    assertThat(SourceNetwork.of("2804:14c:1:2:aaaa:bbbb:cccc:dddd"))
        .isEqualTo(SourceNetwork.of("2804:14c:1:2::1"))
        .isNotEqualTo(SourceNetwork.of("2804:14c:1:3::1"));
  }

  @Test
  void shouldTakeAllNetworksOfACustomerForOneSite() {
    assertThat(SourceNetwork.site("2804:14c:1:2::1"))
        .isEqualTo(SourceNetwork.site("2804:14c:1:3::1"))
        .isNotEqualTo(SourceNetwork.site("2804:14c:2:2::1"));
    assertThat(SourceNetwork.site("203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(SourceNetwork.of(SourceNetwork.site("2804:14c:1:2::1")))
        .as("counted as it is")
        .isEqualTo(SourceNetwork.site("2804:14c:1:2::1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "unknown", "+5511999990001", "not:an:address", "a@b.c"})
  void shouldLeaveEverythingElseAsItIs(String text) {
    assertThat(SourceNetwork.of(text)).isEqualTo(text);
  }

  @Test
  void shouldTakeAMappedAddressForTheOneOfIpv4() {
    assertThat(SourceNetwork.of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
  }
}
