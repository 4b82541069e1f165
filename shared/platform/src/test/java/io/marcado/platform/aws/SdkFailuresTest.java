package io.marcado.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class SdkFailuresTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("throttled", true, answer(400, "ThrottlingException")),
        Arguments.of(
            "no capacity",
            true,
            ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(details("ProvisionedThroughputExceededException"))
                .build()),
        Arguments.of("too many", true, answer(429, "Anything")),
        Arguments.of("their defect", true, answer(500, "InternalServerError")),
        Arguments.of("down", true, answer(503, "ServiceUnavailable")),
        Arguments.of("call too long", true, ApiCallTimeoutException.create(2_000)),
        Arguments.of("attempt too long", true, ApiCallAttemptTimeoutException.create(2_000)),
        Arguments.of(
            "no connection",
            true,
            SdkClientException.create(
                "Unable to execute HTTP request", new ConnectException("refused"))),
        Arguments.of("not allowed", true, answer(400, "AccessDeniedException")),
        Arguments.of("not allowed, by a service that says so", true, answer(403, "Anything")),
        Arguments.of("credentials too old", true, answer(400, "ExpiredTokenException")),
        Arguments.of("credentials unknown", true, answer(400, "UnrecognizedClientException")),
        Arguments.of("clock", true, answer(400, "RequestTimeTooSkewed")),
        Arguments.of("table not there", true, answer(400, "ResourceNotFoundException")),
        Arguments.of("operation not there", true, answer(400, "InvalidAction")),
        Arguments.of("not valid", false, answer(400, "ValidationException")),
        Arguments.of("condition", false, answer(400, "ConditionalCheckFailedException")),
        Arguments.of("without a code", false, DynamoDbException.builder().statusCode(400).build()),
        Arguments.of(
            "no credentials", true, SdkClientException.create("Unable to load credentials")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void shouldCallOnlyThatAnOutageWhichMaySucceedLater(
      String name, boolean outage, SdkException failure) {
    assertThat(SdkFailures.isOutage(failure)).as(name).isEqualTo(outage);
  }

  private static SdkException answer(int status, String code) {
    return DynamoDbException.builder().statusCode(status).awsErrorDetails(details(code)).build();
  }

  private static AwsErrorDetails details(String code) {
    return AwsErrorDetails.builder().errorCode(code).build();
  }
}
