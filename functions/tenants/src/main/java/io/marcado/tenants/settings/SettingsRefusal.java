package io.marcado.tenants.settings;

import io.marcado.domain.Fault;
import java.util.List;

/** Why settings cannot be changed. */
public sealed interface SettingsRefusal {

  /** The changed settings would be wrong. */
  record Faulty(List<Fault> faults) implements SettingsRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** There is no such business. */
  record NoBusiness() implements SettingsRefusal {}
}
