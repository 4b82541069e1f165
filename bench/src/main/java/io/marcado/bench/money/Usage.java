package io.marcado.bench.money;

import io.marcado.local.app.meter.CapacityMeter.Metered;
import io.marcado.local.app.meter.MeteredCall;
import java.time.Duration;

/** What the invocations of one function took together. */
final class Usage {
  /** Of a request to the table, to a function in the same region. */
  private static final Duration LATENCY = Duration.ofMillis(5);

  /** What a request on a thread of its own takes of the processor; it cannot be measured there. */
  private static final Duration REQUEST_ELSEWHERE = Duration.ofNanos(500_000);

  /** Memory with which a function has one whole processor. */
  private static final double MB_OF_A_PROCESSOR = 1_769;

  private int invocations;
  private int requests;
  private int rounds;
  private double processorMillis;
  private double gbSeconds;
  private double readUnits;
  private double writeUnits;

  /**
   * Counts one.
   *
   * @param processorNanos of the invocation's thread, without the meter's
   */
  synchronized void count(Metered<?> metered, long processorNanos, int memoryMb) {
    int elsewhere = Math.max(0, metered.calls().size() - metered.rounds());
    double processor = (processorNanos + elsewhere * REQUEST_ELSEWHERE.toNanos()) / 1e6;
    // A function with less memory has a share of a processor, and waits for the rest.
    double wall =
        processor / Math.min(1, memoryMb / MB_OF_A_PROCESSOR)
            + metered.rounds() * LATENCY.toMillis();
    invocations++;
    requests += metered.calls().size();
    rounds += metered.rounds();
    processorMillis += processor;
    gbSeconds += wall / 1e3 * memoryMb / 1024;
    readUnits += metered.readUnits();
    for (MeteredCall call : metered.calls()) {
      writeUnits += call.writeUnits() + call.indexWriteUnits();
    }
  }

  int invocations() {
    return invocations;
  }

  int requests() {
    return requests;
  }

  int rounds() {
    return rounds;
  }

  double processorMillis() {
    return processorMillis;
  }

  double gbSeconds() {
    return gbSeconds;
  }

  double readUnits() {
    return readUnits;
  }

  /** Of the table and its indexes. */
  double writeUnits() {
    return writeUnits;
  }
}
