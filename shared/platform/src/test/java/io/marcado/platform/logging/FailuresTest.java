package io.marcado.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.marcado.platform.config.Variables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FailuresTest {

  @Test
  void shouldTellClassesAndCodesAndStacksButNoMessage() {
    RuntimeException cause =
        (RuntimeException)
            DynamoDbException.builder()
                .statusCode(400)
                .message("+5511999990001 is not valid")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationException").build())
                .build();
    Exception failure = new IllegalStateException("Ana", cause);

    assertThat(Failures.summary(failure))
        .isEqualTo(
            "java.lang.IllegalStateException <- "
                + cause.getClass().getName()
                + " (ValidationException, 400)");
    assertThat(printed(Failures.withoutMessages(failure)))
        .contains("FailuresTest.java", "Caused by", "ValidationException, 400")
        .doesNotContain("Ana", "+55");
  }

  @Test
  void shouldNameTheVariablesThatAreMissing() {
    Variables none = new Variables(Map.of());
    Throwable missing = catchThrowable(() -> none.read(reader -> reader.text("TABLE_NAME")));
    Throwable wrapped = new IllegalStateException("bean", missing);

    assertThat(Failures.summary(wrapped)).contains("TABLE_NAME is missing");
    assertThat(printed(Failures.withoutMessages(wrapped))).contains("TABLE_NAME is missing");
  }

  @Test
  void shouldEndWhereCausesGoInACircle() {
    Exception outer = new IllegalStateException();
    outer.initCause(new IllegalArgumentException(outer));

    assertThat(Failures.summary(outer)).hasSizeLessThan(1_000);
    assertThat(Failures.withoutMessages(outer)).hasNoSuppressedExceptions();
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
