package io.marcado.operations.guard;

import io.marcado.platform.http.Answer;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /operator/trail}: what operators did, and wrong keys. */
public final class ListOperatorTrailHandler
    extends OperatorEndpoint<PageRequest, ItemList<ListOperatorTrailHandler.View>> {
  @Inject OperatorTrailStore trail;

  /**
   * One entry.
   *
   * @param operator null for a wrong key
   */
  record View(
      @Nullable String operator,
      String action,
      String address,
      Instant at,
      Map<String, String> facts) {
    static View of(OperatorTrailStore.Entry entry) {
      return new View(
          entry.operator().orElse(null),
          entry.action(),
          entry.address(),
          entry.at(),
          entry.facts());
    }
  }

  @Override
  protected PageRequest read(RequestReader request) {
    return request.query().page();
  }

  @Override
  protected Map<String, String> facts(PageRequest page) {
    return Map.of();
  }

  @Override
  protected Answer<ItemList<View>> answer(OperatorCall call, PageRequest page) {
    return Answer.ok(ItemList.of(call, trail.newest(page), View::of));
  }
}
