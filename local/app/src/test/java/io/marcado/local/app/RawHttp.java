package io.marcado.local.app;

import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends requests by hand, since no client library lets the host be chosen. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * Sends one request and returns the whole answer, status line and headers included.
   *
   * @param server where the connection goes
   * @param target path and query
   * @param headers whole lines, the host among them
   * @param body written as JSON; text as it is, empty for none
   */
  public static String send(
      URI server, String method, String target, List<String> headers, Object body) {
    byte[] bytes =
        (body instanceof String text ? text : Json.write(body)).getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.1\r\n%s\r\nContent-Type: application/json\r\nConnection: close\r\n"
            .formatted(method, target, String.join("\r\n", headers));
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              (head + "Content-Length: " + bytes.length + "\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
