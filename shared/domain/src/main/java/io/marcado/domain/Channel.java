package io.marcado.domain;

/** By what a message reaches somebody. */
public enum Channel {
  SMS,
  WHATSAPP,
  EMAIL
}
