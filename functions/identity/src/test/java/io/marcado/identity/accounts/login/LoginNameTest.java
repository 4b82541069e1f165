package io.marcado.identity.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.marcado.domain.Fault;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Readers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"phone\":\"+5511999990001\"} | ''",
        "{\"email\":\"ana@example.com\"} | ''",
        "{} | /phone",
        "{\"phone\":null} | /phone",
        "{\"email\":null} | /email",
        "{\"phone\":\"11 99999\"} | /phone",
        "{\"email\":\"ana\"} | /email",
        "{\"phone\":\"+5511999990001\",\"email\":\"ana@example.com\"} | /email",
        "{\"phone\":\"+5511999990001\",\"email\":null} | /email",
      })
  void shouldBeEitherAPhoneOrAnEmail(String body, String pointer) throws JsonProcessingException {
    Faults faults = new Faults();

    Readers.object(LoginName::read).read(Json.parse(body), "", faults);

    assertThat(faults.all().stream().map(Fault::pointer).toList())
        .isEqualTo(pointer.isEmpty() ? List.of() : List.of(pointer));
  }
}
