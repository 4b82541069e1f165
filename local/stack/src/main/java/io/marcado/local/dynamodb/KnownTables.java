package io.marcado.local.dynamodb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.dynamodb.services.local.shared.access.LocalDBAccess;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccessJob;
import software.amazon.dynamodb.services.local.shared.access.sqlite.TableSchemaInfo;
import software.amazon.dynamodb.services.local.shared.mapper.DynamoDbObjectMapper;

/**
 * DynamoDB Local's database, which remembers what its tables are. DynamoDB Local reads and parses
 * that anew for every item of every request, twice, which takes longer than most requests
 * themselves.
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

  /** What the text of a table's schema says. Changes of a table change what was read. */
  private static final Map<ByteBuffer, TableSchemaInfo> SCHEMAS = new ConcurrentHashMap<>();

  static {
    Inside.<ObjectMapper>value(SQLiteDBAccessJob.class, "MAPPER", null)
        .registerModule(
            new SimpleModule("known schemas")
                .addDeserializer(TableSchemaInfo.class, new KnownSchema()));
  }

  private KnownTables() {}

  private static final class KnownSchema extends JsonDeserializer<TableSchemaInfo> {
    private static final ObjectMapper READER = new DynamoDbObjectMapper();

    @Override
    public TableSchemaInfo deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.write('{');
      parser.releaseBuffered(text);
      ByteBuffer key = ByteBuffer.wrap(text.toByteArray());
      TableSchemaInfo known = SCHEMAS.get(key);
      if (known == null) {
        known = READER.readValue(key.array(), TableSchemaInfo.class);
        SCHEMAS.put(key, known);
      }
      return known;
    }
  }

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
                  SCHEMAS.clear();
                }
              }
            });
  }
}
