package io.marcado.platform.table;

import java.util.List;
import java.util.Optional;

/** What came of a write or of a transaction. */
public sealed interface Outcome {

  /**
   * It is written.
   *
   * @param after the item as it is now, for a single update; otherwise without attributes
   */
  record Written(Item after) implements Outcome {}

  /** Nothing was written, since conditions did not hold: one refusal for each. */
  record Refused(List<Refusal> refusals) implements Outcome {

    /** True when the write at this position was refused. */
    public boolean at(int position) {
      return refusals.stream().anyMatch(refusal -> refusal.position() == position);
    }

    /** What was there instead at this position, if it was refused and there was something. */
    public Optional<Item> presentAt(int position) {
      return refusals.stream()
          .filter(refusal -> refusal.position() == position)
          .findFirst()
          .flatMap(Refusal::present);
    }
  }

  /** Nothing was written, for sure: others were writing the same items each time it was tried. */
  record Contended() implements Outcome {}

  /**
   * A condition that did not hold.
   *
   * @param position of the write in its transaction, from 0
   * @param present the item that was there, if any
   */
  record Refusal(int position, Optional<Item> present) {}
}
