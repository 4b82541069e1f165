package io.marcado.webhooks.outgoing;

import java.time.Duration;

/** What became of a request. */
public sealed interface Reply {

  /** From the first look at the address to the end. */
  Duration took();

  /**
   * The receiver answered.
   *
   * @param status 200 to 599
   * @param start of the body, at most {@value WebhookClient#MOST_OF_BODY} bytes, as text
   */
  record Answered(int status, String start, Duration took) implements Reply {
    /** True for 2xx. */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** Hides what the receiver wrote. */
    @Override
    public String toString() {
      return "Answered " + status;
    }
  }

  /** There was no answer. */
  record Silent(Why why, Duration took) implements Reply {}

  /** Why there was no answer. */
  enum Why {
    /** The URL itself is one that is no longer taken. */
    URL_REFUSED,
    /** The host has no address. */
    HOST_UNKNOWN,
    /** One of the host's addresses is not public. Nothing was sent. */
    ADDRESS_REFUSED,
    /** No connection, or it broke. */
    NO_CONNECTION,
    /** The certificate is not good for the host, or there is no TLS. */
    TLS_FAILED,
    /** The connection ended without an answer of HTTP. */
    NO_HTTP,
    /** The time was up. */
    TIMED_OUT
  }
}
