package io.marcado.messaging.texts;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The values for a template. */
public interface Contents {

  /**
   * The values by their names in templates. They are plain texts only: a template could call the
   * methods of other objects.
   *
   * @param formats how days and times are written
   */
  Map<String, String> values(Locale formats);

  /** The same with another value. */
  default Contents with(String name, String value) {
    return formats -> {
      Map<String, String> more = new HashMap<>(values(formats));
      more.put(name, value);
      return more;
    };
  }
}
