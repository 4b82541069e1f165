package io.marcado.local.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.dynamodb.services.local.shared.access.LocalDBAccess;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;

/**
 * DynamoDB Local's database, which remembers what its tables are. DynamoDB Local reads and parses
 * that anew for every item of every request, which takes longer than most requests themselves.
 */
final class KnownTables {
  private static final Set<String> CHANGES =
      Set.of(
          "createTable",
          "deleteTable",
          "updateTable",
          "createGSIColumns",
          "backfillGSI",
          "deleteGSI",
          "findAndRolloverActiveShards",
          "optimizeDBBeforeStartup");

  private KnownTables() {}

  static LocalDBAccess of(LocalDBAccess database) {
    Map<Object, TableInfo> known = new ConcurrentHashMap<>();
    return (LocalDBAccess)
        Proxy.newProxyInstance(
            KnownTables.class.getClassLoader(),
            new Class<?>[] {LocalDBAccess.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getTableInfo")) {
                TableInfo info = known.get(arguments[0]);
                if (info != null) {
                  return info;
                }
              }
              try {
                Object answer = method.invoke(database, arguments);
                if (answer instanceof TableInfo info) {
                  known.put(arguments[0], info);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              } finally {
                if (CHANGES.contains(method.getName())) {
                  known.clear();
                }
              }
            });
  }
}
