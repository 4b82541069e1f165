package io.marcado.local.app.priming;

import io.marcado.local.keys.SigningKeys;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.ProjectRoot;
import io.marcado.local.template.Surroundings;
import io.marcado.local.template.Template;
import io.marcado.platform.lambda.FunctionHost;
import io.micronaut.function.executor.AbstractExecutor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The template's functions on a host whose network leads nowhere. */
final class OfflineFunctions {
  private static final SigningKeys KEYS = SigningKeys.generate();

  private OfflineFunctions() {}

  static List<FunctionDeclaration> all() {
    return Template.read(
            ProjectRoot.find().resolve("template.yaml"),
            new Surroundings(
                Surroundings.REGION,
                Surroundings.ACCOUNT,
                URI.create("http://localhost:9"),
                URI.create("http://localhost:9"),
                Map.of("VerificationKeysParameter", KEYS.publicJwks())))
        .functions();
  }

  /** A handler object of the function, with the function's own variables. */
  static AbstractExecutor<?> start(FunctionDeclaration function) throws Exception {
    return start(function, Class.forName(function.handlerClass()));
  }

  /** The same with another handler in its place. */
  static AbstractExecutor<?> start(FunctionDeclaration function, Class<?> handler)
      throws Exception {
    return ScopedValue.where(
            FunctionHost.CURRENT, new FunctionHost(variables(function), InstantSource.system()))
        .call(() -> (AbstractExecutor<?>) handler.getConstructor().newInstance());
  }

  /** The function's own variables, with those that Lambda sets. */
  static Map<String, String> variables(FunctionDeclaration function) {
    Map<String, String> variables = new HashMap<>(function.variables());
    variables.put("AWS_REGION", Surroundings.REGION);
    variables.put("AWS_ACCESS_KEY_ID", function.logicalId());
    variables.put("AWS_SECRET_ACCESS_KEY", "none");
    variables.put("AWS_ENDPOINT_URL", "http://localhost:9");
    return variables;
  }

  /** Its event in events/. */
  static String sample(String function) throws IOException {
    return Files.readString(ProjectRoot.find().resolve("events").resolve(function + ".json"));
  }
}
