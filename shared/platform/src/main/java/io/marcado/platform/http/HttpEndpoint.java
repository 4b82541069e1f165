package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.platform.auth.Access;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Schema;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.Invocation;
import io.marcado.platform.lambda.Priming;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all HTTP endpoints have in common: a Lambda function behind an HTTP API, payload format 2.0.
 * Endpoints extend {@link TenantEndpoint} or {@link OriginEndpoint}.
 */
public abstract class HttpEndpoint
    extends MicronautRequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private final HttpKernel kernel;
  private final Invocation invocation;

  /** Held here, since the registry of the checkpoint holds it weakly. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Priming priming;

  HttpEndpoint() {
    super(FunctionContext.builder());
    this.kernel = getApplicationContext().getBean(HttpKernel.class);
    this.invocation = getApplicationContext().getBean(Invocation.class);
    this.priming = Priming.register(this::prime);
  }

  @Override
  protected final Environment startEnvironment(ApplicationContext context) {
    Environment environment = super.startEnvironment(context);
    FunctionContext.inject(context, this, needed());
    return environment;
  }

  /** What serving its requests takes, besides its own beans. */
  List<Class<?>> needed() {
    return List.of(HttpKernel.class);
  }

  /** Who may call. */
  protected abstract Access access();

  @Override
  public final APIGatewayV2HTTPResponse execute(APIGatewayV2HTTPEvent event) {
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
    Priming.sampleEvent(getClass())
        .map(sample -> Json.read(sample, APIGatewayV2HTTPEvent.class))
        .ifPresent(this::execute);
  }
}
