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

  /** How long a list of messages waits for pending ones. */
  static final Duration LONGEST_WAIT_FOR_MESSAGES = Duration.ofSeconds(20);

  private LocalSettings() {}

  /**
   * Parameters of the template: no cache, and limits that tests and a busy afternoon do not meet.
   */
  static Map<String, String> parameters(
      VerificationKeys keys, URI whatsApp, TenantRouting routing) {
    return Map.ofEntries(
        Map.entry("Stage", "local"),
        Map.entry("TenantRouting", routing.name()),
        Map.entry("VerificationKeysParameter", keys.jwks()),
        Map.entry("OriginCorsOrigins", String.join(",", LocalStack.PAGES)),
        Map.entry("EmailFrom", "no-reply@marcado.local"),
        Map.entry("WhatsAppApiUrl", whatsApp.toString()),
        Map.entry("WhatsAppPhoneNumberId", "100000000000001"),
        Map.entry("ConfigCacheSeconds", "0"),
        Map.entry("ShardCapacity", "100000"),
        Map.entry("Limits", "*=100000"),
        Map.entry(
            "CodesPerTenantPerDay", "FREE=1000000,STARTER=1000000,PRO=1000000,ENTERPRISE=1000000"));
  }

  /** The variables by which a function's SDK clients find the local services. */
  static Map<String, String> endpoints(URI dynamoDb, URI sqs, URI aws) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_REGION", Surroundings.REGION);
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_ENDPOINT_URL", aws.toString());
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    variables.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
    for (String service :
        new String[] {
          "SNS", "SESV2", "EVENTBRIDGE", "SCHEDULER", "APIGATEWAYV2", "SECRETS_MANAGER", "LAMBDA"
        }) {
      variables.put("AWS_ENDPOINT_URL_" + service, aws.toString());
    }
    return variables;
  }
}
