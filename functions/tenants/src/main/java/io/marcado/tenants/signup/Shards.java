package io.marcado.tenants.signup;

import io.marcado.platform.config.Variables;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The APIs that stages are made on, and the addresses that stages have. */
@Singleton
final class Shards {
  private final Map<String, String> urls;
  private final int capacity;
  private final Optional<String> domain;

  @Inject
  Shards(Variables variables) {
    record Configuration(String shards, int capacity) {}
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(reader.text("TENANT_SHARDS"), reader.number("SHARD_CAPACITY")));
    this.urls = parse(configuration.shards());
    this.capacity = configuration.capacity();
    this.domain = variables.find("TENANT_BASE_DOMAIN");
  }

  /** The ids of the APIs, in the order in which they are declared. */
  List<String> ids() {
    return List.copyOf(urls.keySet());
  }

  /** How many stages one API may have. */
  int capacity() {
    return capacity;
  }

  /** The address of a stage, without a slash at its end. */
  String baseUrl(String shard, Slug slug) {
    if (domain.isPresent()) {
      return "https://" + domain.get() + "/" + slug;
    }
    String url = urls.get(shard);
    if (url == null) {
      throw new IllegalStateException("TENANT_SHARDS lacks a shard that has stages");
    }
    return url + "/" + slug;
  }

  private static Map<String, String> parse(String shards) {
    Map<String, String> urls = new LinkedHashMap<>();
    for (String shard : shards.split(",", -1)) {
      int equals = shard.indexOf('=');
      String id = equals < 0 ? "" : shard.substring(0, equals).strip();
      String url = equals < 0 ? "" : shard.substring(equals + 1).strip().replaceFirst("/+$", "");
      if (id.isEmpty() || url.isEmpty() || urls.put(id, url) != null) {
        throw new IllegalStateException("TENANT_SHARDS must be <apiId>=<url>, separated by commas");
      }
    }
    return urls;
  }
}
