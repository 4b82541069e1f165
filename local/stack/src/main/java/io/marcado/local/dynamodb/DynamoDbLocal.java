package io.marcado.local.dynamodb;

import io.marcado.local.http.FreePort;
import io.marcado.local.http.HttpServer;
import io.marcado.local.template.ProjectRoot;
import io.marcado.local.template.Surroundings;
import io.marcado.local.template.TableDeclaration;
import io.marcado.local.template.Template;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.shared.access.LocalDBAccess;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/**
 * Amazon's DynamoDB Local as a server in this JVM, in memory or on disk.
 *
 * <p>Store tests use {@link #shared()}: one server and one table for all tests of a JVM, kept apart
 * by their tenants.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final ReadWriteLock OPERATIONS = new ReentrantReadWriteLock();
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private static @Nullable DynamoDbLocal shared;

  static {
    // It would tell on the console that it has loaded its library.
    SQLITE_LOG.setLevel(Level.WARNING);
  }

  private final LocalDynamoDBRequestHandler requests;
  private final DynamoDBProxyServer server;
  private final URI endpoint;
  private final String tableName;
  private final DynamoDbClient client;
  private final boolean onDisk;

  private DynamoDbLocal(
      LocalDynamoDBRequestHandler requests,
      DynamoDBProxyServer server,
      URI endpoint,
      TableDeclaration table,
      boolean onDisk) {
    this.requests = requests;
    this.server = server;
    this.onDisk = onDisk;
    this.endpoint = endpoint;
    this.tableName = table.name();
    this.client = InProcessDynamoDb.client(requests, DynamoDbClient.class);
  }

  /** One in-memory server per JVM with the table of the project's template.yaml. */
  public static synchronized DynamoDbLocal shared() {
    if (shared == null) {
      shared = inMemory();
    }
    return shared;
  }

  /** A server of its own with the table of the project's template.yaml, empty. */
  public static DynamoDbLocal inMemory() {
    Path template = ProjectRoot.find().resolve("template.yaml");
    return inMemory(Template.read(template, Surroundings.nowhere()).table());
  }

  /** A server of its own, empty. */
  public static DynamoDbLocal inMemory(TableDeclaration table) {
    return start(Optional.empty(), table);
  }

  /** A server on the folder's database, which it makes when there is none. */
  public static DynamoDbLocal onDisk(Path folder, TableDeclaration table) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot make " + folder, e);
    }
    return start(Optional.of(folder), table);
  }

  private static DynamoDbLocal start(Optional<Path> folder, TableDeclaration table) {
    NativeSqlite.unpack();
    // The URL connection client keeps 5 idle connections by default and opens new ones beyond that.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
    SocketException busy = new SocketException("no attempt");
    for (int attempt = 0; attempt < 5; attempt++) {
      int port = FreePort.find();
      try {
        // Not by ServerRunner, which prints a banner and keeps the request handler to itself.
        LocalDynamoDBRequestHandler requests = requests(folder);
        DynamoDBProxyServer server = create(port, requests);
        server.start();
        DynamoDbLocal local =
            new DynamoDbLocal(
                requests,
                server,
                URI.create("http://localhost:" + port),
                table,
                folder.isPresent());
        local.create(table);
        return local;
      } catch (SocketException e) {
        busy = e;
      } catch (Exception e) {
        throw new IllegalStateException("DynamoDB Local does not start", e);
      }
    }
    throw new IllegalStateException("DynamoDB Local finds no free port", busy);
  }

  /** On a database that remembers its tables; the constructor alone would make another one. */
  private static LocalDynamoDBRequestHandler requests(Optional<Path> folder) {
    LocalDynamoDBRequestHandler requests =
        new LocalDynamoDBRequestHandler(
            0, folder.isEmpty(), folder.map(Path::toString).orElse(null), true, false);
    Map<String, Object> databases =
        Inside.value(LocalDynamoDBRequestHandler.class, "dbRequestHandlers", requests);
    String name = "shared-local-instance";
    LocalDBAccess database =
        CallersQueue.in(
            folder
                .map(path -> new SQLiteDBAccess(path.resolve(name + ".db").toString()))
                .orElseGet(SQLiteDBAccess::new));
    databases.put(
        name,
        new LocalDBClient(
            KnownTables.of(database), new JobsRegister(Executors.newFixedThreadPool(10), false)));
    return requests;
  }

  private static DynamoDBProxyServer create(int port, LocalDynamoDBRequestHandler requests)
      throws Exception {
    DynamoDBProxyServer proxy =
        unanswered(
            () -> new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(requests, null)));
    Server jetty = Inside.value(DynamoDBProxyServer.class, "server", proxy);
    // It listens on every interface, and no option changes that.
    for (Connector connector : jetty.getConnectors()) {
      ((ServerConnector) connector).setHost(HttpServer.LOOPBACK);
    }
    jetty.setHandler(new Answering(jetty.getHandler()));
    return proxy;
  }

  /**
   * Makes a server, or a part of it, while no other one of this JVM answers. All of them look their
   * operations up in one static map, which each new one replaces by an empty one and then fills:
   * what is asked meanwhile is an InvalidAction, or an InternalFailure.
   */
  static <T> T unanswered(Callable<T> making) throws Exception {
    OPERATIONS.writeLock().lock();
    try {
      return making.call();
    } finally {
      OPERATIONS.writeLock().unlock();
    }
  }

  /** Answers requests while no server is being made. */
  private static final class Answering extends Handler.Wrapper {
    Answering(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      OPERATIONS.readLock().lock();
      try {
        return super.handle(request, response, callback);
      } finally {
        OPERATIONS.readLock().unlock();
      }
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  public String tableName() {
    return tableName;
  }

  /**
   * Reaches the table in this JVM, without HTTP; see {@link InProcessDynamoDb}. Functions and other
   * processes use {@link #endpoint()}.
   */
  public DynamoDbClient client() {
    return client;
  }

  /** Reaches the table's stream as {@link #client()} does the table. */
  public DynamoDbStreamsClient streams() {
    return InProcessDynamoDb.client(requests, DynamoDbStreamsClient.class);
  }

  /** The environment variables with which a function finds this server and its table. */
  public Map<String, String> variables() {
    return Map.of(
        "TABLE_NAME",
        tableName,
        "AWS_ENDPOINT_URL_DYNAMODB",
        endpoint.toString(),
        "AWS_REGION",
        Surroundings.REGION,
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        "local");
  }

  /**
   * A host whose functions reach this table in this JVM, which takes less than half of the
   * processor's time. By HTTP they do when it is on disk, as it is for a stack that people use, and
   * when the variables name another address.
   *
   * @param variables of the function; {@code AWS_ACCESS_KEY_ID} says to {@link TableWatch} which
   */
  public FunctionHost host(Map<String, String> variables, InstantSource clock) {
    boolean here =
        !onDisk && endpoint.toString().equals(variables.get("AWS_ENDPOINT_URL_DYNAMODB"));
    return new FunctionHost(
        variables,
        clock,
        here
            ? Optional.of(
                InProcessDynamoDb.watched(
                    requests, variables.getOrDefault("AWS_ACCESS_KEY_ID", "local")))
            : Optional.empty());
  }

  private void create(TableDeclaration table) {
    if (client.listTables().tableNames().contains(table.name())) {
      return; // On disk, from an earlier start.
    }
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                table.attributes().stream()
                    .map(
                        attribute ->
                            AttributeDefinition.builder()
                                .attributeName(attribute.name())
                                .attributeType(attribute.type())
                                .build())
                    .toList())
            .keySchema(keys(table.keys()));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.indexes().stream()
              .map(
                  index ->
                      GlobalSecondaryIndex.builder()
                          .indexName(index.name())
                          .keySchema(keys(index.keys()))
                          .projection(
                              projection -> {
                                projection.projectionType(
                                    ProjectionType.fromValue(index.projection()));
                                if (!index.includedAttributes().isEmpty()) {
                                  projection.nonKeyAttributes(index.includedAttributes());
                                }
                              })
                          .build())
              .toList());
    }
    Optional<String> streamView = table.streamView();
    if (streamView.isPresent()) {
      request.streamSpecification(
          stream ->
              stream
                  .streamEnabled(true)
                  .streamViewType(StreamViewType.fromValue(streamView.get())));
    }
    client.createTable(request.build());
    table
        .ttlAttribute()
        .ifPresent(
            attribute ->
                client.updateTimeToLive(
                    ttl ->
                        ttl.tableName(table.name())
                            .timeToLiveSpecification(
                                specification ->
                                    specification.attributeName(attribute).enabled(true))));
  }

  private static List<KeySchemaElement> keys(List<TableDeclaration.Key> keys) {
    return keys.stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.attribute())
                    .keyType(KeyType.fromValue(key.role()))
                    .build())
        .toList();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
  }
}
