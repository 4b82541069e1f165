package io.marcado.platform.lambda;

import io.marcado.domain.Ids;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.auth.TokenVerifier;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.config.Variables;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The parts that every function may ask for. Each is made when somebody first does. */
@Factory
final class PlatformBeans {

  // Primary, since the framework brings the system's clock as a bean too.
  @Primary
  @Singleton
  InstantSource clock(FunctionHost host) {
    InstantSource clock = host.clock();
    return () -> SdkTransport.answersFromMemory() ? Priming.SAMPLE_TIME : clock.instant();
  }

  // On Linux it takes every number from the operating system, which a snapshot does not hold; what
  // it has read ahead it throws away after 100 ms. So what is drawn while a function is primed is
  // not drawn again after a restore.
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Singleton
  Ids ids(SecureRandom random) {
    return new Ids(random);
  }

  @Singleton
  DynamoDbClient dynamoDb(FunctionHost host, SdkClients clients) {
    return host.table()
        .orElseGet(() -> clients.buildUnrepeated("DYNAMODB", DynamoDbClient.builder()));
  }

  @Singleton
  Table table(DynamoDbClient dynamoDb, Variables variables, SecureRandom random) {
    String name = variables.read(reader -> reader.text("TABLE_NAME"));
    return new Table(dynamoDb, name, ConflictRetry.STANDARD, random);
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
  Authentication authentication(
      TokenVerifier verifier, Table table, SecurityEvents events, InstantSource clock) {
    return new Authentication(verifier, table, events, clock);
  }
}
