package io.marcado.local.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.marcado.local.http.FreePort;
import io.marcado.local.template.QueueDeclaration;
import io.marcado.local.template.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.OneForOneStrategy;
import org.apache.pekko.actor.SupervisorStrategy;
import org.apache.pekko.actor.SupervisorStrategyConfigurator;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.japi.pf.DeciderBuilder;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scala.Function0;
import scalikejdbc.ConnectionPool;
import scalikejdbc.ConnectionPoolSettings;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * ElasticMQ as a server in this JVM, with the queues of the template.
 *
 * <p>On disk, a message is in its database before the send is answered. ElasticMQ keeps one
 * database connection a JVM, so there can be only one server on disk at a time.
 */
public final class ElasticMq implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  /** Whether a server on disk runs in this JVM. */
  private static final AtomicBoolean ON_DISK = new AtomicBoolean();

  private final Function0<Terminated> shutdown;
  private final SqsClient client;
  private final boolean onDisk;

  private ElasticMq(Function0<Terminated> shutdown, SqsClient client, boolean onDisk) {
    this.shutdown = shutdown;
    this.client = client;
    this.onDisk = onDisk;
  }

  /** A port that is free now; queue URLs need it before the server runs. */
  public static URI freeAddress() {
    return URI.create("http://localhost:" + FreePort.find());
  }

  /**
   * Returns when every queue is there and every kept message back in its queue.
   *
   * @param folder absent = in memory
   * @throws IllegalStateException when this JVM has another server on disk
   */
  public static ElasticMq start(URI address, Optional<Path> folder, List<QueueDeclaration> queues) {
    // The second one would write the messages of the first into its own database, and close it.
    if (folder.isPresent() && !ON_DISK.compareAndSet(false, true)) {
      throw new IllegalStateException("Another stack of this JVM has its queues on disk");
    }
    // Pekko reads these from the system properties only. LocalStack decides when to shut down.
    System.setProperty("pekko.loglevel", "WARNING");
    // Its timers would else wake a hundred times a second, in each stack, though all else is idle.
    System.setProperty("pekko.scheduler.tick-duration", "50ms");
    System.setProperty("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off");
    System.setProperty("pekko.actor.guardian-supervisor-strategy", GoesOn.class.getName());
    ConfigFactory.invalidateCaches();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("node-address.port", address.getPort());
    settings.put("rest-sqs.bind-port", address.getPort());
    settings.put("rest-sqs.bind-hostname", "localhost");
    settings.put("aws.region", Surroundings.REGION);
    settings.put("aws.accountId", Surroundings.ACCOUNT);
    Map<String, Integer> kept = new HashMap<>();
    folder.ifPresent(
        path -> {
          String database = database(path);
          kept.putAll(release(database, queues));
          settings.put("messages-storage.enabled", true);
          settings.put("messages-storage.uri", database);
        });
    queues.forEach(queue -> settings.put("queues." + quote(queue.name()), queue(queue)));
    Config config =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.load(ElasticMq.class.getClassLoader()))
            .resolve();
    ElasticMq mq =
        new ElasticMq(
            new ElasticMQServer(new ElasticMQServerConfig(config)).start(),
            client(address),
            folder.isPresent());
    mq.awaitQueues(queues, kept);
    return mq;
  }

  /**
   * Lets the part that stores messages go on after a failure. Made anew, as Pekko would else do, it
   * knows no queue, stores nothing more, and says nothing of it; ElasticMQ 1.7.1 fails so when a
   * message is received in the moment in which it is stored. As it is, one message is not stored.
   */
  public static final class GoesOn implements SupervisorStrategyConfigurator {
    @Override
    public SupervisorStrategy create() {
      return new OneForOneStrategy(
          DeciderBuilder.matchAny(_ -> (SupervisorStrategy.Directive) SupervisorStrategy.resume())
              .build());
    }
  }

  private static String database(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot make " + folder, e);
    }
    // Without WRITE_DELAY=0 H2 keeps commits in memory for half a second. Its own hook would close
    // it at Ctrl-C while the functions still send.
    return "jdbc:h2:"
        + folder.toAbsolutePath().resolve("messages")
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  /**
   * Makes visible again what a consumer had in its hands when the last JVM ended: it is gone, and
   * nobody else reads these queues. That JVM's end was not the message's fault, so all its tries
   * are before it again; otherwise a few kills in a row would move it to the dead letters. Counts
   * the messages that must come back.
   */
  private static Map<String, Integer> release(String database, List<QueueDeclaration> queues) {
    Map<String, Integer> kept = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(database, "", "");
        Statement statement = connection.createStatement()) {
      for (QueueDeclaration queue : queues) {
        String table = table(queue.name());
        if (hasTable(connection, table)) {
          statement.executeUpdate(
              "update "
                  + table
                  + " set next_delivery = 0, receive_count = 0 where receive_count > 0");
          try (ResultSet count = statement.executeQuery("select count(*) from " + table)) {
            count.next();
            kept.put(queue.name(), count.getInt(1));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the kept messages", e);
    }
    // ElasticMQ makes its connection pool only once a JVM; this one takes its place from then on.
    ConnectionPoolSettings pool = ConnectionPool.singleton$default$4();
    ConnectionPool.singleton(
        database, "", "", pool, ConnectionPool.singleton$default$5(database, "", "", pool));
    return kept;
  }

  private static boolean hasTable(Connection connection, String table) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, table.toUpperCase(Locale.ROOT), null)) {
      return tables.next();
    }
  }

  /** As ElasticMQ's MessageRepository names it. */
  private static String table(String queue) {
    return "message_"
        + queue.replace(".", "_").replace("-", "_")
        + "_"
        + Integer.toHexString(queue.hashCode());
  }

  private static String quote(String name) {
    return "\"" + name + "\"";
  }

  private static Map<String, Object> queue(QueueDeclaration queue) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("defaultVisibilityTimeout", queue.visibilityTimeoutSeconds() + " seconds");
    settings.put("delay", queue.delaySeconds() + " seconds");
    queue
        .redrive()
        .ifPresent(
            redrive ->
                settings.put(
                    "deadLettersQueue",
                    Map.of(
                        "name",
                        redrive.deadLetterQueueName(),
                        "maxReceiveCount",
                        redrive.maxReceiveCount())));
    return settings;
  }

  private static SqsClient client(URI address) {
    return SqsClient.builder()
        .endpointOverride(address)
        .region(Region.of(Surroundings.REGION))
        // It looks at no signature.
        .credentialsProvider(AnonymousCredentialsProvider.create())
        // Longer than a long poll.
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(40)))
        .build();
  }

  private void awaitQueues(List<QueueDeclaration> queues, Map<String, Integer> kept) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    List<String> missing = new ArrayList<>(queues.stream().map(QueueDeclaration::name).toList());
    while (true) {
      missing.removeIf(name -> isBack(name, kept.getOrDefault(name, 0)));
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("ElasticMQ did not bring up " + missing);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean isBack(String name, int messages) {
    try {
      return messageCount(name) >= messages;
    } catch (QueueDoesNotExistException _) {
      return false;
    }
  }

  /** Messages in the queue, in flight and delayed ones included. */
  public int messageCount(String queueName) {
    return client
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(url(queueName))
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  public String url(String queueName) {
    return client.serviceClientConfiguration().endpointOverride().orElseThrow()
        + "/"
        + Surroundings.ACCOUNT
        + "/"
        + queueName;
  }

  /** Returns when the message is kept. */
  public void send(String queueName, String body) {
    send(queueName, body, Optional.empty());
  }

  /**
   * Returns when the message is kept.
   *
   * @param group of a fair queue, whose it is
   */
  public void send(String queueName, String body, Optional<String> group) {
    client.sendMessage(
        request ->
            request.queueUrl(url(queueName)).messageBody(body).messageGroupId(group.orElse(null)));
  }

  public SqsClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    shutdown.apply();
    if (onDisk) {
      ConnectionPool.closeAll();
      ON_DISK.set(false);
    }
  }
}
