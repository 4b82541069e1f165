package io.marcado.platform.events;

import java.util.Optional;
import java.util.Set;

/**
 * The events of a capability, made of changes of its items. A capability that tells any has a bean
 * of this type, and functions/relay publishes them.
 */
public interface EventSource {

  /**
   * Sort keys of the items it tells of. By these the table's stream leads changes to the relay, so
   * no two capabilities name the same one.
   */
  Set<String> sortKeys();

  /**
   * The event of a change, the same whenever the same change is told.
   *
   * @param change of an item with one of {@link #sortKeys}, new or changed and not deleted
   * @return empty when the change is nothing to be told
   */
  Optional<Event> event(ItemChange change);
}
