package io.marcado.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final byte[] LONG = "ção ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, gzip;q=0.8, *;q=0.1", "gzip; q=1.0", "deflate,gzip"})
  void shouldCompressForWhoReadsIt(String accepted) {
    assertThat(Compression.isAccepted(Map.of("accept-encoding", accepted))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "br", "gzip;q=0", "gzip;q=0.000", "x-gzip", "identity, gzip ;q=0"})
  void shouldNotCompressForAnybodyElse(String accepted) {
    assertThat(Compression.isAccepted(Map.of("accept-encoding", accepted))).isFalse();
    assertThat(Compression.isAccepted(Map.of())).isFalse();
  }

  @Test
  void shouldCompressLongAnswersOfReadsOnly() {
    assertThat(Compression.fits("GET /services", LONG)).isTrue();
    assertThat(Compression.fits("GET /services", new byte[200])).isFalse();
    assertThat(Compression.fits("POST /auth/login", LONG)).isFalse();
  }

  @Test
  void shouldLoseNothing() throws IOException {
    byte[] small = Compression.gzip(LONG);

    assertThat(small).hasSizeLessThan(LONG.length / 10);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(small)).readAllBytes()).isEqualTo(LONG);
  }
}
