package io.marcado.messaging.texts;

import java.util.Locale;
import java.util.Map;

/** What a template is filled in with. */
public interface Contents {

  /**
   * The values by the names that templates have for them. Plain texts only: a template could call
   * the methods of anything else.
   *
   * @param formats how days and times are written
   */
  Map<String, String> values(Locale formats);
}
