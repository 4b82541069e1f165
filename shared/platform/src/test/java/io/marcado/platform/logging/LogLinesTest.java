package io.marcado.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What CloudWatch gets to read. */
class LogLinesTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final List<String> lines = new ArrayList<>();
  private final Logger logger = new JsonLogging(lines::add).getLogger("io.marcado.Shop");

  @Test
  void shouldWriteOneObjectALineWithTheFieldsOfTheRequest() throws Exception {
    MDC.put("tenant", "t1");
    try {
      logger.warn("{} of \"{}\"\nrefused", 3, "Ana");
    } finally {
      MDC.remove("tenant");
    }

    JsonNode line = JSON.readTree(lines.getFirst());
    assertThat(lines.getFirst()).doesNotContain("\n");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("message").asText()).isEqualTo("3 of \"Ana\"\nrefused");
    assertThat(line.path("logger").asText()).isEqualTo("io.marcado.Shop");
    assertThat(line.path("tenant").asText()).isEqualTo("t1");
    assertThat(line.path("timestamp").asText()).endsWith("Z");
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void shouldWriteTheStackOfAFailure() throws Exception {
    logger.error("Failed", new IllegalStateException("closed"));

    JsonNode error = JSON.readTree(lines.getFirst()).path("error");
    assertThat(error.path("name").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("message").asText()).isEqualTo("closed");
    assertThat(error.path("stack").asText()).contains("LogLinesTest.java");
  }

  @Test
  void shouldHearOfLibrariesOnlyWhatTheyWarnOf() {
    Logger library = new JsonLogging(lines::add).getLogger("software.amazon.awssdk.Client");

    library.info("connected");
    library.warn("slow");

    assertThat(lines).singleElement().asString().contains("slow");
  }

  @Test
  void shouldBeWhatFunctionsLogBy() {
    assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(JsonLogging.class);
  }
}
