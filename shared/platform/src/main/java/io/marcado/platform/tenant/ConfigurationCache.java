package io.marcado.platform.tenant;

import io.marcado.platform.config.Variables;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what rarely changes (settings, services, resources) for at most CONFIG_CACHE_SECONDS. A
 * refusal must never rest on a kept copy: ask again with {@link #reload}, then decide.
 */
@Singleton
public final class ConfigurationCache {
  private static final int MOST_ENTRIES = 2_000;

  private final InstantSource clock;
  private final Duration lifetime;
  private final Map<Object, Kept> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Kept> eldest) {
          return size() > MOST_ENTRIES;
        }
      };

  private record Kept(Object value, Instant until) {}

  @Inject
  ConfigurationCache(InstantSource clock, Variables variables) {
    this(
        clock, Duration.ofSeconds(variables.read(reader -> reader.number("CONFIG_CACHE_SECONDS"))));
  }

  /** A cache with a given lifetime of its entries; zero keeps nothing. */
  public ConfigurationCache(InstantSource clock, Duration lifetime) {
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /** The kept value, or a freshly loaded one, which is then kept. */
  public <T> T get(Object key, Supplier<T> load) {
    return this.<T>kept(key).orElseGet(() -> reload(key, load));
  }

  @SuppressWarnings("unchecked") // a key is used with one type of value only
  private <T> Optional<T> kept(Object key) {
    if (lifetime.isZero()) {
      return Optional.empty();
    }
    synchronized (entries) {
      Kept entry = entries.get(key);
      return entry != null && clock.instant().isBefore(entry.until())
          ? Optional.of((T) entry.value())
          : Optional.empty();
    }
  }

  /**
   * The kept value, or a freshly loaded one. Absence is not kept: the value may come at any time,
   * and made-up names must not push out values in use.
   */
  public <T> Optional<T> find(Object key, Supplier<Optional<T>> load) {
    Optional<T> kept = kept(key);
    if (kept.isPresent()) {
      return kept;
    }
    Optional<T> loaded = load.get();
    loaded.ifPresent(value -> reload(key, () -> value));
    return loaded;
  }

  /** A freshly loaded value, which is then kept. */
  public <T> T reload(Object key, Supplier<T> load) {
    T value = load.get();
    if (!lifetime.isZero()) {
      synchronized (entries) {
        entries.put(key, new Kept(value, clock.instant().plus(lifetime)));
      }
    }
    return value;
  }
}
