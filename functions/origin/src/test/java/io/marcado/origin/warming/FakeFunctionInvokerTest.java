package io.marcado.origin.warming;

import java.util.Set;

class FakeFunctionInvokerTest extends FunctionInvokerContract {

  @Override
  FunctionInvoker invoker() {
    return new FakeFunctionInvoker(Set.of("absent"));
  }

  @Override
  String present() {
    return "present";
  }

  @Override
  String absent() {
    return "absent";
  }
}
