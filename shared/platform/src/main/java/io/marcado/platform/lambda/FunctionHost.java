package io.marcado.platform.lambda;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The place a function runs in: its environment variables and its clock.
 *
 * <p>Lambda creates a handler by its no-argument constructor, so these two cannot be handed over.
 * On Lambda nothing is bound and the host is the process itself; the local stack, which runs every
 * function in one JVM, binds a host of its own around each constructor call.
 *
 * @param variables the function's environment variables, as declared for it in template.yaml
 * @param clock what the function takes for the present instant
 * @param table reaches a table in this JVM; empty for the one of the variables, by HTTP
 */
public record FunctionHost(
    Map<String, String> variables, InstantSource clock, Optional<DynamoDbClient> table) {

  /** Bound by a host other than Lambda while it constructs a handler. */
  public static final ScopedValue<FunctionHost> CURRENT = ScopedValue.newInstance();

  public FunctionHost {
    variables = Map.copyOf(variables);
  }

  /** A host whose functions reach their table by HTTP. */
  public FunctionHost(Map<String, String> variables, InstantSource clock) {
    this(variables, clock, Optional.empty());
  }

  /** The bound host, or the process's own environment and clock. */
  public static FunctionHost current() {
    return CURRENT.isBound() ? CURRENT.get() : process();
  }

  /** The process itself: for what all functions of it share, such as the log. */
  public static FunctionHost process() {
    return new FunctionHost(System.getenv(), InstantSource.system());
  }
}
