#!/usr/bin/env bash
# AWS SDK for Java 2.41.18 with url-connection-client: when the time of an attempt is up while the request is being
# sent, here while it waits for the server to say 100 Continue, the caller gets an UncheckedIOException. It is neither an
# ApiCallAttemptTimeoutException nor any SdkException, so no further attempt is made, and code that handles
# SdkException lets it pass. On a busy machine the same was seen without Expect, as a NullPointerException of
# HttpURLConnection, which the abort takes the connection from.
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
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>dynamodb</artifactId><version>2.41.18</version></dependency>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>url-connection-client</artifactId><version>2.41.18</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder" >/dev/null
cat > "$folder/Abort.java" <<'JAVA'
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.net.Socket;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class Abort {
  public static void main(String[] arguments) throws Exception {
    List<Socket> silent = new ArrayList<>();
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting =
        new Thread(
            () -> {
              try {
                while (true) {
                  silent.add(server.accept());
                }
              } catch (Exception e) {
                // Closed.
              }
            });
    accepting.setDaemon(true);
    accepting.start();
    DynamoDbClient client =
        DynamoDbClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .endpointOverride(URI.create("http://localhost:" + server.getLocalPort()))
            .overrideConfiguration(
                configuration ->
                    configuration.apiCallAttemptTimeout(Duration.ofSeconds(1)).putHeader("Expect", "100-continue"))
            .build();
    String thrown = "nothing";
    try {
      client.getItem(request -> request.tableName("table").key(Map.of("pk", AttributeValue.fromS("key"))));
    } catch (RuntimeException e) {
      thrown = e.getClass().getSimpleName();
    }
    System.out.println(thrown + " after " + silent.size() + " attempts");
    Runtime.getRuntime().halt(0);
  }
}
JAVA
seen=$(java -cp "$folder/*" "$folder/Abort.java" 2>/dev/null | grep ' after ')
echo "$seen"
expected='UncheckedIOException after 1 attempts'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
