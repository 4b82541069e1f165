package io.marcado.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.marcado.local.keys.GeneratedSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorKeysTest {
  private static final String OLD = GeneratedSecrets.freshOperatorKey();
  private static final String NEW = GeneratedSecrets.freshOperatorKey();
  private static final String OTHER = GeneratedSecrets.freshOperatorKey();

  @Test
  void shouldTakeTwoKeysOfAnOperatorWhileOneReplacesTheOther() {
    OperatorKeys keys =
        OperatorKeys.parse(
            "{\"ana\":[\"%s\",\"%s\"],\"bia\":[\"%s\"],\"left\":[]}"
                .formatted(
                    GeneratedSecrets.sha256(OLD),
                    GeneratedSecrets.sha256(NEW),
                    GeneratedSecrets.sha256(OTHER)));

    assertThat(keys.operatorOf(OLD)).contains("ana");
    assertThat(keys.operatorOf(NEW)).contains("ana");
    assertThat(keys.operatorOf(OTHER)).contains("bia");
    assertThat(keys.operatorOf(GeneratedSecrets.freshOperatorKey())).isEmpty();
    assertThat(OperatorKeys.KEY.matcher(OLD).matches()).isTrue();
  }

  @Test
  void shouldKnowNobodyAtFirst() {
    assertThat(OperatorKeys.parse("{}").operatorOf(OLD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "confidential",
        "[]",
        "{\"ana\":\"confidential\"}",
        "{\"ana\":[\"confidential\"]}",
        "{\"Ana Lima\":[]}",
        "{\"ana\":[1,2,3]}"
      })
  void shouldRefuseAnotherFormWithoutQuotingIt(String secret) {
    assertThatIllegalStateException()
        .isThrownBy(() -> OperatorKeys.parse(secret))
        .satisfies(refused -> assertThat(refused.toString()).doesNotContain("confidential"))
        .withNoCause();
  }
}
