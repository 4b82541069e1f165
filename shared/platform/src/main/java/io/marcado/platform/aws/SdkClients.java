package io.marcado.platform.aws;

import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Builds every SDK client from the function's own variables, its endpoint included, so that the
 * same function talks to AWS, to the local stack or to any emulator. No call outlasts the deadline
 * of the invocation that makes it.
 */
@Singleton
public final class SdkClients {
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** How long an answer is waited for that comes within milliseconds, or is lost. */
  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  /** For what may not be sent again, or does a lot of work. */
  private static final Duration LONG_ATTEMPT = Duration.ofSeconds(5);

  private static final RetryStrategy TWICE =
      AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(2).build();

  private final Variables variables;
  private final SdkTransport transport;

  public SdkClients(Variables variables) {
    this.variables = variables;
    this.transport =
        new SdkTransport(
            () ->
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(LONG_ATTEMPT)
                    .build());
  }

  /**
   * Builds a client. Each request gets two attempts of two seconds.
   *
   * @param service the service's name in {@code AWS_ENDPOINT_URL_<service>}, for example {@code
   *     DYNAMODB}; without it {@code AWS_ENDPOINT_URL} counts, and without that AWS itself
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      String service, B builder) {
    return build(service, builder, TWICE, ATTEMPT);
  }

  /**
   * Builds a client for requests that take their time, such as those that call a function. Each
   * gets two attempts of five seconds.
   *
   * @param service as for {@link #build(String, AwsClientBuilder)}
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C buildPatient(
      String service, B builder) {
    return build(service, builder, TWICE, LONG_ATTEMPT);
  }

  /**
   * Builds a client that sends each request once, for a caller that repeats what may be repeated.
   *
   * @param service as for {@link #build(String, AwsClientBuilder)}
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C buildUnrepeated(
      String service, B builder) {
    return build(service, builder, AwsRetryStrategy.doNotRetry(), ATTEMPT);
  }

  /**
   * Builds a client whose requests must not arrive twice, such as messages to people: only what was
   * throttled, and so surely not done, is sent again.
   *
   * @param service as for {@link #build(String, AwsClientBuilder)}
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C buildOnce(
      String service, B builder) {
    return build(
        service,
        builder,
        StandardRetryStrategy.builder()
            // They would add timeouts and answers of 500, after which it may have arrived.
            .useClientDefaults(false)
            .maxAttempts(3)
            .retryOnException(SdkClients::isThrottling)
            .treatAsThrottling(SdkClients::isThrottling)
            .build(),
        LONG_ATTEMPT);
  }

  private static boolean isThrottling(Throwable failure) {
    return failure instanceof SdkException refused && SdkFailures.isThrottling(refused);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      String service, B builder, RetryStrategy retries, Duration attempt) {
    endpoint(service).map(URI::create).ifPresent(builder::endpointOverride);
    variables
        .find("AWS_REGION")
        .or(() -> variables.find("AWS_DEFAULT_REGION"))
        .map(Region::of)
        .ifPresent(builder::region);
    credentials()
        .ifPresent(found -> builder.credentialsProvider(StaticCredentialsProvider.create(found)));
    return builder
        .httpClient(transport)
        .overrideConfiguration(
            configuration ->
                configuration
                    .retryStrategy(retries)
                    .apiCallAttemptTimeout(attempt)
                    .addExecutionInterceptor(new DeadlineInterceptor()))
        .build();
  }

  private Optional<String> endpoint(String service) {
    return variables
        .find("AWS_ENDPOINT_URL_" + service)
        .or(() -> variables.find("AWS_ENDPOINT_URL"));
  }

  // With SnapStart, Lambda serves credentials by a container endpoint, which the SDK's own chain
  // finds; fixed ones in the environment are those of an emulator or of a function without it.
  private Optional<AwsCredentials> credentials() {
    if (variables.find("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
      return Optional.empty();
    }
    Optional<String> id = variables.find("AWS_ACCESS_KEY_ID");
    Optional<String> secret = variables.find("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> session = variables.find("AWS_SESSION_TOKEN");
    return Optional.of(
        session.isPresent()
            ? AwsSessionCredentials.create(id.get(), secret.get(), session.get())
            : AwsBasicCredentials.create(id.get(), secret.get()));
  }
}
