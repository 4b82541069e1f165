package io.marcado.local.app.contract;

import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.Contract.Operation;
import java.net.http.HttpRequest.BodyPublishers;

/** Sends requests of any operation, about something that is not there. */
public final class Requests {
  private Requests() {}

  /**
   * One request.
   *
   * @param origin of the stack
   * @param owner of the business whose operation it is
   * @param query with its question mark, or empty
   * @param body JSON, or empty for none
   */
  public static Reply send(
      ApiClient origin, ApiClient owner, Operation operation, String query, String body) {
    ApiClient client = operation.base().equals("origin") ? origin : owner.with("If-Match", "\"1\"");
    String path =
        operation
            .path()
            .replace("{date}", "2026-12-24")
            .replaceAll("\\{[^}]*}", "aaaaaaaaaaaaaaaa");
    return client.send(
        operation.method(),
        path + query,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }
}
