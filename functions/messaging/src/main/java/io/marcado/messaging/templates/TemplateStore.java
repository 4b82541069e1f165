package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.ConfigurationCache;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Keeps the texts of each business. All of one business are read together. */
@Singleton
public final class TemplateStore {
  private static final String PARTITION = "TEMPLATES";

  private final Table table;
  private final ConfigurationCache cache;

  private record CacheKey(TenantId tenant) {}

  public TemplateStore(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /** All texts of the business, perhaps as they were a few seconds ago. */
  Map<OwnTemplate.Key, OwnTemplate> get(TenantId tenant) {
    return cache.get(new CacheKey(tenant), () -> load(tenant));
  }

  /** The same as they are now. */
  Map<OwnTemplate.Key, OwnTemplate> fresh(TenantId tenant) {
    return cache.reload(new CacheKey(tenant), () -> load(tenant));
  }

  /** Writes a text over the one that there was, if any. */
  void put(TenantId tenant, OwnTemplate own) {
    table.of(tenant).write(Write.put(key(tenant, own.key()), toItem(own)));
  }

  /** Removes a text, if there is one. */
  void delete(TenantId tenant, OwnTemplate.Key own) {
    table.of(tenant).write(Write.delete(key(tenant, own)));
  }

  private Map<OwnTemplate.Key, OwnTemplate> load(TenantId tenant) {
    Collection<Item> items =
        table.of(tenant).queryAll(Selection.of(PartitionKey.of(tenant, PARTITION)));
    Map<OwnTemplate.Key, OwnTemplate> all = new LinkedHashMap<>();
    items.stream().map(TemplateStore::fromItem).forEach(own -> all.put(own.key(), own));
    return Map.copyOf(all);
  }

  private static ItemKey key(TenantId tenant, OwnTemplate.Key own) {
    return ItemKey.of(
        tenant,
        PARTITION,
        "%s#%s#%s".formatted(own.kind(), own.channel(), own.locale().toLanguageTag()));
  }

  private static Item toItem(OwnTemplate own) {
    return Item.builder()
        .text("kind", own.key().kind().name())
        .text("channel", own.key().channel().name())
        .text("locale", own.key().locale().toLanguageTag())
        .text("subject", own.subject().orElse(null))
        .text("text", own.text())
        .instant("updatedAt", own.updatedAt())
        .build();
  }

  private static OwnTemplate fromItem(Item item) {
    return new OwnTemplate(
        new OwnTemplate.Key(
            TemplateKind.valueOf(item.text("kind")),
            Channel.valueOf(item.text("channel")),
            Locale.forLanguageTag(item.text("locale"))),
        item.optionalText("subject"),
        item.text("text"),
        item.instant("updatedAt"));
  }
}
