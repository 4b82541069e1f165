package io.marcado.local.app.contract;

import io.marcado.local.dynamodb.TableWatch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Refuses what a function's role does not allow, as IAM would, in every test of this module. The
 * SDK finds this class by a resource and puts it into every client, and tables in this JVM find it
 * likewise; the key that signs a request of the local stack says which function sends it.
 */
public final class RightsInterceptor implements ExecutionInterceptor, TableWatch {
  private static final Pattern KEY = Pattern.compile("Credential=(\\w+)/");

  /** What IAM calls a service that the SDK calls otherwise. */
  private static final Map<String, String> PREFIXES =
      Map.of("eventbridge", "events", "sesv2", "ses", "apigatewayv2", "apigateway");

  private static final Stack STACK = new Stack();
  private static final Map<String, Set<String>> RIGHTS = new ConcurrentHashMap<>();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    function(context).ifPresent(function -> check(function, needed(context, attributes)));
  }

  @Override
  public Object around(String key, String operation, SdkRequest request, Call call)
      throws Throwable {
    if (STACK.functions().containsKey(key)) {
      check(key, ofTable(request, operation));
    }
    return call.answer();
  }

  private static void check(String function, Stream<String> needed) {
    Set<String> rights = RIGHTS.computeIfAbsent(function, STACK::rights);
    needed
        .filter(need -> rights.stream().noneMatch(right -> covers(right, need)))
        .forEach(
            need -> {
              throw new AssertionError(function + " has no right to " + need);
            });
  }

  private static Optional<String> function(Context.BeforeTransmission context) {
    return context
        .httpRequest()
        .firstMatchingHeader("Authorization")
        .map(KEY::matcher)
        .filter(Matcher::find)
        .map(key -> key.group(1))
        .filter(STACK.functions()::containsKey);
  }

  /** {@code service:Action}, with {@code index} or {@code table} for DynamoDB. */
  private static Stream<String> needed(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String name =
        attributes
            .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
            .toLowerCase(Locale.ROOT)
            .replace(" ", "");
    String service = PREFIXES.getOrDefault(name, name);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return switch (service) {
      case "dynamodb" -> ofTable(context.request(), operation);
      case "apigateway" -> Stream.of("apigateway:" + context.httpRequest().method());
      case "lambda" ->
          Stream.of("lambda:" + (operation.equals("Invoke") ? "InvokeFunction" : operation));
      // IAM knows no right of its own for a batch.
      case "sqs" -> Stream.of("sqs:" + operation.replaceFirst("Batch$", ""));
      default -> Stream.of(service + ":" + operation);
    };
  }

  private static Stream<String> ofTable(SdkRequest request, String operation) {
    return table(request, operation).stream().map(action -> "dynamodb:" + action);
  }

  private static List<String> table(SdkRequest request, String operation) {
    return switch (request) {
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(RightsInterceptor::action).distinct().toList();
      case QueryRequest query when query.indexName() != null -> List.of("Query index");
      default -> List.of(operation + " table");
    };
  }

  private static String action(TransactWriteItem item) {
    if (item.put() != null) {
      return "PutItem table";
    }
    if (item.update() != null) {
      return "UpdateItem table";
    }
    return item.delete() != null ? "DeleteItem table" : "ConditionCheckItem table";
  }

  private static boolean covers(String right, String need) {
    List<String> granted = List.of(right.split(" "));
    List<String> asked = List.of(need.split(" "));
    return granted.getFirst().equals(asked.getFirst())
        && (asked.size() == 1
            || granted.contains(asked.get(1).equals("index") ? "Table.Arn/index/*" : "Table.Arn"));
  }
}
