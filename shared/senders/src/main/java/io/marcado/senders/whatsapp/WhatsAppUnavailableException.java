package io.marcado.senders.whatsapp;

import org.jspecify.annotations.Nullable;

/**
 * WhatsApp gave no answer, or none that tells: it is not known whether the message went out. The
 * message of this exception holds nothing that the provider said.
 */
public final class WhatsAppUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WhatsAppUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
