package io.marcado.platform.http;

import java.time.Instant;

/**
 * A request to the platform's own routes.
 *
 * @param now the instant at which it is answered; one for the whole request
 * @param sourceAddress IP address of the sender
 * @param traceId shown in the answer and in the logs
 */
public record OriginCall(Instant now, String sourceAddress, String traceId) {}
