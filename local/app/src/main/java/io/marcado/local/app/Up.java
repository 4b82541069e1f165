package io.marcado.local.app;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.demo.Seed;
import io.marcado.local.gateway.TenantRouting;
import io.marcado.local.storage.FolderInUseException;
import io.marcado.local.storage.Storage;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code up [--port N] [--listen ADDRESS] [--memory] [--tenants stage|path|host]
 * [--deployed-limits]}: runs the whole product until Ctrl-C.
 */
final class Up {
  private static final int PORT = 3000;

  private Up() {}

  static int run(List<String> arguments, PrintStream terminal)
      throws IOException, InterruptedException {
    Path root = ProjectRoot.find();
    Options options = options(arguments, root);
    Path logs = FunctionLogs.toFile(root.resolve(".marcado"));
    LocalStack stack;
    try {
      stack = LocalStack.start(options);
    } catch (BindException e) {
      throw new UsageException(
          "cannot listen on port %d of %s (%s); choose another with --port N"
              .formatted(options.port(), options.host(), e.getMessage()));
    } catch (FolderInUseException e) {
      throw new UsageException(e.getMessage());
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  terminal.println("Stopping");
                  stack.close();
                  ended.countDown();
                }));
    terminal.printf(
        "Ready after %.1f s. Ctrl-C stops it.%n",
        ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    try {
      terminal.println(new Seed(ApiClient.of(stack.origin().toString())).plant());
    } catch (RuntimeException e) {
      // A developer who breaks a function of the seed wants to find out why on a running stack.
      terminal.println("The business \"demo\" could not be made: " + e);
    }
    terminal.println(OperatorCommand.howTo(stack));
    terminal.println("Functions log to " + root.relativize(logs));
    ended.await();
    return 0;
  }

  private static Options options(List<String> arguments, Path root) {
    Options options = Options.onDisk(PORT, root);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      switch (rest.next()) {
        case "--memory" -> options = options.withStorage(Storage.inMemory());
        case "--deployed-limits" -> options = options.withDeployedLimits();
        case "--tenants" ->
            options = options.withRouting(routing(rest.hasNext() ? rest.next() : ""));
        case "--listen" -> options = options.withHost(address(rest.hasNext() ? rest.next() : ""));
        case "--port" -> options = options.withPort(port(rest.hasNext() ? rest.next() : ""));
        case String other -> throw new UsageException("up does not know " + other);
      }
    }
    return options;
  }

  private static TenantRouting routing(String text) {
    for (TenantRouting routing : TenantRouting.values()) {
      if (routing.name().equalsIgnoreCase(text)) {
        return routing;
      }
    }
    throw new UsageException("--tenants takes stage, path or host");
  }

  private static String address(String text) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException _) {
      throw new UsageException("--listen takes the address of an interface, or 0.0.0.0 for all");
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Falls through to the message.
    }
    throw new UsageException("--port takes a number from 0 (any free one) to 65535");
  }
}
