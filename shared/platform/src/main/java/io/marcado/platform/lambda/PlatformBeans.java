package io.marcado.platform.lambda;

import io.marcado.domain.Ids;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The parts that every function may ask for. Each is made when somebody first does. */
@Factory
final class PlatformBeans {

  // Primary, since the framework brings the system's clock as a bean too.
  @Primary
  @Singleton
  InstantSource clock(FunctionHost host) {
    return host.clock();
  }

  // Seeded by the operating system at its first use, which is after the snapshot was restored.
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Singleton
  Ids ids(SecureRandom random) {
    return new Ids(random);
  }

  @Singleton
  DynamoDbClient dynamoDb(SdkClients clients) {
    return clients.build("DYNAMODB", DynamoDbClient.builder());
  }

  @Singleton
  Table table(DynamoDbClient dynamoDb, Variables variables) {
    String name = variables.read(reader -> reader.text("TABLE_NAME"));
    RandomGenerator jitter = () -> ThreadLocalRandom.current().nextLong();
    return new Table(dynamoDb, name, ConflictRetry.STANDARD, jitter);
  }

  @Singleton
  TokenVerifier tokenVerifier(Variables variables, InstantSource clock) {
    record Configuration(String keys, String issuer) {}
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.text("TOKEN_VERIFICATION_KEYS"), reader.text("TOKEN_ISSUER")));
    return new TokenVerifier(configuration.keys(), configuration.issuer(), clock);
  }

  @Singleton
  Authentication authentication(TokenVerifier verifier, Table table) {
    return new Authentication(verifier, table);
  }
}
