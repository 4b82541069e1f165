package io.marcado.origin;

import io.marcado.domain.time.TzRelease;
import io.marcado.platform.config.Variables;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Says that this process lives, and whether it reaches the table. */
@Singleton
final class SignsOfLife {
  private static final ItemKey NOTHING = ItemKey.platform("READY", "READY");

  private final Provider<Table> table;
  private final String releaseId;

  SignsOfLife(Provider<Table> table, Variables variables) {
    this.table = table;
    this.releaseId = variables.find("RELEASE_ID").orElse("unknown");
  }

  /** It lives: asks for nothing, so that nothing else can make it look dead. */
  Health alive() {
    return new Health("UP", releaseId);
  }

  /**
   * It can work: reads an item that is not there, which is the cheapest question to the table.
   *
   * @throws RuntimeException when the table does not answer, which the kernel makes a 503
   */
  Readiness ready() {
    Optional<Item> ignored = table.get().platform().get(NOTHING);
    return new Readiness("UP", releaseId, TzRelease.current().name());
  }
}
