package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.platform.auth.Access;
import io.marcado.platform.json.Schema;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.Invocation;
import io.marcado.platform.lambda.Priming;
import io.micronaut.function.executor.AbstractExecutor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all HTTP endpoints have in common: a Lambda function behind an HTTP API, payload format 2.0.
 * Endpoints extend {@link TenantEndpoint} or {@link OriginEndpoint}.
 */
public abstract class HttpEndpoint extends AbstractExecutor<Context>
    implements RequestStreamHandler {

  private final HttpKernel kernel;
  private final Invocation invocation;

  /** Held here, since the registry of the checkpoint holds it weakly. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Priming priming;

  HttpEndpoint() {
    this.applicationContext = FunctionContext.of(getClass(), needed());
    startEnvironment(applicationContext);
    FunctionContext.inject(applicationContext, this, needed());
    this.kernel = applicationContext.getBean(HttpKernel.class);
    this.invocation = applicationContext.getBean(Invocation.class);
    this.priming = Priming.register(this::prime);
  }

  /** What serving its requests takes, besides its own beans. */
  List<Class<?>> needed() {
    return List.of(HttpKernel.class);
  }

  /** Who may call. */
  protected abstract Access access();

  @Override
  public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    GatewayJson.write(handleRequest(GatewayJson.read(input), context), output);
  }

  /**
   * Serves one request.
   *
   * @param context what Lambda tells of the invocation; null for a call that is none
   */
  public final APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent event, @Nullable Context context) {
    if (context != null) {
      invocation.begins(context);
    }
    return invocation.deadline().during(() -> kernel.serve(this, event));
  }

  /** Authenticates, reads, answers. Problems are thrown. */
  abstract Answer<?> respond(HttpKernel kernel, APIGatewayV2HTTPEvent event, Exchange exchange);

  /** Reads its input from a reader that only notes what it is asked for. */
  abstract void describe(RequestReader reader);

  /** The JSON schema of the body that it takes, for the contract; empty for none. */
  public final Optional<Map<String, Object>> bodySchema() {
    RequestReader reader = RequestReader.describing();
    describe(reader);
    return reader.bodySchema().map(Schema::json);
  }

  private void prime() {
    Priming.sampleEvent(getClass()).ifPresent(this::prime);
  }

  private void prime(String sample) {
    try {
      handleRequest(
          new ByteArrayInputStream(sample.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
