package io.marcado.messaging.replies;

/** Another delivery of the text is being dealt with. The queue must deliver it again later. */
public final class TextHeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TextHeldException() {
    super("a text is being dealt with");
  }
}
