package io.marcado.local.functions;

import com.amazonaws.services.lambda.runtime.Context;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.platform.lambda.FunctionHost;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One function of the template with its instances. As on Lambda an instance serves one event at a
 * time, and a new one starts when all are busy; so state that a handler keeps shows here too.
 */
public final class LocalFunction {
  /** Instances of one function. Lambda has more, but two cores are better off with a queue. */
  static final int MAXIMUM_INSTANCES = 8;

  /** For an instance to be free and to start. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final FunctionDeclaration declaration;
  private final FunctionHost host;
  private final int slack;
  private final Semaphore free = new Semaphore(MAXIMUM_INSTANCES, true);
  private final ConcurrentLinkedDeque<Instance> idle = new ConcurrentLinkedDeque<>();

  private volatile InvocationProbe probe = (_, invocation) -> invocation.call();

  LocalFunction(FunctionDeclaration declaration, FunctionHost host, int slack) {
    this.declaration = declaration;
    this.host = host;
    this.slack = slack;
  }

  public FunctionDeclaration declaration() {
    return declaration;
  }

  void measureBy(InvocationProbe other) {
    probe = other;
  }

  /** What the function takes for its environment, the local endpoints included. */
  public FunctionHost host() {
    return host;
  }

  /**
   * Runs the handler with the event and gives its answer, both JSON.
   *
   * @throws FunctionFailed when the handler threw or took longer than the function's timeout
   */
  public byte[] invoke(byte[] event) throws FunctionFailed {
    return invoke(event, declaration.timeout().plus(LONGEST_WAIT));
  }

  /** After so long {@link #invoke(byte[])} has ended. */
  public Duration longest() {
    return declaration.timeout().plus(LONGEST_WAIT).multipliedBy(slack);
  }

  /**
   * As {@link #invoke(byte[])}, for a caller that does not wait longer than {@code patience}. The
   * function's own timeout counts as well: from when the handler gets the event, as on Lambda,
   * while the caller's patience begins now.
   *
   * @throws FunctionFailed also when the caller's patience ended
   */
  public byte[] invoke(byte[] event, Duration patience) throws FunctionFailed {
    long began = System.nanoTime();
    long patient = patience.multipliedBy(slack).toNanos();
    CountDownLatch handed = new CountDownLatch(1);
    FutureTask<byte[]> run = new FutureTask<>(() -> runOnFreeInstance(event, handed));
    try {
      if (!free.tryAcquire(patient, TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      runOnPlatformThread(run, handed);
      if (!handed.await(patient - (System.nanoTime() - began), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      long left = patient - (System.nanoTime() - began);
      return run.get(Math.min(left, timeout().toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      run.cancel(true);
      throw new FunctionFailed(
          declaration.logicalId(),
          "Sandbox.Timedout",
          "Task timed out after %.2f seconds".formatted((System.nanoTime() - began) / 1e9),
          e);
    } catch (InterruptedException e) {
      run.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private Duration timeout() {
    return declaration.timeout().multipliedBy(slack);
  }

  /**
   * On a platform thread, as on Lambda. A virtual one that waits for a class loader in {@code
   * Class.forName} keeps its carrier. So two of them on two cores waited for ever for a third one,
   * which had the class loader and no carrier to go on.
   */
  private void runOnPlatformThread(FutureTask<byte[]> run, CountDownLatch handed) {
    Thread.ofPlatform()
        .daemon()
        .name(declaration.logicalId())
        .start(
            () -> {
              try {
                run.run();
              } finally {
                free.release();
                handed.countDown();
              }
            });
  }

  private byte[] runOnFreeInstance(byte[] event, CountDownLatch handed) throws Exception {
    return ScopedValue.where(FunctionHost.CURRENT, host)
        .call(
            () -> {
              @Nullable Instance waiting = idle.pollFirst();
              Instance instance = waiting == null ? start() : waiting;
              Context context =
                  LocalContext.of(declaration.name(), UUID.randomUUID().toString(), timeout());
              handed.countDown();
              byte[] answer = probe.around(this, () -> instance.handle(event, context));
              // Not given back after a throw: Lambda, too, starts anew after an error it cannot
              // judge.
              idle.addFirst(instance);
              return answer;
            });
  }

  private Instance start() throws Exception {
    try {
      return Instance.create(Class.forName(declaration.handlerClass()));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private FunctionFailed failed(Throwable cause) {
    return new FunctionFailed(
        declaration.logicalId(),
        cause.getClass().getName(),
        String.valueOf(cause.getMessage()),
        cause);
  }
}
