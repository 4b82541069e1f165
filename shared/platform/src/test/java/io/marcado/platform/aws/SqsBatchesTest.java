package io.marcado.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.platform.json.Json;
import org.junit.jupiter.api.Test;

class SqsBatchesTest {
  @Test
  void shouldEscapeWhatTheQueueRefusesAndNothingElse() {
    String odd = Json.write("a\uffff\ufffe\ud800b");

    assertThat(SqsBatches.escaped(odd)).isEqualTo("\"a\\uffff\\ufffe\\ud800b\"");
    assertThat(Json.read(SqsBatches.escaped(odd), String.class)).isEqualTo("a\uffff\ufffe\ud800b");

    String usual = Json.write("Olá \t \n \ud83d\ude00 \ufffd");
    assertThat(SqsBatches.escaped(usual)).isEqualTo(usual);
  }
}
