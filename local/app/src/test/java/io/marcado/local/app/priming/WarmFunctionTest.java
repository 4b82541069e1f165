package io.marcado.local.app.priming;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.platform.events.ScheduledTask;
import io.marcado.platform.events.StreamConsumer;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.json.Json;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanRegistration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.function.executor.AbstractExecutor;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance of a function serves for hours. What one call leaves behind, each call leaves. */
class WarmFunctionTest {
  /** Of a schedule twice: a turn of the real one sends a dozen requests, so it has fewer. */
  @ParameterizedTest
  @CsvSource({
    "GetHealth, 10000",
    "SendCodes, 10000",
    "RouteBookingMessages, 10000",
    "SendMessages, 10000",
    "ExpireRequests, 200",
    "a schedule with nothing to do, 10000"
  })
  void shouldHoldAsManyBeansAfterManyCallsAsAfterOne(String name, int calls) throws Exception {
    boolean idle = name.startsWith("a schedule");
    FunctionDeclaration function =
        OfflineFunctions.all().stream()
            .filter(one -> one.logicalId().equals(idle ? "ExpireRequests" : name))
            .findFirst()
            .orElseThrow();
    AbstractExecutor<?> handler =
        idle ? OfflineFunctions.start(function, IdleTask.class) : OfflineFunctions.start(function);
    Object event = idleEvent(handler);
    SdkTransport.answeringFromMemory(
        () -> {
          call(handler, event, 0);
          Held first = Held.of(handler.getApplicationContext());

          for (int number = 1; number < calls; number++) {
            call(handler, event, number);
          }

          assertThat(Held.of(handler.getApplicationContext())).isEqualTo(first);
        });
  }

  /** A function that a schedule starts, and that finds nothing to do. */
  public static final class IdleTask extends ScheduledTask {
    @Override
    protected void run(Instant now) {
      // Nothing is due.
    }
  }

  /** An event of the function's kind that takes nothing from the network. */
  private static Object idleEvent(Object handler) throws Exception {
    return switch (handler) {
      case HttpEndpoint _ ->
          Json.read(OfflineFunctions.sample("GetHealth"), APIGatewayV2HTTPEvent.class);
      case QueueConsumer _ -> empty(new SQSEvent());
      case StreamConsumer _ -> empty(new DynamodbEvent());
      case ScheduledTask _ -> Map.of();
      default -> throw new AssertionError("what is " + handler.getClass() + "?");
    };
  }

  private static SQSEvent empty(SQSEvent event) {
    event.setRecords(new ArrayList<>());
    return event;
  }

  private static DynamodbEvent empty(DynamodbEvent event) {
    event.setRecords(new ArrayList<>());
    return event;
  }

  @SuppressWarnings("unchecked")
  private static void call(Object handler, Object event, int number) {
    Context context = context("request-" + number);
    switch (handler) {
      case HttpEndpoint endpoint -> endpoint.handleRequest((APIGatewayV2HTTPEvent) event, context);
      default -> ((RequestHandler<Object, Object>) handler).handleRequest(event, context);
    }
  }

  /** A context as Lambda makes it: another object for each call, with all that it may have. */
  private static Context context(String requestId) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> 10_000;
                  case "getMemoryLimitInMB" -> 512;
                  case "getLogger" -> fake(LambdaLogger.class);
                  case "getIdentity" -> fake(CognitoIdentity.class);
                  case "getClientContext" -> fake(ClientContext.class);
                  default -> requestId;
                });
  }

  private static Object fake(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> null);
  }

  private record Held(long definitions, List<String> singletons) {
    static Held of(ApplicationContext context) {
      return new Held(
          context.getAllBeanDefinitions().size(),
          ((DefaultApplicationContext) context)
              .getActiveBeanRegistrations(Object.class).stream()
                  .map(BeanRegistration::getBeanDefinition)
                  .map(definition -> definition.getBeanType().getName())
                  .sorted()
                  .toList());
    }
  }
}
