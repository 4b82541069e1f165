package io.marcado.platform.aws;

import io.marcado.platform.deadline.Deadline;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends each SDK call, with all its attempts, at the deadline of the present invocation. */
final class DeadlineInterceptor implements ExecutionInterceptor {
  /** The SDK takes no timeout of zero. */
  private static final Duration LEAST = Duration.ofMillis(1);

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    if (!(context.request() instanceof AwsRequest request) || Deadline.current().isEmpty()) {
      return context.request();
    }
    Duration left = Deadline.current().get().left();
    AwsRequestOverrideConfiguration.Builder configuration =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    return request.toBuilder()
        .overrideConfiguration(
            configuration.apiCallTimeout(left.compareTo(LEAST) < 0 ? LEAST : left).build())
        .build();
  }
}
