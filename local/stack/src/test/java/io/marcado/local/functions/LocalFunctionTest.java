package io.marcado.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.platform.lambda.FunctionHost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalFunctionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  /** Fails when two events are in one instance at once. */
  public static final class Careful implements RequestHandler<String, String> {
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final int number = INSTANCES.incrementAndGet();
    private final FunctionHost host = FunctionHost.current();
    private final AtomicInteger events = new AtomicInteger();

    @Override
    public String handleRequest(String event, Context context) {
      if (events.incrementAndGet() > 1) {
        throw new IllegalStateException("two at once");
      }
      try {
        if (event.startsWith("sleep")) {
          Thread.sleep(Long.parseLong(event.substring(6)));
        }
        if (event.equals("fail")) {
          throw new IllegalArgumentException("as asked");
        }
        return "%d %s %s %s"
            .formatted(
                number,
                host.variables().get("NAME"),
                host.clock().instant(),
                context.getFunctionName());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } finally {
        events.decrementAndGet();
      }
    }
  }

  /** Tells on what kind of thread it runs, being made and being called. */
  public static final class Threaded implements RequestHandler<String, String> {
    private final boolean madeOnVirtual = Thread.currentThread().isVirtual();

    @Override
    public String handleRequest(String event, Context context) {
      return "%s %s".formatted(madeOnVirtual, Thread.currentThread().isVirtual());
    }
  }

  /** Cannot be made without its variable. */
  public static final class Demanding implements RequestHandler<String, String> {
    public Demanding() {
      throw new IllegalStateException("TABLE_NAME is missing");
    }

    @Override
    public String handleRequest(String event, Context context) {
      return event;
    }
  }

  @Test
  void shouldGiveAnInstanceItsHostAndUseItAgain() throws Exception {
    LocalFunction function = function(Careful.class);

    String first = invoke(function, "hello");

    assertThat(first).endsWith(" value 2026-11-20T10:00:00Z marcado-F");
    assertThat(invoke(function, "hello")).isEqualTo(first);
  }

  @Test
  void shouldServeOneEventAtATimePerInstance() throws Exception {
    LocalFunction function = function(Careful.class);
    int before = Careful.INSTANCES.get();
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(32)) {
      for (int i = 0; i < 64; i++) {
        answers.add(callers.submit(() -> invoke(function, "sleep 20")));
      }
    }
    for (Future<String> answer : answers) {
      assertThat(answer.get()).contains("marcado-F");
    }

    assertThat(Careful.INSTANCES.get() - before).isBetween(2, LocalFunction.MAXIMUM_INSTANCES);
  }

  /** Cold starts on virtual threads have stood still for ever, waiting for the class loader. */
  @Test
  void shouldRunOnAPlatformThread() throws Exception {
    LocalFunction function = function(Threaded.class);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(callers.submit(() -> invoke(function, "hello")).get()).isEqualTo("false false");
    }
  }

  @Test
  void shouldServeOthersAfterAllInstancesHaveTimedOut() throws Exception {
    LocalFunction function = function(Careful.class);
    for (int i = 0; i < LocalFunction.MAXIMUM_INSTANCES + 5; i++) {
      Duration patience = Duration.ofMillis(i % 2 * 20);
      assertThatExceptionOfType(FunctionFailed.class)
          .isThrownBy(() -> function.invoke(json("sleep 30000"), patience));
    }

    assertThat(invoke(function, "hello")).contains("marcado-F");
  }

  @Test
  void shouldStartAnewAfterAFailure() throws Exception {
    LocalFunction function = function(Careful.class);
    String first = invoke(function, "hello");

    assertThatExceptionOfType(FunctionFailed.class)
        .isThrownBy(() -> invoke(function, "fail"))
        .satisfies(
            failed ->
                assertThat(failed.errorType()).isEqualTo("java.lang.IllegalArgumentException"));
    assertThat(invoke(function, "hello")).isNotEqualTo(first);
  }

  @Test
  void shouldNotWaitLongerThanTheCallersPatience() {
    LocalFunction function = function(Careful.class);

    assertThatExceptionOfType(FunctionFailed.class)
        .isThrownBy(() -> function.invoke(json("sleep 30000"), Duration.ofMillis(300)))
        .satisfies(failed -> assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout"));
  }

  @Test
  void shouldEndAHandlerAtItsFunctionsTimeout() {
    LocalFunction function =
        new LocalFunction(
            new FunctionDeclaration(
                "F",
                "marcado-F",
                Careful.class.getName(),
                Duration.ofMillis(300),
                128,
                Map.of(),
                List.of()),
            new FunctionHost(Map.of("NAME", "value"), InstantSource.fixed(NOW)),
            1);
    long started = System.nanoTime();

    assertThatExceptionOfType(FunctionFailed.class)
        .isThrownBy(() -> function.invoke(json("sleep 30000"), Duration.ofSeconds(30)))
        .satisfies(failed -> assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout"));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void shouldTellWhyAHandlerCouldNotBeMade() {
    assertThatExceptionOfType(FunctionFailed.class)
        .isThrownBy(() -> invoke(function(Demanding.class), "hello"))
        .withMessageContaining("TABLE_NAME is missing");
    assertThatExceptionOfType(FunctionFailed.class)
        .isThrownBy(() -> invoke(function(String.class), "hello"))
        .satisfies(
            failed -> assertThat(failed.errorType()).isEqualTo("java.lang.NoSuchMethodException"));
  }

  @Test
  void shouldFindFunctionsByIdNameAndArn() {
    Functions functions =
        new Functions(
            List.of(declaration(Careful.class)),
            declared -> new FunctionHost(declared.variables(), InstantSource.system()),
            1);

    for (String name :
        List.of("F", "marcado-F", "marcado-F:live", "arn:aws:lambda:r:a:function:marcado-F:live")) {
      assertThat(functions.named(name)).as(name).isPresent();
    }
    assertThat(functions.named("G")).isEmpty();
  }

  private static LocalFunction function(Class<?> handler) {
    return new LocalFunction(
        declaration(handler),
        new FunctionHost(Map.of("NAME", "value"), InstantSource.fixed(NOW)),
        1);
  }

  private static FunctionDeclaration declaration(Class<?> handler) {
    return new FunctionDeclaration(
        "F", "marcado-F", handler.getName(), Duration.ofSeconds(5), 128, Map.of(), List.of());
  }

  private static String invoke(LocalFunction function, String event) throws FunctionFailed {
    String answer = new String(function.invoke(json(event)), StandardCharsets.UTF_8);
    return answer.substring(1, answer.length() - 1);
  }

  private static byte[] json(String text) {
    return ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
  }
}
