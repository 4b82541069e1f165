#!/usr/bin/env bash
# Two servers of DynamoDB Local 3.3.1 in one JVM are not independent, though each has a database and a
# port of its own. While the second is being made, the first answers some requests with InvalidAction
# (400) or InternalFailure (500), as if it did not know the operation. It recovers by itself. The SDK
# does not repeat the first kind.
# Tests that run side by side and start servers of their own meet this now and then.
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
  <dependencyManagement>
    <dependencies>
      <dependency><groupId>software.amazon.awssdk</groupId><artifactId>pinpoint</artifactId><version>2.41.0</version></dependency>
      <dependency><groupId>software.amazon.awssdk</groupId><artifactId>cognitoidentity</artifactId><version>2.41.0</version></dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency><groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId><version>3.3.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder" >/dev/null
cat > "$folder/Servers.java" <<'JAVA'
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

class Servers {
  public static void main(String[] arguments) throws Exception {
    int port = port();
    make(port).start();
    System.out.println("alone: " + failures(port, 2_000));
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> failures(port, 60_000));
    while (!first.isDone()) {
      make(port());
    }
    System.out.println("while others are made: " + first.get());
    System.out.println("afterwards: " + failures(port, 2_000));
    System.exit(0);
  }

  /** Not started, so it takes no port. */
  private static DynamoDBProxyServer make(int port) throws Exception {
    CommandLineInput input = new CommandLineInput(
        new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
    input.init();
    return ServerRunner.createServer(input);
  }

  private static String failures(int port, int most) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port))
        .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request,"
            + " SignedHeaders=host, Signature=0")
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
    HttpClient client = HttpClient.newHttpClient();
    try {
      for (int i = 0; i < most; i++) {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          return "some fail";
        }
      }
      return "none fails";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int port() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
JAVA
seen=$(java -cp "$folder/*" "$folder/Servers.java" 2>/dev/null | grep ':')
echo "$seen"
expected='alone: none fails
while others are made: some fail
afterwards: none fails'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
