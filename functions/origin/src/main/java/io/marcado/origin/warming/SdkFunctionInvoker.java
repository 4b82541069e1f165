package io.marcado.origin.warming;

import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Calls functions in AWS Lambda, by the alias that the APIs call. */
final class SdkFunctionInvoker implements FunctionInvoker {
  private static final String ALIAS = "live";
  private static final String EVENT = "{\"marcado\":\"warm-up\"}";

  private final LambdaClient lambda;

  SdkFunctionInvoker(LambdaClient lambda) {
    this.lambda = lambda;
  }

  @Override
  public Optional<String> warmUp(String function) {
    try {
      InvokeResponse response =
          lambda.invoke(
              request ->
                  request
                      .functionName(function)
                      .qualifier(ALIAS)
                      .payload(SdkBytes.fromUtf8String(EVENT)));
      return Optional.ofNullable(response.functionError());
    } catch (SdkException e) {
      return Optional.of(e.getClass().getSimpleName());
    }
  }
}
