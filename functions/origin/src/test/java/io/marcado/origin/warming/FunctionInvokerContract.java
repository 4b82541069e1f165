package io.marcado.origin.warming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every implementation of {@link FunctionInvoker} does. */
abstract class FunctionInvokerContract {

  /** The implementation. */
  abstract FunctionInvoker invoker();

  /** The name of a function that answers. */
  abstract String present();

  /** The name of a function that does not. */
  abstract String absent();

  @Test
  void shouldSayNothingOfAFunctionThatAnswers() {
    assertThat(invoker().warmUp(present())).isEmpty();
  }

  @Test
  void shouldSayWhyAFunctionDoesNotAnswer() {
    assertThat(invoker().warmUp(absent())).isNotEmpty();
  }
}
