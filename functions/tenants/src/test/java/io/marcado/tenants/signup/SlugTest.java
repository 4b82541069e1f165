package io.marcado.tenants.signup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.marcado.domain.Fault;
import io.marcado.platform.json.Faults;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "demo", "a-b", "9to5", "a--b", "abcdefghijklmnopqrstuvwxyz-0123456789-ab"})
  void shouldTakeNamesThatFitIntoAnAddress(String text) {
    assertThat(faults(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "-abc",
        "abc-",
        "Abc",
        "a_b",
        "a.b",
        "a b",
        "açaí",
        "../x",
        "abc\n",
        "abcdefghijklmnopqrstuvwxyz-0123456789-abc"
      })
  void shouldRefuseWhatDoesNotFitIntoAnAddress(String text) {
    assertThat(faults(text)).singleElement().asString().contains("3 to 40");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs",
        "tenants",
        "well-known",
        "www",
        "ping",
        "problems",
        "services",
        "api-keys"
      })
  void shouldRefuseWhatTheOriginAndApiGatewayUse(String text) {
    assertThat(faults(text)).singleElement().asString().contains("reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xn--abc", "xn--navalha-9za", "ab--c"})
  void shouldRefuseWhatAHostNameReadsAsAnotherAlphabet(String text) {
    assertThat(faults(text)).singleElement().asString().contains("reserved");
  }

  private static List<Fault> faults(String text) {
    Faults faults = new Faults();
    Slug slug = Slug.reader().read(TextNode.valueOf(text), "/slug", faults);
    assertThat(slug == null).isEqualTo(!faults.none());
    return faults.all();
  }
}
