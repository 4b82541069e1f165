package io.marcado.origin.warming;

import java.util.Optional;

/** Calls deployed functions. */
public interface FunctionInvoker {

  /**
   * Sends a warm-up event to a function's alias and waits for the answer.
   *
   * @param function the function's whole name
   * @return why it did not answer well; empty when it did
   */
  Optional<String> warmUp(String function);
}
