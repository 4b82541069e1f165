package io.marcado.local.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.contract.Documents;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Generated files are committed, and none is out of date. */
class GeneratedFilesTest {
  @Test
  void shouldAllBeUpToDate() throws IOException {
    assertThat(GeneratedFiles.outOfDate(Documents.ROOT).keySet())
        .as("out of date: run ./marcado generate")
        .isEmpty();
  }
}
