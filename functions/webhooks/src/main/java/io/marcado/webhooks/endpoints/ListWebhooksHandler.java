package io.marcado.webhooks.endpoints;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;

/** {@code GET /webhooks}: all webhooks, newest first, without their secrets. */
public final class ListWebhooksHandler extends TenantEndpoint<PageRequest, ItemList<WebhookView>> {
  @Inject WebhookStore webhooks;

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected PageRequest read(RequestReader request) {
    return request.query().page();
  }

  @Override
  protected Answer<ItemList<WebhookView>> answer(Call call, PageRequest page) {
    return Answer.ok(
        ItemList.of(
            call,
            webhooks.page(call.tenant(), page),
            webhook -> WebhookView.of(webhook, call.now())));
  }
}
