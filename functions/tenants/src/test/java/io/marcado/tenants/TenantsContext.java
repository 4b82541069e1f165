package io.marcado.tenants;

import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.marcado.tenants.stages.FakeStages;
import io.micronaut.context.ApplicationContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The beans of this capability as a function has them, on DynamoDB Local and with stages in memory.
 * Each context has two shards of its own.
 */
public final class TenantsContext implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final FunctionHost host;
  private final ApplicationContext beans;
  private final String firstShard;
  private final String secondShard;

  private TenantsContext(Map<String, String> own) {
    int number = NUMBER.incrementAndGet();
    this.firstShard = "first" + number;
    this.secondShard = "second" + number;
    Map<String, String> variables = new LinkedHashMap<>(DynamoDbLocal.shared().variables());
    variables.put("CONFIG_CACHE_SECONDS", "0");
    variables.put(
        "TENANT_SHARDS",
        firstShard + "=https://one.example.com/," + secondShard + "=https://two.example.com");
    variables.put("SHARD_CAPACITY", "1000");
    variables.put("LIMITS", "*=100000");
    variables.put("CODES_PER_TENANT_PER_DAY", "FREE=1000");
    variables.put("ALLOWED_COUNTRIES", "BR,PT");
    variables.putAll(own);
    this.host = DynamoDbLocal.shared().host(variables, InstantSource.system());
    this.beans = onHost(() -> new FunctionContext(new PasswordHasher.Cost(32, 1, 1)).start());
  }

  /**
   * @param own variables that go before the usual ones
   */
  public static TenantsContext with(Map<String, String> own) {
    return new TenantsContext(own);
  }

  public <T> T bean(Class<T> type) {
    return beans.getBean(type);
  }

  public FakeStages stages() {
    return bean(FakeStages.class);
  }

  public String firstShard() {
    return firstShard;
  }

  public String secondShard() {
    return secondShard;
  }

  /** Makes something, for example a handler, on the host of this context. */
  public <T> T onHost(Supplier<T> made) {
    return ScopedValue.where(FunctionHost.CURRENT, host).call(made::get);
  }

  @Override
  public void close() {
    beans.close();
  }
}
