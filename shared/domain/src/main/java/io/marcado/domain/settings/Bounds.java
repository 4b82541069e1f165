package io.marcado.domain.settings;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that several sections of the settings make. Each adds its faults to a list. */
final class Bounds {
  private Bounds() {}

  static void range(List<Fault> faults, String pointer, int value, int minimum, int maximum) {
    if (value < minimum || value > maximum) {
      faults.add(
          new Fault(
              pointer, FaultCode.OUT_OF_RANGE, "must be between " + minimum + " and " + maximum));
    }
  }

  static void atMost(List<Fault> faults, String pointer, Collection<?> values, int maximum) {
    if (values.size() > maximum) {
      faults.add(
          new Fault(
              pointer, FaultCode.TOO_LONG, "must not have more than " + maximum + " entries"));
    }
  }

  static void different(List<Fault> faults, String pointer, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        faults.add(new Fault(pointer + "/" + i, FaultCode.DUPLICATE, "is there twice"));
      }
    }
  }
}
