package io.marcado.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that must be told which one before it starts. */
public final class FreePort {
  // Below those that Linux and macOS give to connections. One of theirs may go to a client
  // meanwhile.
  private static final int FIRST = 15_000;
  private static final int AFTER_LAST = 32_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  /** One that nobody on this machine listens on now. */
  public static int find() {
    IOException last = new IOException("no attempt");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IllegalStateException("no port is free", last);
  }
}
