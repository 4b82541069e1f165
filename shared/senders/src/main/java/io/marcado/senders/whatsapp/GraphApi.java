package io.marcado.senders.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Requests to Meta's Graph API. They go over the HTTP client that the SDK's clients use too, which
 * is loaded anyway, are sent once, and keep to memory while a function is primed.
 */
final class GraphApi {
  static final Duration CONNECT = Duration.ofSeconds(1);
  static final Duration ANSWER = Duration.ofSeconds(5);

  /** Longer answers are not read to the end. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private final SdkHttpClient http;
  private final String url;

  /** An answer; without a body where it is no JSON. */
  record Answer(int status, JsonNode body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    boolean isRefusal() {
      return status >= 400 && status < 500;
    }

    /** Meta's number of the error; 0 for none. */
    int code() {
      return body.path("error").path("code").asInt(0);
    }

    /** True for a refusal that passes by itself. */
    boolean passes() {
      return WhatsAppErrors.passes(code()) || status == TOO_MANY_REQUESTS;
    }

    /** True when it is the token that is refused. */
    boolean refusesToken() {
      return status == UNAUTHORIZED || WhatsAppErrors.isOfToken(code());
    }
  }

  /**
   * @param url with the version, without a slash at its end
   */
  GraphApi(String url) {
    this.http =
        new SdkTransport(
            () ->
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(ANSWER)
                    .build());
    this.url = url;
  }

  /**
   * Sends a request.
   *
   * @param path below the version
   * @throws WhatsAppUnavailableException when there is no answer, or no time left to wait for one
   */
  Answer call(SdkHttpMethod method, String path, String token, Optional<String> json) {
    if (!Deadline.leaves(CONNECT.plus(ANSWER))) {
      throw new WhatsAppUnavailableException("too little time is left to ask WhatsApp", null);
    }
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(method)
            .uri(URI.create(url + path))
            .putHeader("Authorization", "Bearer " + token);
    HttpExecuteRequest.Builder execution = HttpExecuteRequest.builder();
    json.map(text -> text.getBytes(StandardCharsets.UTF_8))
        .ifPresent(
            body -> {
              request
                  .putHeader("Content-Type", "application/json")
                  // With a length the client streams, and so never sends the same body twice.
                  .putHeader("Content-Length", String.valueOf(body.length));
              execution.contentStreamProvider(ContentStreamProvider.fromByteArray(body));
            });
    try {
      HttpExecuteResponse response =
          http.prepareRequest(execution.request(request.build()).build()).call();
      return new Answer(
          response.httpResponse().statusCode(),
          response.responseBody().map(GraphApi::read).orElse(MissingNode.getInstance()));
    } catch (HttpRetryException e) {
      // The JDK tells a client that streams of a 401 in this way.
      return new Answer(e.responseCode(), MissingNode.getInstance());
    } catch (IOException e) {
      throw new WhatsAppUnavailableException("no answer of WhatsApp", e);
    }
  }

  private static JsonNode read(AbortableInputStream body) {
    try (InputStream stream = body) {
      return Json.parse(new String(stream.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new WhatsAppUnavailableException("the answer of WhatsApp broke off", e);
    }
  }
}
