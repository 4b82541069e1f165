package io.marcado.tenants.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.platform.config.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {

  @Test
  void shouldReadShardsInTheirOrder() {
    Shards shards = shards(" b2=https://b.example.com , a1=http://localhost:3000/ ");

    assertThat(shards.ids()).containsExactly("b2", "a1");
    assertThat(shards.capacity()).isEqualTo(10);
    assertThat(shards.baseUrl("a1", new Slug("demo"))).isEqualTo("http://localhost:3000/demo");
  }

  @Test
  void shouldTreatAStageOnAnUndeclaredShardAsADefect() {
    assertThatThrownBy(() -> shards("a=https://a.example.com").baseUrl("b", new Slug("demo")))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=", "=https://a.example.com", "a=x,", "a=x,a=y"})
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> shards(text)).hasMessageContaining("TENANT_SHARDS");
  }

  private static Shards shards(String text) {
    return new Shards(new Variables(Map.of("TENANT_SHARDS", text, "SHARD_CAPACITY", "10")));
  }
}
