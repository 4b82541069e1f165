package io.marcado.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

  @ParameterizedTest
  @ValueSource(strings = {"/a%00b", "/..", "/a/../../b", "/%2e%2e/x", "/a%zz", "/a b", "*"})
  void shouldAnswerABrokenPathWithAProblem(String path) throws IOException {
    String answer = answer(path);

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("Content-Type: application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("code").asText()).isEqualTo("malformed-request");
    assertThat(problem.path("instance").asText()).endsWith(problem.path("traceId").asText());
  }

  /** As on AWS, on one connection as on many. */
  @Test
  void shouldHandOnHeaderValuesAsTheyWereSent() throws IOException {
    List<List<String>> seen = new CopyOnWriteArrayList<>();
    Reply reply = Reply.json(200, "{}");
    try (HttpServer server =
            HttpServer.start(
                HttpServer.LOOPBACK,
                0,
                10,
                reply,
                request -> {
                  seen.add(
                      Stream.of("authorization", "user-agent", "x-custom", "connection")
                          .map(name -> request.header(name).orElse(""))
                          .toList());
                  return reply;
                });
        Socket socket = new Socket(HttpServer.LOOPBACK, server.address().getPort())) {
      String form =
          "GET / HTTP/1.1\r\nHost: h\r\nAuthorization: %s\r\nUser-Agent: %s\r\nX-Custom: %s\r\n"
              + "Connection: %s\r\n\r\n";
      socket
          .getOutputStream()
          .write(
              (form.formatted("Bearer abc", "first", "one", "keep-alive")
                      + form.formatted("BEARER ABC", "First", "One", "Close"))
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }

    assertThat(seen)
        .containsExactly(
            List.of("Bearer abc", "first", "one", "keep-alive"),
            List.of("BEARER ABC", "First", "One", "Close"));
  }

  private static String answer(String path) throws IOException {
    Reply reply = Reply.json(200, "{}");
    try (HttpServer server = HttpServer.start(HttpServer.LOOPBACK, 0, 10, reply, _ -> reply);
        Socket socket = new Socket(HttpServer.LOOPBACK, server.address().getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
