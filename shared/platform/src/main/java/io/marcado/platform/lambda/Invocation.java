package io.marcado.platform.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.marcado.platform.deadline.Deadline;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.DefaultLambdaContextFactory;
import io.micronaut.function.aws.LambdaContextFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What Lambda tells of the present invocation. The framework shows its context to no handler, but
 * hands it to this bean right before it calls one; an instance serves one event at a time.
 *
 * <p>The framework's own factory makes each call's context a singleton, and keeps them all: a
 * function then gets slower with every call. This one registers nothing.
 */
@Singleton
@Replaces(DefaultLambdaContextFactory.class)
public final class Invocation implements LambdaContextFactory {
  /** Kept back for writing the answer, metrics and logs. */
  private static final Duration KEPT_BACK = Duration.ofMillis(1_500);

  /** For a call without a context, such as priming: less than the shortest timeout declared. */
  private static final Duration UNTOLD = Duration.ofSeconds(8);

  private @Nullable Deadline told;

  @Override
  public void registerSingletons(Context context) {
    begins(context);
  }

  /**
   * Notes what Lambda tells of the invocation that begins now: its time, and its id for the log.
   */
  public void begins(Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    told = Deadline.in(remaining.minus(KEPT_BACK));
    MDC.put("AWSRequestId", context.getAwsRequestId());
  }

  /** When the invocation that begins now must be done. Asked once for each. */
  public Deadline deadline() {
    Deadline deadline = told;
    told = null;
    return deadline == null ? Deadline.in(UNTOLD) : deadline;
  }
}
