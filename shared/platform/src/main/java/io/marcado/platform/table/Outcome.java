package io.marcado.platform.table;

import java.util.List;
import java.util.Optional;

/** What came of a write or of a transaction. */
public sealed interface Outcome {

  /**
   * What did not hold; empty when it is written.
   *
   * @throws TableUnavailableException when it was contended: then nothing is known of the
   *     conditions, and looking again would only add to the crowd
   */
  Optional<Refused> refusal();

  /**
   * Whether it is written.
   *
   * @throws TableUnavailableException as {@link #refusal()}
   */
  boolean written();

  /**
   * It is written.
   *
   * @param after the item as it is now, for a single update; otherwise without attributes
   */
  record Written(Item after) implements Outcome {
    @Override
    public Optional<Refused> refusal() {
      return Optional.empty();
    }

    @Override
    public boolean written() {
      return true;
    }
  }

  /** Nothing was written, since conditions did not hold: one refusal for each. */
  record Refused(List<Refusal> refusals) implements Outcome {
    @Override
    public Optional<Refused> refusal() {
      return Optional.of(this);
    }

    @Override
    public boolean written() {
      return false;
    }

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
  record Contended() implements Outcome {
    @Override
    public Optional<Refused> refusal() {
      throw new TableUnavailableException();
    }

    @Override
    public boolean written() {
      throw new TableUnavailableException();
    }
  }

  /**
   * A condition that did not hold.
   *
   * @param position of the write in its transaction, from 0
   * @param present the item that was there, if any
   */
  record Refusal(int position, Optional<Item> present) {}
}
