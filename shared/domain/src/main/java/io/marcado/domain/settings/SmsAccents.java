package io.marcado.domain.settings;

/** How letters and signs that are not in the alphabet of SMS go out. */
public enum SmsAccents {
  /** As they are written: the whole text then takes more parts, which cost as many messages. */
  KEEP,
  /** As the nearest letters of the alphabet, where the whole text can be written in it. */
  FOLD
}
