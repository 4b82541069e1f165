#!/usr/bin/env bash
# Two servers of ElasticMQ 1.7.1 in one JVM, each with a message store of its own, write to one of them.
# They share a pool of connections, which the first one makes; the second one's setting is not looked at.
# So a message of the second server is gone after a restart on its own store, and a queue of that name
# on the first store has it instead, though it was never sent there.
# Tests that run side by side on stores of their own lose messages by it, now and then.
# Takes a JDK of 17 or later and Maven.
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
cat > "$folder/Stores.java" <<'JAVA'
import com.typesafe.config.ConfigFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;

class Stores {
  public static void main(String[] arguments) throws Exception {
    Path one = Path.of(arguments[1], "one");
    Path other = Path.of(arguments[1], "other");
    switch (arguments[0]) {
      case "send" -> {
        int first = start(one);
        int second = start(other);
        send(first, "first");
        send(second, "second");
      }
      case "read" -> System.out.println(arguments[2] + " has " + count(start(Path.of(arguments[1], arguments[2]))));
      default -> throw new IllegalArgumentException(arguments[0]);
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
    for (int i = 0; i < 100 && !ask(port, "Action=GetQueueUrl&QueueName=work").contains("<QueueUrl>"); i++) {
      Thread.sleep(100);
    }
    return port;
  }

  private static void send(int port, String body) throws Exception {
    String answer = ask(port, "Action=SendMessage&QueueUrl=http://localhost:" + port + "/000000000000/work&MessageBody=" + body);
    if (!answer.contains("<MessageId>")) {
      throw new IllegalStateException(answer);
    }
  }

  private static String count(int port) throws Exception {
    Thread.sleep(1000);
    String answer = ask(port, "Action=GetQueueAttributes&QueueUrl=http://localhost:" + port
        + "/000000000000/work&AttributeName.1=ApproximateNumberOfMessages");
    return answer.replaceAll("(?s).*<Name>ApproximateNumberOfMessages</Name>\\s*<Value>(\\d+)</Value>.*", "$1");
  }

  private static String ask(int port, String form) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
JAVA
mkdir "$folder/stores"
java -cp "$folder/*" "$folder/Stores.java" send "$folder/stores" >/dev/null 2>&1
seen=$(for store in one other; do
  java -cp "$folder/*" "$folder/Stores.java" read "$folder/stores" "$store" 2>/dev/null | grep ' has '
done)
echo "$seen"
expected='one has 2
other has 0'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
