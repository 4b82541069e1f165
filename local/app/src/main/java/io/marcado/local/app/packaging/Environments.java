package io.marcado.local.app.packaging;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters that samconfig.toml gives the stack in each environment. */
final class Environments {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\[(?<section>[^]]+)]|^ *\"(?<name>\\w+)=(?<value>.*)\",?$", Pattern.MULTILINE);
  private static final String DEPLOYMENT = ".deploy.parameters";

  private Environments() {}

  /**
   * Reads them out of the file's text.
   *
   * @return parameters by name, by environment
   */
  static Map<String, Map<String, String>> parameters(String samconfig) {
    Map<String, Map<String, String>> environments = new TreeMap<>();
    Map<String, String> current = new TreeMap<>();
    Matcher line = LINE.matcher(samconfig);
    while (line.find()) {
      String section = line.group("section");
      if (section == null) {
        current.put(line.group("name"), line.group("value"));
      } else {
        current = new TreeMap<>();
        if (section.endsWith(DEPLOYMENT)) {
          environments.put(section.substring(0, section.length() - DEPLOYMENT.length()), current);
        }
      }
    }
    return environments;
  }
}
