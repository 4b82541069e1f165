package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an endpoint needs of an <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">event
 * of an HTTP API</a>, payload format 2.0, and writes the answer. Lambda's own reader takes 700 more
 * classes for it.
 */
final class GatewayJson {
  private static final JsonFactory JSON = new JsonFactory();

  private GatewayJson() {}

  /** Reads one field of an object; the parser stands at its value. */
  private interface Field {
    void read(String name, JsonParser json) throws IOException;
  }

  static APIGatewayV2HTTPEvent read(InputStream input) throws IOException {
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    try (JsonParser json = JSON.createParser(input)) {
      json.nextToken();
      object(json, (name, value) -> read(event, name, value));
    }
    return event;
  }

  static void write(APIGatewayV2HTTPResponse response, OutputStream output) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(output)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", response.getStatusCode());
      if (response.getHeaders() != null) {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : response.getHeaders().entrySet()) {
          json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
      }
      if (response.getBody() != null) {
        json.writeStringField("body", response.getBody());
      }
      json.writeBooleanField("isBase64Encoded", response.getIsBase64Encoded());
      json.writeEndObject();
    }
  }

  private static void read(APIGatewayV2HTTPEvent event, String name, JsonParser json)
      throws IOException {
    switch (name) {
      case "routeKey" -> event.setRouteKey(json.getValueAsString());
      case "headers" -> event.setHeaders(texts(json));
      case "queryStringParameters" -> event.setQueryStringParameters(texts(json));
      case "pathParameters" -> event.setPathParameters(texts(json));
      case "stageVariables" -> event.setStageVariables(texts(json));
      case "body" -> event.setBody(json.getValueAsString());
      case "isBase64Encoded" -> event.setIsBase64Encoded(json.getValueAsBoolean());
      case "requestContext" -> {
        RequestContext context = new RequestContext();
        object(json, (field, value) -> read(context, field, value));
        event.setRequestContext(context);
      }
      default -> json.skipChildren();
    }
  }

  private static void read(RequestContext context, String name, JsonParser json)
      throws IOException {
    switch (name) {
      case "requestId" -> context.setRequestId(json.getValueAsString());
      case "domainName" -> context.setDomainName(json.getValueAsString());
      case "http" -> {
        RequestContext.Http http = new RequestContext.Http();
        object(json, (field, value) -> read(http, field, value));
        context.setHttp(http);
      }
      default -> json.skipChildren();
    }
  }

  private static void read(RequestContext.Http http, String name, JsonParser json)
      throws IOException {
    switch (name) {
      case "method" -> http.setMethod(json.getValueAsString());
      case "sourceIp" -> http.setSourceIp(json.getValueAsString());
      default -> json.skipChildren();
    }
  }

  private static @Nullable Map<String, String> texts(JsonParser json) throws IOException {
    if (!json.isExpectedStartObjectToken()) {
      return null;
    }
    Map<String, String> texts = new HashMap<>();
    object(json, (name, value) -> texts.put(name, value.getValueAsString()));
    return texts;
  }

  private static void object(JsonParser json, Field field) throws IOException {
    if (!json.isExpectedStartObjectToken()) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        field.read(name, json);
      }
    }
  }
}
