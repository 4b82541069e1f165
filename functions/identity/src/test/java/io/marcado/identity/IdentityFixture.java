package io.marcado.identity;

import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Zone;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.outbox.IssuedCodes;
import io.marcado.platform.http.Call;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.marcado.platform.paging.ListCursors;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.platform.tenant.SettingsItem;
import io.micronaut.context.ApplicationContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The beans of identity as functions get them, on DynamoDB Local, with a clock that stands still, a
 * signing key of the test's own, and messages that are kept instead of sent.
 */
public final class IdentityFixture implements AutoCloseable {
  /** Signs and verifies in all tests of the JVM. */
  public static final SigningKeys KEYS = SigningKeys.generate();

  public static final String ISSUER = "https://api.example.com";

  private static final AtomicInteger PHONES = new AtomicInteger();
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  // Sites are counted for all businesses together, so each fixture has one of its own.
  private final String address =
      "2001:db8:" + Integer.toHexString(0x1000 + ADDRESSES.incrementAndGet()) + "::1";
  private final Map<String, String> variables;
  private final ApplicationContext context;
  private final SentDeliveries sent;
  private final Set<TenantId> tenants = ConcurrentHashMap.newKeySet();
  private volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");

  public IdentityFixture() {
    this(Map.of());
  }

  /**
   * @param own variables that go before the usual ones
   */
  public IdentityFixture(Map<String, String> own) {
    this(own, new PasswordHasher.Cost(32, 1, 1));
  }

  private IdentityFixture(Map<String, String> own, Object... beans) {
    variables = new HashMap<>(DynamoDbLocal.shared().variables());
    variables.put("CONFIG_CACHE_SECONDS", "0");
    variables.put("TOKEN_ISSUER", ISSUER);
    variables.put("TOKEN_VERIFICATION_KEYS", KEYS.publicJwks());
    variables.put("ALLOWED_COUNTRIES", "BR,PT");
    variables.put("LIMITS", "*=100000");
    variables.put("CODES_PER_TENANT_PER_DAY", "FREE=1000,PRO=2000");
    variables.putAll(own);
    context =
        ScopedValue.where(FunctionHost.CURRENT, host(Map.of()))
            .call(() -> new FunctionContext(beans).start());
    sent =
        new SentDeliveries(
            bean(AccountDeliveries.class),
            bean(DynamoDbClient.class),
            DynamoDbLocal.shared().tableName());
  }

  /** The same, but a password's hash costs what it costs in production. */
  public static IdentityFixture withFullHashes(Map<String, String> own) {
    return new IdentityFixture(own, new Object[0]);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Instant now() {
    return now;
  }

  /**
   * A place for functions, with the clock and the variables of this fixture.
   *
   * @param own variables that go before those
   */
  FunctionHost host(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(own);
    return DynamoDbLocal.shared().host(all, () -> now);
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** A business that exists, with settings in Portuguese. */
  public TenantId tenant() {
    TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
    OrganizationSettings settings =
        OrganizationSettings.forTemplate(
            BusinessTemplate.SERVICE_TABLE,
            Zone.of("America/Sao_Paulo"),
            Locale.forLanguageTag("pt-BR"),
            Currency.getInstance("BRL"),
            "Barbearia Demo");
    bean(Table.class)
        .of(tenant)
        .write(Write.put(SettingsItem.key(tenant), SettingsItem.toItem(settings)));
    plan(tenant, "FREE");
    tenants.add(tenant);
    return tenant;
  }

  /** Gives a business another plan. */
  public void plan(TenantId tenant, String plan) {
    bean(Table.class)
        .of(tenant)
        .write(Write.put(PlanReader.key(tenant), Item.builder().text("plan", plan).build()));
  }

  /** A number that no other test uses. */
  public static PhoneNumber phone() {
    return PhoneNumber.parse("+5511%09d".formatted(910_000_000 + PHONES.incrementAndGet()))
        .orElseThrow();
  }

  /** An anonymous request, now. */
  public Call call(TenantId tenant) {
    return call(tenant, address);
  }

  /** The same from another address. */
  public Call call(TenantId tenant, String from) {
    return new Call(new Actor.Visitor(tenant, from), now, "trace", new ListCursors(List.of()));
  }

  /** Sends the waiting messages. Returns all that were sent, oldest first. */
  public List<AccountDelivery> sent() {
    sent.takeWaiting(tenants, now);
    return sent.sent();
  }

  /**
   * Sends the waiting messages. Returns those to a number or an address, oldest first: the secret,
   * if any, and which message.
   */
  public List<String> texts(Target to) {
    return sent().stream()
        .filter(delivery -> delivery.to().equals(to))
        .map(
            delivery ->
                delivery.secret().map(secret -> secret + " ").orElse("") + delivery.message())
        .toList();
  }

  /** The same for a number. */
  public List<String> texts(PhoneNumber phone) {
    return texts(new Target.Phone(phone));
  }

  /** The code in the last message to a number that has one. */
  public String code(PhoneNumber phone) {
    return texts(phone).stream()
        .filter(text -> text.matches("(?s)[0-9]{6} .*"))
        .toList()
        .getLast()
        .substring(0, 6);
  }

  /**
   * The table as somebody has it who is overtaken: each of these happens after what was read, and
   * before the next transaction is written.
   */
  public Table overtaken(Runnable... others) {
    return overtaken(TransactWriteItemsRequest.class, others);
  }

  /** The same, where it happens between the first BatchGetItem and the second. */
  public Table overtakenBetweenReads(Runnable other) {
    return overtaken(BatchGetItemRequest.class, () -> {}, other);
  }

  private Table overtaken(Class<?> request, Runnable... others) {
    Iterator<Runnable> next = List.of(others).iterator();
    DynamoDbClient client =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, arguments) -> {
                  if (request.isInstance(arguments[0]) && next.hasNext()) {
                    next.next().run();
                  }
                  try {
                    return method.invoke(bean(DynamoDbClient.class), arguments);
                  } catch (InvocationTargetException refused) {
                    throw refused.getCause();
                  }
                });
    return new Table(
        client,
        DynamoDbLocal.shared().tableName(),
        new ConflictRetry(1, Duration.ofMillis(1), Duration.ofMillis(1)),
        new SecureRandom());
  }

  /** Runs something many times at once and returns what came of each. */
  public static <T> List<T> atOnce(int times, Callable<T> task) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(times, 64))) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sent.sent().forEach(delivery -> delivery.secret().ifPresent(IssuedCodes::note));
    context.close();
  }
}
