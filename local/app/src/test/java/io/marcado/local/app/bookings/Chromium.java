package io.marcado.local.app.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A browser with one page on a small screen, used by its keyboard alone. It speaks the DevTools
 * protocol, which tells names for those who do not see, and what the browser complains of.
 */
final class Chromium implements AutoCloseable {
  /** CSS pixels of an old phone. */
  static final int WIDTH = 360;

  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final int HEIGHT = 640;
  private static final long PATIENCE_SECONDS = 60;

  private final ObjectMapper json = new ObjectMapper();
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final Process process;
  private final WebSocket socket;
  private final String session;
  private int calls;
  private int loads;

  /** Where it is installed. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(Path::of)
        .map(folder -> folder.resolve("chromium"))
        .filter(program -> program.toFile().canExecute())
        .findFirst();
  }

  /**
   * @param profile an empty folder
   */
  Chromium(Path program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                // Else nothing says when a page that was left is there again.
                "--disable-features=BackForwardCache",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(), new Listener())
            .join();
    String target =
        call("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    session =
        call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Audits", "Accessibility", "Network")) {
      call(domain + ".enable", Map.of());
    }
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", WIDTH, "height", HEIGHT, "deviceScaleFactor", 2, "mobile", true));
  }

  /** Goes to an address. */
  void open(String url) {
    awaitLoad(() -> call("Page.navigate", Map.of("url", url)));
  }

  /** Goes back, as by the button of the browser. */
  void back() {
    awaitLoad(() -> call("Runtime.evaluate", Map.of("expression", "history.back()")));
  }

  /** Tabs to the control with this name and presses it. */
  void press(String name) {
    for (int tabs = 0; tabs < 200; tabs++) {
      key("Tab", 9, "");
      if (evaluate("document.activeElement.ariaLabel || document.activeElement.textContent")
          .asText()
          .equals(name)) {
        if (evaluate("getComputedStyle(document.activeElement).outlineStyle")
            .asText()
            .equals("none")) {
          throw new AssertionError("nobody sees that this has the focus: " + name);
        }
        awaitLoad(() -> key("Enter", 13, "\r"));
        return;
      }
    }
    throw new AssertionError("no control by the keyboard: " + name + " in " + text());
  }

  /** What people read. */
  String text() {
    return evaluate("document.body.innerText").asText();
  }

  /** The result of an expression in the page. */
  JsonNode evaluate(String expression) {
    return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
        .path("result")
        .path("value");
  }

  /** The names of all links, buttons and fields, as a screen reader says them. */
  List<String> controls() {
    return call("Accessibility.getFullAXTree", Map.of())
        .path("nodes")
        .valueStream()
        .filter(
            node ->
                node.path("properties")
                    .valueStream()
                    .anyMatch(
                        property ->
                            property.path("name").asText().equals("focusable")
                                && property.path("value").path("value").asBoolean()))
        .filter(node -> !node.path("role").path("value").asText().equals("RootWebArea"))
        .map(node -> node.path("name").path("value").asText())
        .toList();
  }

  /** Errors of the console, and violations of the page's own policy, so far. */
  List<String> complaints() {
    // The browser tells in order, so all before this answer has come by then.
    evaluate("1");
    return List.copyOf(complaints);
  }

  private void key(String key, int code, String text) {
    Map<String, Object> pressed =
        Map.of("key", key, "code", key, "windowsVirtualKeyCode", code, "text", text);
    for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      Map<String, Object> event = new HashMap<>(pressed);
      event.put("type", type);
      if (type.equals("keyUp")) {
        event.remove("text");
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  private void awaitLoad(Runnable action) {
    int before = loads;
    action.run();
    while (loads == before) {
      take();
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return call(session, method, parameters);
  }

  private JsonNode call(String to, String method, Map<String, ?> parameters) {
    Map<String, Object> message = new HashMap<>();
    int id = ++calls;
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    try {
      socket.sendText(json.writeValueAsString(message), true).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (true) {
      JsonNode answer = take();
      if (answer.path("id").asInt() == id) {
        if (answer.has("error")) {
          throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.path("result");
      }
    }
  }

  private JsonNode take() {
    try {
      JsonNode message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IllegalStateException("the browser says nothing any more");
      }
      JsonNode about = message.path("params");
      switch (message.path("method").asText()) {
        case "Page.loadEventFired" -> loads++;
        case "Log.entryAdded" -> {
          if (about.path("entry").path("level").asText().equals("error")) {
            complaints.add(about.path("entry").toString());
          }
        }
        case "Runtime.consoleAPICalled" -> {
          if (about.path("type").asText().equals("error")) {
            complaints.add(about.toString());
          }
        }
        case "Runtime.exceptionThrown" -> complaints.add(about.toString());
        case "Audits.issueAdded" -> {
          if (about.path("issue").path("code").asText().equals("ContentSecurityPolicyIssue")) {
            complaints.add(about.path("issue").toString());
          }
        }
        default -> {}
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI address() throws IOException {
    BufferedReader told = process.errorReader();
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        // Nobody reads on, and a full pipe would stop it.
        Thread.ofVirtual().start(() -> told.lines().forEach(_ -> {}));
        return URI.create(listening.group(1));
      }
    }
    throw new IOException("the browser does not start");
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  /** Puts whole messages into the queue. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        try {
          received.add(json.readTree(parts.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
