package io.marcado.bench.coldstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.bench.jars.LambdaJar;
import io.marcado.local.Options;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Functions from their Lambda jars, each in a fresh JVM, with and without priming. */
public final class ColdStarts implements Measurement {
  private static final int RUNS = 3;
  private static final List<String> FUNCTIONS =
      List.of("GetHealth", "ListServices", "CreatePublicBooking", "Login");

  @Override
  public String title() {
    return "First answer of a function in a fresh JVM";
  }

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table =
        new MarkdownTable(
            "function",
            "handler ms",
            "first answer ms",
            "classes",
            "primed in ms",
            "then first answer ms",
            "then classes",
            "warm ms");
    Path folder = Files.createTempDirectory("marcado-cold");
    try (Shop shop = Shop.open(Options.inMemory())) {
      Samples samples = new Samples(shop);
      for (String function : FUNCTIONS) {
        row(table, shop, samples, function, folder);
      }
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
    return table.note(
        "Medians of %d runs, DynamoDB Local as the table. Classes are all that the JVM loads after"
                .formatted(RUNS)
            + " its own start; \"then\" is what is left to a request after a restored snapshot.");
  }

  private static void row(MarkdownTable table, Shop shop, Samples samples, String name, Path folder)
      throws IOException, InterruptedException {
    LocalFunction function = shop.stack().functions().find(name).orElseThrow();
    List<Measured> cold = new ArrayList<>();
    List<Measured> primed = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      cold.add(run(function, samples.event(name), false, folder));
      primed.add(run(function, samples.event(name), true, folder));
    }
    table.row(
        name,
        millis(cold, Measured::createMillis),
        millis(cold, Measured::firstMillis),
        (int) Measured.median(cold, run -> run.createClasses() + run.firstClasses()),
        millis(primed, Measured::primeMillis),
        millis(primed, Measured::firstMillis),
        (int) Measured.median(primed, Measured::firstClasses),
        millis(primed, Measured::secondMillis));
  }

  private static String millis(
      List<Measured> runs, java.util.function.ToDoubleFunction<Measured> value) {
    return String.format(Locale.ROOT, "%.0f", Measured.median(runs, value));
  }

  private static Measured run(LocalFunction function, String event, boolean primed, Path folder)
      throws IOException, InterruptedException {
    Path eventFile = folder.resolve("event.json");
    Path output = folder.resolve("output");
    Files.writeString(eventFile, event);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-cp",
                classPath(function),
                FirstAnswer.class.getName(),
                function.declaration().handlerClass(),
                eventFile.toString(),
                String.valueOf(primed))
            .redirectOutput(output.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(function.host().variables());
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.declaration().name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(function.declaration().logicalId() + " does not answer");
    }
    Measured measured = Measured.in(Files.readString(output));
    if (!measured.status().startsWith("2")) {
      throw new IllegalStateException(
          function.declaration().logicalId() + " answered " + Files.readString(output));
    }
    return measured;
  }

  /** The function's own jar, what Lambda puts beside it, and this module for the stopwatch. */
  private static String classPath(LocalFunction function) {
    Path root = ProjectRoot.find();
    List<String> path = new ArrayList<>();
    path.add(LambdaJar.of(root, function.declaration()).file().toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (name.startsWith("aws-lambda-java-runtime-interface-client")
          || name.startsWith("aws-lambda-java-serialization")
          || entry.endsWith(Path.of("bench", "target", "classes").toString())) {
        path.add(Path.of(entry).toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, path);
  }

  /** The events of events/, with what they name replaced by what there is. */
  private static final class Samples {
    private final Shop shop;
    private final String service;
    private final Deque<String> starts;
    private int number;

    Samples(Shop shop) {
      this.shop = shop;
      this.service = shop.service("Corte", List.of(shop.resource("Ana"), shop.resource("Bruno")));
      this.starts =
          new ArrayDeque<>(shop.starts(service, Shop.firstDay(), Shop.firstDay().plusDays(13)));
    }

    String event(String function) throws IOException {
      ObjectNode event =
          Json.read(
              Files.readString(ProjectRoot.find().resolve("events").resolve(function + ".json")),
              ObjectNode.class);
      if (event.has("stageVariables")) {
        event.putObject("stageVariables").put("tenant", shop.tenantId());
      }
      number++;
      switch (function) {
        case "CreatePublicBooking" -> {
          ((ObjectNode) event.path("headers")).put("idempotency-key", "cold-" + number);
          event.put(
              "body",
              Json.write(
                  Map.of(
                      "serviceId",
                      service,
                      "start",
                      starts.removeFirst(),
                      "client",
                      Map.of(
                          "name", "Lia", "phone", "+55119%08d".formatted(80_000_000 + number)))));
        }
        case "Login" ->
            event.put(
                "body",
                Json.write(
                    Map.of(
                        "phone",
                        shop.ownerAccount().phone(),
                        "password",
                        shop.ownerAccount().password())));
        default -> {}
      }
      return event.toString();
    }
  }
}
