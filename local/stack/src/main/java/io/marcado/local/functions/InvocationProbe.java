package io.marcado.local.functions;

import java.util.concurrent.Callable;

/** Stands around every invocation of a function: for measurements. */
@FunctionalInterface
public interface InvocationProbe {

  /**
   * Runs an invocation and returns its answer.
   *
   * @param invocation to be called once, on any thread
   */
  byte[] around(LocalFunction function, Callable<byte[]> invocation) throws Exception;
}
