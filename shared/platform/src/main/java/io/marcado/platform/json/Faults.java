package io.marcado.platform.json;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that its sender hears of everything at once. */
public final class Faults {
  /** More than this help nobody, and an attacker would like longer answers. */
  private static final int MOST = 100;

  private final List<Fault> found = new ArrayList<>();
  private int count;

  /** Notes a fault of the body. */
  public void add(String pointer, FaultCode code, String detail) {
    add(new Fault(pointer, code, detail));
  }

  /** Notes a fault. */
  public void add(Fault fault) {
    count++;
    if (found.size() < MOST) {
      found.add(fault);
    }
  }

  /** How many there are so far, even those that are not told. */
  int count() {
    return count;
  }

  /** True when nothing is wrong so far. */
  public boolean none() {
    return found.isEmpty();
  }

  /** All faults, in the order in which they were found. */
  public List<Fault> all() {
    return List.copyOf(found);
  }
}
