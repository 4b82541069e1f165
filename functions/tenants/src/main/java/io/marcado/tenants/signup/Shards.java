package io.marcado.tenants.signup;

import io.marcado.platform.config.Variables;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The APIs that stages are made on, and the base URLs of businesses. Where businesses share a stage
 * ({@code TENANT_ROUTING} is PATH or HOST) there is one shard without a limit, and nothing is made.
 */
@Singleton
final class Shards {
  /** The shard of a business that has no stage of its own. */
  static final String SHARED = "shared";

  private static final String SLUG = "{slug}";

  private final Map<String, String> urls;
  private final int capacity;
  private final Optional<String> pattern;
  private final boolean sharing;

  @Inject
  Shards(Variables variables) {
    record Configuration(String shards, int capacity) {}
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(reader.text("TENANT_SHARDS"), reader.number("SHARD_CAPACITY")));
    this.urls = parse(configuration.shards());
    this.capacity = configuration.capacity();
    this.pattern = variables.find("TENANT_URL");
    this.sharing =
        variables.find("TENANT_ROUTING").filter(routing -> !routing.equals("STAGE")).isPresent();
    if (pattern.isPresent() ? !pattern.get().contains(SLUG) : sharing) {
      throw new IllegalStateException(
          "TENANT_URL must have {slug}, and be there where businesses share a stage");
    }
  }

  /** The ids of the APIs, in the order in which they are declared. */
  List<String> ids() {
    return sharing ? List.of(SHARED) : List.copyOf(urls.keySet());
  }

  /** How many stages one API may have. */
  int capacity() {
    return sharing ? Integer.MAX_VALUE : capacity;
  }

  /**
   * The base URL of a business, without a slash at its end. It does not depend on the shard where
   * the environment has a domain for businesses, so it stays when a business moves.
   */
  String baseUrl(String shard, Slug slug) {
    if (pattern.isPresent()) {
      return pattern.get().replace(SLUG, slug.value());
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
