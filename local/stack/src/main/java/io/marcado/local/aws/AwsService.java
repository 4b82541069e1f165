package io.marcado.local.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One of AWS's services, by its wire protocol. */
interface AwsService {

  Reply answer(Request request) throws AwsError;

  /** An error as the JSON protocols write it; the XML ones write their own. */
  default Reply refuse(AwsError error) {
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("__type", error.code());
    body.put("message", error.detail());
    body.put("Message", error.detail());
    return new Reply(
        error.status(),
        Map.of(
            "Content-Type", List.of("application/json"),
            "x-amzn-ErrorType", List.of(error.code())),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
