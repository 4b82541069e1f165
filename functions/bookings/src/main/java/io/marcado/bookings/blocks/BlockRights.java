package io.marcado.bookings.blocks;

import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Decides who may take time, and who reads why. Owners and admins take time of every resource, and
 * so do servers that may. Staff take it of the resource that they are themselves, and change what
 * they took; what an admin took for them stands.
 */
@Singleton
final class BlockRights {
  private final CatalogReader catalog;

  BlockRights(CatalogReader catalog) {
    this.catalog = catalog;
  }

  /** True when the actor may take time of all these resources. */
  boolean mayTake(Actor actor, List<ResourceId> resourceIds) {
    return actor.may(Permission.BLOCKS_WRITE)
        || (actor.may(Permission.BLOCKS_OWN)
            && actor instanceof Actor.Person person
            && own(person).map(List::of).filter(own -> own.containsAll(resourceIds)).isPresent());
  }

  /** True when the actor may change and remove a block. */
  boolean mayChange(Actor actor, Block block) {
    return actor.may(Permission.BLOCKS_WRITE)
        || (member(actor).filter(who -> block.madeBy().filter(who::equals).isPresent()).isPresent()
            && mayTake(actor, block.resourceIds()));
  }

  /** The resource that a person of the team is. */
  Optional<ResourceId> own(Actor.Person person) {
    return catalog.linkedTo(person.tenant(), person.id());
  }

  /**
   * True when the actor may know why. A private reason is for who gave it, for the person whose
   * time it is, for owners and admins; never for a server.
   *
   * @param own the resource that the actor is
   */
  static boolean seesReason(Actor actor, Block block, Optional<ResourceId> own) {
    return !block.isPrivate()
        || (actor instanceof Actor.Person person
            && (person.may(Permission.BLOCKS_WRITE)
                || block.madeBy().filter(person.id()::equals).isPresent()
                || own.filter(block.resourceIds()::contains).isPresent()));
  }

  /** The actor as somebody of the team; empty for a server. */
  static Optional<PersonId> member(Actor actor) {
    return actor instanceof Actor.Person person && person.role().atLeast(Role.STAFF)
        ? Optional.of(person.id())
        : Optional.empty();
  }
}
