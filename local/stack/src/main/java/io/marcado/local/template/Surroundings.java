package io.marcado.local.template;

import java.net.URI;
import java.util.Map;

/**
 * What CloudFormation would know when it resolves the template.
 *
 * @param sqs base address of the local queues, which queue URLs begin with
 * @param origin base address of the local gateway
 * @param parameters values that go before the parameters' defaults. An SSM parameter's is the value
 *     that SSM keeps under its name.
 */
public record Surroundings(
    String region, String accountId, URI sqs, URI origin, Map<String, String> parameters) {

  public static final String REGION = "us-east-1";
  public static final String ACCOUNT = "000000000000";

  public Surroundings {
    parameters = Map.copyOf(parameters);
  }

  /** Enough to read a table: nothing in it points at a queue or the gateway. */
  public static Surroundings nowhere() {
    return at(URI.create("http://localhost:9324"), URI.create("http://localhost:3000"));
  }

  public static Surroundings at(URI sqs, URI origin) {
    return new Surroundings(REGION, ACCOUNT, sqs, origin, Map.of());
  }

  /** The same for a stack with other parameters. */
  public Surroundings with(Map<String, String> others) {
    return new Surroundings(region, accountId, sqs, origin, others);
  }
}
