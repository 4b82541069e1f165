package io.marcado.messaging.bookings;

import io.marcado.platform.http.ProblemCode;

/** Problems of messages that were sent. */
enum MessageProblem implements ProblemCode {
  MESSAGE_NOT_SENT("message-not-sent", 409, "The message was not sent"),
  MESSAGE_TO_TEAM("message-to-team", 409, "The message went to the team"),
  MESSAGE_STILL_WAITS("message-still-waits", 409, "The message will still go out");

  private final Kind kind;

  MessageProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
