package io.marcado.catalog.published;

import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import java.util.Map;

/**
 * A service together with resources, as they were at one time.
 *
 * @param resources by id; inactive and deleted ones too, with {@code active} false
 */
public record ServiceWithResources(
    BookableService service, Map<ResourceId, BookableResource> resources) {
  public ServiceWithResources {
    resources = Map.copyOf(resources);
  }
}
