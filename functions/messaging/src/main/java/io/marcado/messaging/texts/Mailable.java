package io.marcado.messaging.texts;

/** Values that an e-mail can have too. */
public interface Mailable extends Contents {

  /** The same as the text of an e-mail with this subject. */
  Mailable under(String subject);
}
