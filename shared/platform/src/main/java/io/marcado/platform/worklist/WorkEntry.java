package io.marcado.platform.worklist;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.util.Optional;

/** Something to look at later. It has ids alone, nothing personal: its key is logged. */
public interface WorkEntry {
  TenantId tenant();

  /** What tells it from the others of its business that are due in the same second. */
  String id();

  /** When to look, to the second; empty for what any turn may look at. */
  default Optional<Instant> due() {
    return Optional.empty();
  }

  Item toItem();
}
