package io.marcado.bench.coldstart;

import io.marcado.bench.jars.LambdaJar;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.template.ProjectRoot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A function that is measured.
 *
 * @param name of the function
 * @param handler its class
 * @param jar that Lambda would run it from
 * @param variables of its environment
 */
record Subject(String name, String handler, Path jar, Map<String, String> variables) {

  static Subject of(LocalFunction function) {
    return new Subject(
        function.declaration().logicalId(),
        function.declaration().handlerClass(),
        LambdaJar.of(ProjectRoot.find(), function.declaration()).file(),
        function.host().variables());
  }

  /** The handler that makes the same calls without framework, logging or rules. */
  Subject bare() {
    return new Subject(
        name, "io.marcado.bare.Bare" + name, LambdaJar.bare(ProjectRoot.find()).file(), variables);
  }

  /** The same with another value of a variable. */
  Subject with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(variables);
    changed.put(variable, value);
    return new Subject(name, handler, jar, changed);
  }
}
