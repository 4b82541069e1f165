package io.marcado.local.dynamodb;

import io.marcado.local.http.HttpServer;
import io.marcado.local.template.ProjectRoot;
import io.marcado.local.template.Surroundings;
import io.marcado.local.template.TableDeclaration;
import io.marcado.local.template.Template;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Amazon's DynamoDB Local as a server in this JVM, in memory or on disk.
 *
 * <p>Store tests use {@link #shared()}: one server and one table for all tests of a JVM, kept apart
 * by their tenants.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final ReadWriteLock OPERATIONS = new ReentrantReadWriteLock();

  private static @Nullable DynamoDbLocal shared;

  private final DynamoDBProxyServer server;
  private final URI endpoint;
  private final String tableName;
  private final DynamoDbClient client;
  private final boolean onDisk;

  private DynamoDbLocal(
      DynamoDBProxyServer server, URI endpoint, TableDeclaration table, boolean onDisk) {
    this.server = server;
    this.onDisk = onDisk;
    this.endpoint = endpoint;
    this.tableName = table.name();
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(Surroundings.REGION))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
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
    return start(List.of("-inMemory"), table, false);
  }

  /** A server on the folder's database, which it makes when there is none. */
  public static DynamoDbLocal onDisk(Path folder, TableDeclaration table) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot make " + folder, e);
    }
    return start(List.of("-dbPath", folder.toString()), table, true);
  }

  private static DynamoDbLocal start(List<String> storage, TableDeclaration table, boolean onDisk) {
    NativeSqlite.unpack();
    // The URL connection client keeps 5 idle connections by default and opens new ones beyond that.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
    SocketException busy = new SocketException("no attempt");
    for (int attempt = 0; attempt < 5; attempt++) {
      int port = freePort();
      List<String> arguments = new ArrayList<>(storage);
      arguments.addAll(List.of("-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)));
      try {
        CommandLineInput input = new CommandLineInput(arguments.toArray(String[]::new));
        input.init();
        // Not createServerFromCommandLineArgs: that one prints a banner.
        DynamoDBProxyServer server = create(input);
        server.start();
        DynamoDbLocal local =
            new DynamoDbLocal(server, URI.create("http://localhost:" + port), table, onDisk);
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

  private static DynamoDBProxyServer create(CommandLineInput input) throws Exception {
    DynamoDBProxyServer proxy = unanswered(() -> ServerRunner.createServer(input));
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    Server jetty = (Server) field.get(proxy);
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  }

  public URI endpoint() {
    return endpoint;
  }

  public String tableName() {
    return tableName;
  }

  /** Shared by all callers; closed with the server. */
  public DynamoDbClient client() {
    return client;
  }

  /**
   * Returns when everything that was answered is on disk. DynamoDB Local answers a transaction when
   * its commit is queued, not when it is done, and a process killed in between loses it. The queue
   * is worked off in order, so a read that has come back has every earlier commit before it.
   */
  public void settle() {
    if (onDisk) {
      client.getItem(
          request ->
              request
                  .tableName(tableName)
                  .key(
                      Map.of(
                          "pk", AttributeValue.fromS("settled"),
                          "sk", AttributeValue.fromS("settled"))));
    }
  }

  /** A new client for the table's stream; the caller closes it. */
  public DynamoDbStreamsClient streams() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(Surroundings.REGION))
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
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
    client.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
  }
}
