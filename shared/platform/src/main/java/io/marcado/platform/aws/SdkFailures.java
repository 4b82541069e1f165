package io.marcado.platform.aws;

import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What a failed call of an AWS service means. */
public final class SdkFailures {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403);

  /**
   * What services say of the caller and of the deployment, whatever was sent: <a
   * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html">errors
   * that all services share</a>, and that a table, secret or function is missing.
   */
  private static final Set<String> TURNED_AWAY =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidAction",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorized",
          "OptInRequired",
          "ResourceNotFoundException",
          "UnknownOperationException",
          "UnrecognizedClientException");

  private SdkFailures() {}

  /** True when the service refused for want of capacity, and so surely did nothing. */
  public static boolean isThrottling(SdkException failure) {
    return failure instanceof SdkServiceException refused
        && (refused.isThrottlingException() || refused.statusCode() == TOO_MANY_REQUESTS);
  }

  /**
   * True when there is no answer, or none that tells: it is not known whether it was done. So it is
   * for whatever failed on our side of the wire, and for answers of 500 and above.
   */
  public static boolean isAnswerLost(SdkException failure) {
    return failure instanceof SdkClientException
        || (failure instanceof SdkServiceException answered && answered.statusCode() >= 500);
  }

  /**
   * True when the same call may succeed later: throttled, answered with 500 and above, without an
   * answer, not sent at all, or turned away for what we are and not for what we sent. Everything
   * else is a defect of ours, which stays: what we sent is not valid.
   */
  public static boolean isOutage(SdkException failure) {
    return isThrottling(failure) || isAnswerLost(failure) || isTurnedAway(failure);
  }

  private static boolean isTurnedAway(SdkException failure) {
    return failure instanceof AwsServiceException refused
        && (NOT_ALLOWED.contains(refused.statusCode())
            || refused.isClockSkewException()
            || (refused.awsErrorDetails() != null
                && TURNED_AWAY.contains(
                    Objects.requireNonNullElse(refused.awsErrorDetails().errorCode(), ""))));
  }
}
