package io.marcado.local.aws;

import io.marcado.local.bus.EventBus;
import io.marcado.local.clock.LocalClock;
import io.marcado.local.functions.Functions;
import io.marcado.local.gateway.Stages;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Outbox;
import io.marcado.local.schedule.Scheduler;
import io.marcado.local.sqs.Consumers;
import io.marcado.local.storage.Documents;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AWS services that functions call besides DynamoDB and SQS, at one address. Which one a
 * request means stands in its signature, whose scope names the service; signatures are not checked.
 */
public final class AwsServer {
  /** Larger than any request the services here take. */
  public static final int BODY_LIMIT = 8 * 1024 * 1024;

  public static final Reply TOO_LARGE =
      Reply.json(413, "{\"__type\":\"RequestEntityTooLargeException\"}");

  private static final Logger LOG = LoggerFactory.getLogger(AwsServer.class);
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d{8}/[^/]+/([^/]+)/");

  private final Map<String, AwsService> services;

  /**
   * @param scheduleGroups the groups there are, besides {@code default}
   * @param secrets values by name, of those that are there from the start
   * @param madeSecrets those that functions make
   */
  public AwsServer(
      EventBus bus,
      Scheduler scheduler,
      Collection<String> scheduleGroups,
      Outbox outbox,
      Stages stages,
      Documents apiMappings,
      Map<String, String> secrets,
      Documents madeSecrets,
      Functions functions,
      Consumers consumers,
      LocalClock clock) {
    this.services =
        Map.of(
            "events", new EventBridgeService(bus, clock),
            "scheduler", new SchedulerService(scheduler, scheduleGroups, clock),
            "sns", new SnsService(outbox, clock),
            "ses", new SesService(outbox, clock),
            "apigateway", new ApiGatewayService(stages, apiMappings, clock),
            "secretsmanager", new SecretsService(secrets, madeSecrets),
            "lambda", new LambdaService(functions, consumers));
  }

  public Reply answer(Request request) {
    Matcher scope = SCOPE.matcher(request.header("authorization").orElse(""));
    AwsService service = scope.find() ? services.get(scope.group(1)) : null;
    if (service == null) {
      return Reply.json(
          403,
          "{\"__type\":\"UnrecognizedClientException\","
              + "\"message\":\"The request is signed for no service that runs here\"}");
    }
    try {
      return service.answer(request);
    } catch (AwsError e) {
      return service.refuse(e);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return service.refuse(new AwsError(500, "InternalFailure", String.valueOf(e.getMessage())));
    }
  }
}
