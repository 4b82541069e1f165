package io.marcado.platform.events;

import java.util.List;

/**
 * What a capability tidies up in the table after changes of its items. functions/relay lets each
 * bean of this type know of the changes whose events it has told.
 */
@FunctionalInterface
public interface ChangeFollower {

  /**
   * Follows changes, which may come again. It deals with its own failures, since nothing that must
   * happen may depend on it, and no event may wait for it.
   */
  void follow(List<ItemChange> changes);
}
