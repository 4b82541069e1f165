package io.marcado.bench.money;

/**
 * AWS list prices of us-east-1 (N. Virginia) in dollars, each of the first tier and without the
 * free one, written down on 29 November 2026 from guides published that year. The page of AWS that
 * has the price itself is named with each.
 */
final class Prices {
  private static final double MILLION = 1e6;

  /** aws.amazon.com/api-gateway/pricing: HTTP API, the first 300 million requests of a month. */
  static final double HTTP_API_REQUEST = 1.00 / MILLION;

  /** aws.amazon.com/lambda/pricing. */
  static final double INVOCATION = 0.20 / MILLION;

  /** aws.amazon.com/lambda/pricing: arm64. SnapStart costs nothing for Java. */
  static final double GB_SECOND = 0.0000133334;

  /** aws.amazon.com/dynamodb/pricing/on-demand: standard table class. */
  static final double READ_UNIT = 0.125 / MILLION;

  /** aws.amazon.com/dynamodb/pricing/on-demand: standard table class, entries of indexes too. */
  static final double WRITE_UNIT = 0.625 / MILLION;

  /** aws.amazon.com/eventbridge/pricing: custom events; rules and deliveries are free. */
  static final double EVENT = 1.00 / MILLION;

  /** aws.amazon.com/eventbridge/pricing: invocations of the Scheduler; 14 million a month free. */
  static final double SCHEDULE = 1.00 / MILLION;

  /** aws.amazon.com/sqs/pricing: standard queues, requests. */
  static final double QUEUE_REQUEST = 0.40 / MILLION;

  /** aws.amazon.com/cloudwatch/pricing: logs taken in, standard class, a GB. */
  static final double LOG_GB = 0.50;

  /** aws.amazon.com/ec2/pricing/on-demand: to the internet, the first 10 TB of a month, a GB. */
  static final double GB_OUT = 0.09;

  private Prices() {}
}
