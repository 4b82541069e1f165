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
    document.put("type", TYPES + problem.kind().code());
    document.put("title", problem.kind().title());
    document.put("status", problem.kind().status());
    document.put("detail", problem.detail());
    document.put("instance", "urn:marcado:request:" + exchange.requestId());
    document.put("traceId", exchange.traceId());
    document.put("code", problem.kind().code());
    if (!problem.faults().isEmpty()) {
      document.put("errors", problem.faults().stream().map(ProblemDocument::error).toList());
    }
    document.putAll(problem.members());
    return document;
  }

  private static Map<String, String> error(Fault fault) {
    Map<String, String> error = new LinkedHashMap<>();
    String member =
        switch (fault.place()) {
          case BODY -> "pointer";
          case PATH, QUERY -> "parameter";
          case HEADER -> "header";
        };
    error.put(member, fault.pointer());
    error.put("detail", fault.detail());
    error.put("code", fault.code().text());
    return error;
  }
}
