package io.marcado.local.functions;

import io.marcado.local.template.Arns;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.platform.lambda.FunctionHost;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The functions of the template. None is loaded before its first call. */
public final class Functions {
  private final Map<String, LocalFunction> byLogicalId = new LinkedHashMap<>();
  private final Map<String, LocalFunction> byName = new LinkedHashMap<>();

  /**
   * @param host where a function runs, with its local variables
   * @param slack how many times as long as declared a function may take, and be waited for
   */
  public Functions(
      List<FunctionDeclaration> declarations,
      Function<FunctionDeclaration, FunctionHost> host,
      int slack) {
    for (FunctionDeclaration declaration : declarations) {
      LocalFunction function = new LocalFunction(declaration, host.apply(declaration), slack);
      byLogicalId.put(declaration.logicalId(), function);
      byName.put(declaration.name(), function);
    }
  }

  /** By logical id, as the contract's operationId and rules name it. */
  public Optional<LocalFunction> find(String logicalId) {
    return Optional.ofNullable(byLogicalId.get(logicalId));
  }

  /** By name or ARN, with or without alias, or by logical id. */
  public Optional<LocalFunction> named(String nameOrArn) {
    String name = Arns.functionName(nameOrArn);
    return Optional.ofNullable(byName.get(name)).or(() -> find(name));
  }

  /** Puts a probe around all further invocations. */
  public void measureBy(InvocationProbe probe) {
    all().forEach(function -> function.measureBy(probe));
  }

  public Collection<LocalFunction> all() {
    return byLogicalId.values();
  }
}
