package io.marcado.bench.coldstart;

import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A function in this process, loaded by the runtime's own loader. */
record LoadedFunction(LambdaRequestHandler handler) {

  static LoadedFunction of(String handlerClass) throws ClassNotFoundException {
    return new LoadedFunction(
        EventHandlerLoader.loadEventHandler(
            HandlerInfo.fromString(handlerClass, LoadedFunction.class.getClassLoader())));
  }

  String answer(byte[] event) throws Exception {
    InvocationRequest request = new InvocationRequest();
    request.setId("00000000-0000-0000-0000-000000000000");
    request.setInvokedFunctionArn("arn:aws:lambda:us-east-1:000000000000:function:cold:live");
    request.setDeadlineTimeInMs(Instant.now().plusSeconds(30).toEpochMilli());
    request.setContent(event);
    return handler.call(request).toString(StandardCharsets.UTF_8);
  }
}
