package io.marcado.local.app.floods;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.contract.Documents;
import io.marcado.platform.limits.LimitPolicy;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FloodTableTest {
  private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

  @Test
  void shouldNameLimitsThatThereAre() throws IOException {
    List<String> limits = Stream.of(LimitPolicy.values()).map(LimitPolicy::text).toList();
    String chapter =
        Documents.text("docs/reliability.md").split("## Floods, lock-outs and phishing", 2)[1];
    List<String> named =
        chapter
            .split("\n## ", 2)[0]
            .lines()
            .map(line -> line.split("\\|", -1))
            .filter(cells -> cells.length == 7)
            .flatMap(cells -> NAME.matcher(cells[4]).results())
            .map(found -> found.group(1))
            .toList();

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(limits).containsAll(named);
  }
}
