package io.marcado.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfigurationCacheTest {
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final AtomicInteger loads = new AtomicInteger();
  private final ConfigurationCache cache = new ConfigurationCache(() -> now, Duration.ofSeconds(5));

  @Test
  void shouldKeepAValueForItsLifetimeAndNotLonger() {
    assertThat(cache.get("key", loads::incrementAndGet)).isEqualTo(1);
    now = now.plusMillis(4_999);
    assertThat(cache.get("key", loads::incrementAndGet)).isEqualTo(1);
    now = now.plusMillis(1);
    assertThat(cache.get("key", loads::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void shouldReplaceWhatIsKeptByReloading() {
    cache.get("key", loads::incrementAndGet);

    assertThat(cache.reload("key", loads::incrementAndGet)).isEqualTo(2);
    assertThat(cache.get("key", loads::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void shouldKeepNothingForALifetimeOfZero() {
    ConfigurationCache none = new ConfigurationCache(() -> now, Duration.ZERO);

    none.get("key", loads::incrementAndGet);

    assertThat(none.get("key", loads::incrementAndGet)).isEqualTo(2);
  }
}
