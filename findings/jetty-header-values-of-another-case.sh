#!/usr/bin/env bash
# Jetty 12.1.2 by default does not hand on header values byte for byte where they differ in case alone.
# - Each connection keeps some headers that clients repeat, such as User-Agent and Accept-Language, and
#   finds them without regard to case. A later request on the connection then gets the earlier text.
#   A custom header is not kept.
# - A few common values are known from the start: `Connection: Close` arrives as `close`, and
#   `Content-Type: Application/JSON` as `application/json`.
# `HttpConfiguration.setHeaderCacheCaseSensitive(true)` ends both.
# Takes a JDK of 17 or later and Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for artifact in org.eclipse.jetty:jetty-{server,http,io,util}:12.1.2 org.slf4j:slf4j-api:2.0.17; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="$artifact" -DoutputDirectory="$folder" >/dev/null
done
cat > "$folder/Headers.java" <<'JAVA'
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

class Headers {
  public static void main(String[] arguments) throws Exception {
    for (boolean caseSensitive : new boolean[] {false, true}) {
      HttpConfiguration configuration = new HttpConfiguration();
      if (caseSensitive) {
        configuration.setHeaderCacheCaseSensitive(true);
      }
      Server server = new Server();
      ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(new Handler.Abstract() {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
          StringBuilder seen = new StringBuilder();
          request.getHeaders().forEach(field -> seen.append(field.getValue()).append(' '));
          System.out.println(caseSensitive + " " + seen.toString().strip());
          response.write(true, ByteBuffer.allocate(0), callback);
          return true;
        }
      });
      server.start();
      try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
        String form = "GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: %s\r\nAccept-Language: %s\r\n"
            + "X-Custom: %s\r\nContent-Type: %s\r\nConnection: %s\r\n\r\n";
        socket.getOutputStream().write(
            (form.formatted("first", "pt-br", "one", "text/plain", "keep-alive")
             + form.formatted("First", "pt-BR", "One", "Application/JSON", "Close"))
            .getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().readAllBytes();
      }
      server.stop();
    }
  }
}
JAVA
seen=$(java -cp "$folder/*" "$folder/Headers.java" 2>/dev/null)
echo "$seen"
expected='false h first pt-br one text/plain keep-alive
false h first pt-br One application/json close
true h first pt-br one text/plain keep-alive
true h First pt-BR One Application/JSON Close'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
