package io.marcado.local.app.meter;

import io.marcado.local.LocalStack;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import io.marcado.local.functions.InvocationProbe;
import io.marcado.local.functions.LocalFunction;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counts what the functions of a stack ask of the table. */
public final class FunctionMeter implements InvocationProbe {
  private final DynamoDbClient table;
  private final Map<String, Cost> costs = new TreeMap<>();

  /**
   * What the invocations of a function cost together.
   *
   * @param requests to the table
   * @param readUnits of the table and its indexes
   * @param writeUnits likewise
   */
  public record Cost(int invocations, int requests, double readUnits, double writeUnits) {
    private static final Cost NOTHING = new Cost(0, 0, 0, 0);

    /** Both together. */
    Cost and(Cost other) {
      return new Cost(
          invocations + other.invocations,
          requests + other.requests,
          readUnits + other.readUnits,
          writeUnits + other.writeUnits);
    }

    private Cost and(Metered<?> invocation) {
      return new Cost(
          invocations + 1,
          requests + invocation.calls().size(),
          readUnits + invocation.readUnits(),
          writeUnits
              + invocation.calls().stream()
                  .mapToDouble(call -> call.writeUnits() + call.indexWriteUnits())
                  .sum());
    }
  }

  private FunctionMeter(DynamoDbClient table) {
    this.table = table;
  }

  /** Runs something, and tells what all functions took meanwhile that were invoked, by name. */
  public static Map<String, Cost> during(LocalStack stack, Runnable task) {
    FunctionMeter meter = new FunctionMeter(stack.table().client());
    stack.functions().measureBy(meter);
    try {
      task.run();
    } finally {
      stack.functions().measureBy((_, invocation) -> invocation.call());
    }
    return meter.costs();
  }

  /** The costs as a table in Markdown. */
  public static String table(Map<String, Cost> costs) {
    StringBuilder table =
        new StringBuilder(
            "| function | invocations | requests | RRU | WRU |\n|---|---|---|---|---|\n");
    costs.forEach(
        (function, cost) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.1f | %.0f |%n",
                    function,
                    cost.invocations(),
                    cost.requests(),
                    cost.readUnits(),
                    cost.writeUnits())));
    return table.toString();
  }

  private synchronized Map<String, Cost> costs() {
    return new TreeMap<>(costs);
  }

  @Override
  public byte[] around(LocalFunction function, Callable<byte[]> invocation) {
    Metered<byte[]> metered = CapacityMeter.measure(table, () -> called(invocation));
    synchronized (this) {
      costs.merge(
          function.declaration().logicalId(),
          Cost.NOTHING.and(metered),
          (before, _) -> before.and(metered));
    }
    return metered.result();
  }

  private static byte[] called(Callable<byte[]> invocation) {
    try {
      return invocation.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
