package io.marcado.bench.money;

import io.marcado.local.app.meter.CapacityMeter;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import io.marcado.local.functions.InvocationProbe;
import io.marcado.local.functions.LocalFunction;
import io.marcado.platform.lambda.FunctionHost;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counts what each invocation of a function takes, on a thread whose processor time is known. */
final class UsageProbe implements InvocationProbe {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final DynamoDbClient table;
  private final Map<String, Usage> byFunction = new TreeMap<>();

  /**
   * @param table by which the meter looks at items
   */
  UsageProbe(DynamoDbClient table) {
    this.table = table;
  }

  /** The usage since the last call, by function. */
  synchronized Map<String, Usage> take() {
    Map<String, Usage> taken = new TreeMap<>(byFunction);
    byFunction.clear();
    return taken;
  }

  @Override
  public byte[] around(LocalFunction function, Callable<byte[]> invocation) throws Exception {
    FutureTask<byte[]> run = new FutureTask<>(() -> measured(function, invocation));
    Thread.ofPlatform().daemon().start(run);
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private byte[] measured(LocalFunction function, Callable<byte[]> invocation) {
    long began = THREADS.getCurrentThreadCpuTime();
    Metered<byte[]> metered =
        CapacityMeter.measure(
            table,
            () ->
                ScopedValue.where(FunctionHost.CURRENT, function.host())
                    .call(() -> called(invocation)));
    long took = THREADS.getCurrentThreadCpuTime() - began - metered.meterNanos();
    usage(function.declaration().logicalId())
        .count(metered, took, function.declaration().memoryMb());
    return metered.result();
  }

  private synchronized Usage usage(String function) {
    return byFunction.computeIfAbsent(function, _ -> new Usage());
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
