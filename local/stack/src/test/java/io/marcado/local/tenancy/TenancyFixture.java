package io.marcado.local.tenancy;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.platform.tenant.TenantDirectory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Businesses and their slugs on DynamoDB Local, which can be cut off. */
final class TenancyFixture {
  private static final Ids IDS = new Ids(new SecureRandom());

  /** The requests of the table, by the name of the client's method. */
  final List<String> requests = new ArrayList<>();

  /** The requests that the table neither did nor refused, likewise. */
  final List<String> failed = new ArrayList<>();

  boolean cutOff;

  final Table table =
      new Table(
          (DynamoDbClient)
              Proxy.newProxyInstance(
                  DynamoDbClient.class.getClassLoader(),
                  new Class<?>[] {DynamoDbClient.class},
                  (_, method, arguments) -> {
                    requests.add(method.getName());
                    if (cutOff) {
                      throw SdkClientException.create("cut off");
                    }
                    try {
                      return method.invoke(DynamoDbLocal.shared().client(), arguments);
                    } catch (InvocationTargetException e) {
                      if (!(e.getTargetException() instanceof ConditionalCheckFailedException)) {
                        failed.add(method.getName());
                      }
                      throw e.getTargetException();
                    }
                  }),
          DynamoDbLocal.shared().tableName(),
          new ConflictRetry(1, Duration.ofMillis(1), Duration.ofMillis(1)),
          RandomGenerator.getDefault());

  /** A business with this plan. */
  TenantId business(String plan) {
    TenantId tenant = new TenantId(IDS.next());
    table
        .of(tenant)
        .write(Write.put(PlanReader.key(tenant), Item.builder().text("plan", plan).build()));
    return tenant;
  }

  /** Gives a slug to a business. */
  void give(String slug, TenantId tenant, String state) {
    table
        .platform()
        .write(
            Write.put(
                TenantDirectory.key(slug),
                Item.builder().text("tenant", tenant.value()).text("state", state).build()));
  }

  /** A slug that no other test has. */
  static String slug() {
    return IDS.next();
  }
}
