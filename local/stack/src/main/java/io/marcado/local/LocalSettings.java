package io.marcado.local;

import io.marcado.local.gateway.TenantRouting;
import io.marcado.local.keys.VerificationKeys;
import io.marcado.local.template.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Everything in which a local stack differs from template.yaml, in one place. */
final class LocalSettings {

  /**
   * Recurring tasks that only AWS needs. Here no version goes inactive, and the daily warm-up would
   * load every function whenever the clock moves by a day.
   */
  static final Set<String> WITHOUT_SCHEDULE = Set.of("WarmFunctions");

  /** Functions that read the table's stream and send messages themselves. */
  static final Set<String> SENDERS_ON_THE_STREAM = Set.of("SendCodes");

  /** The queue of texts that people send to the platform's number. */
  static final String INCOMING_TEXTS = "IncomingTextsQueue";

  /** How long a list of messages waits for pending ones. */
  static final Duration LONGEST_WAIT_FOR_MESSAGES = Duration.ofSeconds(20);

  /** Limits that tests and a busy afternoon do not meet. */
  private static final Map<String, String> GENEROUS =
      Map.of(
          "Limits", "*=100000",
          "CodesPerTenantPerDay", "FREE=1000000,STARTER=1000000,PRO=1000000,ENTERPRISE=1000000");

  private LocalSettings() {}

  /**
   * Parameters of the template: no cache, and generous limits.
   *
   * @param deployedLimits true for the limits that the template has itself
   */
  static Map<String, String> parameters(
      VerificationKeys keys, URI whatsApp, TenantRouting routing, boolean deployedLimits) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Stage", "local");
    parameters.put("TenantRouting", routing.name());
    parameters.put("VerificationKeysParameter", keys.jwks());
    parameters.put("OriginCorsOrigins", String.join(",", LocalStack.PAGES));
    parameters.put("EmailFrom", "no-reply@marcado.local");
    parameters.put("WhatsAppApiUrl", whatsApp.toString());
    parameters.put("WhatsAppPhoneNumberId", "100000000000001");
    parameters.put("WhatsAppAppSecret", "whatsapp-app-secret");
    parameters.put("WhatsAppVerifyTokenSecret", "whatsapp-verify-token");
    parameters.put("ConfigCacheSeconds", "0");
    parameters.put("ShardCapacity", "100000");
    if (!deployedLimits) {
      parameters.putAll(GENEROUS);
    }
    return parameters;
  }

  /** The variables by which functions find what is local: services, and receivers of webhooks. */
  static Map<String, String> endpoints(URI dynamoDb, URI sqs, URI aws) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_REGION", Surroundings.REGION);
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_ENDPOINT_URL", aws.toString());
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    variables.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
    // For developers of receivers on this machine.
    variables.put("LOOPBACK_RECEIVERS", "true");
    for (String service :
        new String[] {
          "SNS", "SESV2", "EVENTBRIDGE", "SCHEDULER", "APIGATEWAYV2", "SECRETS_MANAGER", "LAMBDA"
        }) {
      variables.put("AWS_ENDPOINT_URL_" + service, aws.toString());
    }
    return variables;
  }
}
