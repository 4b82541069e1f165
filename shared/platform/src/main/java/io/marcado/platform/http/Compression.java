package io.marcado.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what is read: an HTTP API does not, and bytes out are dear. What changes something is
 * not compressed. Its answers may have a secret beside what the sender wrote, and the length of the
 * two together must not tell it.
 */
final class Compression {
  /** Smaller bodies fit one packet as they are. */
  static final int LEAST_BYTES = 1_200;

  private Compression() {}

  /** True when an answer to this request may be compressed, if its body is large enough. */
  static boolean fits(@Nullable String routeKey, byte[] body) {
    return routeKey != null && routeKey.startsWith("GET ") && body.length >= LEAST_BYTES;
  }

  /** True when the caller reads gzip. */
  static boolean isAccepted(Map<String, String> headers) {
    return Arrays.stream(headers.getOrDefault("accept-encoding", "").split(","))
        .map(one -> one.replace(" ", ""))
        .anyMatch(one -> one.equals("gzip") || one.matches("gzip;q=(1|1[.]0*|0[.]0*[1-9]\\d*)"));
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
