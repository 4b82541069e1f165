package io.marcado.platform.table;

import java.util.List;
import java.util.Optional;

/** The outcome of a write or of a transaction. */
public sealed interface Outcome {

  /**
   * The conditions that did not hold; empty when the write succeeded.
   *
   * @throws TableUnavailableException when the write was contended: then the table has not judged
   *     the conditions, and another read would only add load
   */
  Optional<Refused> refusal();

  /**
   * True when the write succeeded.
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

  /** Nothing was written, since conditions did not hold. There is one refusal for each of them. */
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

    /** The item that made the write at this position fail, if there was one. */
    public Optional<Item> presentAt(int position) {
      return refusals.stream()
          .filter(refusal -> refusal.position() == position)
          .findFirst()
          .flatMap(Refusal::present);
    }
  }

  /** Certainly nothing was written: in each attempt, others were writing the same items. */
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
