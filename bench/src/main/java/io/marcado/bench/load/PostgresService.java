package io.marcado.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.http.FreePort;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a small booking service would be: one endpoint, JDBC, and an exclusion constraint of
 * PostgreSQL that keeps the times of a resource apart. It knows no businesses, rules, limits,
 * events or messages, and asks nobody to sign in.
 */
final class PostgresService implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final int CONNECTIONS = 16;
  static final Duration LENGTH = Duration.ofMinutes(30);

  /** SQLSTATE exclusion_violation. */
  private static final String TAKEN = "23P01";

  private final Path folder;
  private final Process database;
  private final BlockingQueue<Connection> connections = new ArrayBlockingQueue<>(CONNECTIONS);
  private final HttpServer server;

  private PostgresService(Path programs, Path folder) throws Exception {
    this.folder = folder;
    int port = FreePort.find();
    // It refuses to run as root, and what Debian installs has a user of its own.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path data = folder.resolve("data");
    Path log = folder.resolve("log");
    Process made =
        program(programs, "initdb", "-D", data.toString(), "-U", "bench", "-A", "trust")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (made.waitFor() != 0) {
      throw new IOException(Files.readString(log));
    }
    this.database =
        program(
                programs,
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=" + HttpServer.LOOPBACK,
                "-c",
                "unix_socket_directories=")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(connect(port));
    }
    Connection first = connections.take();
    try (Statement statement = first.createStatement()) {
      statement.execute("create extension btree_gist");
      statement.execute(
          """
          create table bookings (
            id uuid primary key,
            resource text not null,
            service text not null,
            during tstzrange not null,
            exclude using gist (resource with =, during with &&))
          """);
    }
    connections.add(first);
    this.server =
        HttpServer.start(HttpServer.LOOPBACK, 0, 100_000, Reply.json(413, "{}"), this::book);
  }

  /** Empty where PostgreSQL is not installed as Debian does it. */
  static Optional<PostgresService> start() throws Exception {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      Optional<Path> newest =
          versions
              .map(version -> version.resolve("bin"))
              .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
              .max(Comparator.naturalOrder());
      return newest.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new PostgresService(newest.get(), Files.createTempDirectory("marcado-peer")));
    }
  }

  private static ProcessBuilder program(Path programs, String name, String... arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(Path.of("/").toFile());
  }

  private Connection connect(int port) throws Exception {
    SQLException last = new SQLException("no attempt");
    for (int attempt = 0; attempt < 100 && database.isAlive(); attempt++) {
      try {
        return DriverManager.getConnection(
            "jdbc:postgresql://" + HttpServer.LOOPBACK + ":" + port + "/postgres?user=bench");
      } catch (SQLException e) {
        last = e;
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    database.destroy();
    throw last;
  }

  private Reply book(Request request) {
    try {
      JsonNode wish = Json.parse(request.text());
      String start = wish.path("start").asText();
      UUID id = UUID.randomUUID();
      Connection connection = connections.take();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into bookings values (?, ?, ?, tstzrange(?::timestamptz, ?::timestamptz + ?::interval))")) {
        insert.setObject(1, id);
        insert.setString(2, wish.path("resourceId").asText());
        insert.setString(3, wish.path("serviceId").asText());
        insert.setString(4, start);
        insert.setString(5, start);
        insert.setString(6, LENGTH.toMinutes() + " minutes");
        insert.executeUpdate();
      } finally {
        connections.add(connection);
      }
      return Reply.json(201, Json.write(Map.of("bookingId", id.toString(), "start", start)));
    } catch (SQLException e) {
      return Reply.json(TAKEN.equals(e.getSQLState()) ? 409 : 500, "{}");
    } catch (IOException e) {
      return Reply.json(400, "{}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI address() {
    return server.address();
  }

  /** Processor time of PostgreSQL so far, all its processes together. */
  Duration storeTime() {
    return database
        .descendants()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws Exception {
    server.close();
    for (Connection connection : connections) {
      connection.close();
    }
    database.destroy();
    database.waitFor();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
