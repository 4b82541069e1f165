package io.marcado.identity.team.apikeys;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;

/** {@code GET /api-keys}: all keys, newest first, without their secrets. */
public final class ListApiKeysHandler extends TenantEndpoint<PageRequest, ItemList<ApiKeyView>> {
  @Inject ApiKeyStore keys;

  @Override
  protected Access access() {
    return Access.may(Permission.API_KEYS_MANAGE);
  }

  @Override
  protected PageRequest read(RequestReader request) {
    return request.query().page();
  }

  @Override
  protected Answer<ItemList<ApiKeyView>> answer(Call call, PageRequest page) {
    return Answer.ok(
        ItemList.of(call, keys.page(call.tenant(), page), key -> ApiKeyView.of(key, call.now())));
  }
}
