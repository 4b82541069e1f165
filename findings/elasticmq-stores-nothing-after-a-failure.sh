#!/usr/bin/env bash
# ElasticMQ 1.7.1 with its message store, after the store has failed once: here since another
# connection to its H2 database has locked a row for some seconds, and the message of that row is received meanwhile.
# Pekko then starts the actor that stores anew, and it knows no queue: from then on no message of any queue is stored, and each
# send is answered with success. What was sent since is gone with the process.
# The store also fails by itself, once in some ten thousand messages, when a waiting receiver gets a message in the
# moment in which it is stored ("requirement failed", in DBMessage.from). Tests that kill a process lose messages by it.
# Takes a JDK of 17 or later and Maven, and about a minute.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.elasticmq</groupId><artifactId>elasticmq-server_2.13</artifactId><version>1.7.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder" >/dev/null
cat > "$folder/Stored.java" <<'JAVA'
import com.typesafe.config.ConfigFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scalikejdbc.ConnectionPool;

class Stored {
  public static void main(String[] arguments) throws Exception {
    int port = start(Path.of(arguments[1]));
    if (arguments[0].equals("send")) {
      System.out.println("before: " + send(port, "before"));
      try (Connection connection = ConnectionPool.get(ConnectionPool.DEFAULT_NAME()).borrow();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        String table;
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "MESSAGE_WORK%", null)) {
          tables.next();
          table = tables.getString("TABLE_NAME");
        }
        statement.executeQuery("select * from " + table + " for update").close();
        System.out.println("received meanwhile: " + ask(port, "Action=ReceiveMessage&QueueUrl=" + url(port)).statusCode());
        connection.rollback();
      }
      System.out.println("afterwards: " + send(port, "afterwards"));
    } else {
      System.out.println("kept: " + count(port));
    }
    Runtime.getRuntime().halt(0);
  }

  private static int start(Path store) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    new ElasticMQServer(
            new ElasticMQServerConfig(
                ConfigFactory.parseMap(
                        Map.of(
                            "rest-sqs.bind-port", port,
                            "rest-sqs.bind-hostname", "localhost",
                            "rest-stats.enabled", false,
                            "node-address.port", port,
                            "messages-storage.enabled", true,
                            "messages-storage.uri", "jdbc:h2:" + store.resolve("messages") + ";WRITE_DELAY=0",
                            "queues.work.delay", "0 seconds"))
                    .withFallback(ConfigFactory.load())
                    .resolve()))
        .start();
    for (int i = 0; i < 100 && !ask(port, "Action=GetQueueUrl&QueueName=work").body().contains("<QueueUrl>"); i++) {
      Thread.sleep(100);
    }
    return port;
  }

  private static String send(int port, String body) throws Exception {
    return ask(port, "Action=SendMessage&QueueUrl=" + url(port) + "&MessageBody=" + body).statusCode() == 200
        ? "sent"
        : "error";
  }

  private static String url(int port) {
    return "http://localhost:" + port + "/000000000000/work";
  }

  private static String count(int port) throws Exception {
    Thread.sleep(1000);
    return ask(
            port,
            "Action=GetQueueAttributes&QueueUrl="
                + url(port)
                + "&AttributeName.1=ApproximateNumberOfMessages")
        .body()
        .replaceAll("(?s).*<Name>ApproximateNumberOfMessages</Name>\\s*<Value>(\\d+)</Value>.*", "$1");
  }

  private static HttpResponse<String> ask(int port, String form) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
JAVA
mkdir "$folder/store"
sends() { java -cp "$folder/*" "$folder/Stored.java" send "$folder/store" 2>/dev/null | grep -E '^[a-z ]+: [a-z0-9]+$'; }
keeps() { java -cp "$folder/*" "$folder/Stored.java" read "$folder/store" 2>/dev/null | grep 'kept: '; }
seen=$(sends; keeps)
echo "$seen"
expected='before: sent
received meanwhile: 503
afterwards: sent
kept: 1'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
