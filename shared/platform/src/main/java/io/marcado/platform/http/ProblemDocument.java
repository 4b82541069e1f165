package io.marcado.platform.http;

import io.marcado.domain.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of a problem (RFC 9457). */
final class ProblemDocument {
  private static final String TYPES = "https://marcado.io/problems/";

  private ProblemDocument() {}

  static Map<String, Object> of(Problem problem, Exchange exchange) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", TYPES + problem.code().code());
    document.put("title", problem.code().title());
    document.put("status", problem.code().status());
    document.put("detail", problem.detail());
    document.put("instance", "urn:marcado:request:" + exchange.requestId());
    document.put("traceId", exchange.traceId());
    document.put("code", problem.code().code());
    if (!problem.faults().isEmpty()) {
      document.put("errors", problem.faults().stream().map(ProblemDocument::error).toList());
    }
    document.putAll(problem.members());
    return document;
  }

  // A body's fault has a JSON pointer; one of the query names its parameter, one of a header that.
  private static Map<String, String> error(Fault fault) {
    Map<String, String> error = new LinkedHashMap<>();
    String pointer = fault.pointer();
    if (pointer.startsWith("?")) {
      error.put("parameter", pointer.substring(1));
    } else if (pointer.isEmpty() || pointer.startsWith("/")) {
      error.put("pointer", pointer);
    } else {
      error.put("header", pointer);
    }
    error.put("detail", fault.detail());
    return error;
  }
}
