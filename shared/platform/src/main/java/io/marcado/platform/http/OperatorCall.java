package io.marcado.platform.http;

import io.marcado.platform.paging.ListCursors;
import java.time.Instant;

/**
 * A request of an operator of the platform.
 *
 * @param operator the name of the operator's key
 * @param now the instant at which it is answered; one for the whole request
 * @param sourceAddress IP address of the sender
 * @param cursors of the list that is asked for
 */
public record OperatorCall(
    String operator, Instant now, String sourceAddress, ListCursors cursors) {}
