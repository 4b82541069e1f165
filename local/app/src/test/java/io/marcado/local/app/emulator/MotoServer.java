package io.marcado.local.app.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** moto_server, an AWS emulator written in Python, as a process on a loopback port of its own. */
final class MotoServer implements AutoCloseable {
  /** The account that moto takes every caller to be of. */
  static final String ACCOUNT = "123456789012";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a shell, and pyenv's shims, exit with when they know no such command. */
  private static final int COMMAND_NOT_FOUND = 127;

  private final Process process;
  private final URI endpoint;
  private final Thread stopWithJvm = new Thread(this::stop);

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    Runtime.getRuntime().addShutdownHook(stopWithJvm);
  }

  /** A running server; empty on a machine that has none. */
  static Optional<MotoServer> startIfInstalled() {
    return start("moto_server").or(() -> start("python3", "-m", "moto.server"));
  }

  private static Optional<MotoServer> start(String... command) {
    int port = FreePort.find();
    Path log = Path.of("target", "moto-server.log");
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("-H", "127.0.0.1", "-p", String.valueOf(port)));
    Process process;
    try {
      process =
          new ProcessBuilder(arguments)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException _) {
      return Optional.empty(); // There is no such program.
    }
    MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (accepts(port)) {
        return Optional.of(server);
      }
      pause();
    }
    boolean ended = !process.isAlive();
    server.close();
    String said = text(log);
    if (ended && (process.exitValue() == COMMAND_NOT_FOUND || said.contains("No module named"))) {
      return Optional.empty();
    }
    throw new IllegalStateException("moto does not start: " + said);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For every service: moto tells them apart by the request's signature. */
  URI endpoint() {
    return endpoint;
  }

  /** The text messages to a number that its SNS has taken, oldest first. */
  List<String> messagesTo(String phone) {
    List<String> texts = new ArrayList<>();
    JsonNode models = ApiClient.of(endpoint.toString()).get("/moto-api/data.json").expect(200);
    for (JsonNode message : models.path("sns").path("SMS")) {
      if (message.path("phone_number").asText().equals(phone)) {
        texts.add(message.path("message").asText());
      }
    }
    return texts;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(stopWithJvm);
    stop();
  }

  private void stop() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
