package io.marcado.origin.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The real implementation, against the local Lambda. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkFunctionInvokerTest extends FunctionInvokerContract {
  private LocalStack stack;
  private LambdaClient lambda;

  @BeforeAll
  void start() throws IOException {
    stack = LocalStack.start(Options.inMemory());
    lambda =
        new SdkClients(new Variables(stack.variables())).build("LAMBDA", LambdaClient.builder());
  }

  @AfterAll
  void stop() {
    lambda.close();
    stack.close();
  }

  @Override
  FunctionInvoker invoker() {
    return new SdkFunctionInvoker(lambda);
  }

  @Override
  String present() {
    return stack.functions().find("GetHealth").orElseThrow().declaration().name();
  }

  @Override
  String absent() {
    return "no-such-function";
  }

  @Test
  void shouldSayWhenAFunctionFails() {
    // Its class is of another capability, and not in this one's tests.
    String broken = stack.functions().find("CreateTenant").orElseThrow().declaration().name();

    assertThat(invoker().warmUp(broken)).isNotEmpty();
  }
}
