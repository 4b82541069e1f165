package io.marcado.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.marcado.local.fixture.Fixture;
import io.marcado.local.template.QueueDeclaration.Redrive;
import io.marcado.local.template.TableDeclaration.Key;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Template TEMPLATE =
      Template.read(
          Fixture.root().resolve("template.yaml"),
          new Surroundings(
              "us-east-1",
              "000000000000",
              URI.create("http://localhost:1"),
              URI.create("http://localhost:2"),
              Map.of("Stage", "local")));

  @Test
  void shouldReadTheTable() {
    TableDeclaration table = TEMPLATE.table();

    assertThat(table.name()).isEqualTo("Table");
    assertThat(table.keys()).containsExactly(new Key("pk", "HASH"), new Key("sk", "RANGE"));
    assertThat(table.indexes()).extracting(TableDeclaration.Index::name).containsExactly("GSI1");
    assertThat(table.streamView()).contains("NEW_AND_OLD_IMAGES");
    assertThat(table.ttlAttribute()).contains("ttl");
  }

  @Test
  void shouldReadQueuesWithTheirDeadLettersAndLeaveOutWhatConditionsExclude() {
    assertThat(TEMPLATE.queues())
        .containsExactly(
            new QueueDeclaration(
                "Things", "Things", 2, 0, Optional.of(new Redrive("ThingsDead", 2))),
            new QueueDeclaration("ThingsDead", "ThingsDead", 30, 0, Optional.empty()),
            new QueueDeclaration("Due", "marcado-due", 30, 0, Optional.empty()));
  }

  @Test
  void shouldReadRulesWithTheirPatternAsJson() {
    assertThat(TEMPLATE.rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.busName()).isEqualTo("marcado");
              assertThat(rule.pattern())
                  .isEqualTo(
                      "{\"source\":[\"marcado.things\"],\"detail-type\":[\"thing.created\"],"
                          + "\"detail\":{\"thing\":{\"status\":[{\"anything-but\":[\"HIDDEN\"]}]}}}");
              assertThat(rule.targets())
                  .extracting(RuleDeclaration.Target::arn)
                  .containsExactly("arn:aws:sqs:us-east-1:000000000000:Things");
            });
  }

  @Test
  void shouldResolveTheVariablesOfAFunctionOverTheGlobalOnes() {
    FunctionDeclaration function = function("GetThing");

    assertThat(function.name()).isEqualTo("marcado-GetThing");
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(function.variables())
        .containsEntry("TABLE_NAME", "Table")
        .containsEntry("STAGE", "local")
        .containsEntry("OVERRIDDEN", "own")
        .containsEntry("TENANT_SHARDS", "shard1=http://localhost:2,shard2=http://localhost:2")
        .containsEntry("JOINED", "us-east-1|PT|2")
        .containsEntry("ESCAPED", "${Literal}-local")
        .doesNotContainKey("GONE");
  }

  @Test
  void shouldReadEventSources() {
    assertThat(function("TakeThings").sources())
        .containsExactly(new EventSource.Queue("TakeThingsMessages", "Things", 5, true));
    assertThat(function("RelayThings").sources())
        .containsExactly(
            new EventSource.Stream(
                10,
                List.of(
                    "{\"eventName\":[\"INSERT\",\"MODIFY\"],\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":[\"THING\"]}}}}"),
                3,
                true,
                true,
                Optional.empty()));
    assertThat(function("SweepThings").sources())
        .containsExactly(new EventSource.Schedule("Sweep", "rate(5 minutes)", Optional.empty()));
    assertThat(function("PutThing").handlerClass())
        .isEqualTo("io.marcado.local.fixture.EchoHandler");
  }

  @Test
  void shouldNameHttpApisByTheirLogicalIdInLowerCase() {
    assertThat(TEMPLATE.httpApis()).containsExactly("originapi", "shard1", "shard2");
    assertThat(TEMPLATE.eventBuses()).containsExactly("marcado");
    assertThat(TEMPLATE.scheduleGroups()).containsExactly("marcado-group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Sub '${A}-${!B}' | a-${B}",
        "!Join [',', [x, !Ref A]] | x,a",
        "!Select [1, !Split ['/', 'p/q/r']] | q",
        "!If [Is, one, two] | one",
        "!If [IsNot, one, two] | two",
        "!GetAtt Queue.Arn | arn:aws:sqs:us-east-1:000000000000:Queue",
        "!GetAtt Queue.QueueName | Queue",
        "!Ref Queue | http://localhost:9324/000000000000/Queue",
        "!Ref Topic | arn:aws:sns:us-east-1:000000000000:Topic",
        "!GetAtt Role.Arn | arn:aws:iam::000000000000:role/Role",
        "!Sub '${Table.StreamArn}' |"
            + " arn:aws:dynamodb:us-east-1:000000000000:table/Table/stream/local",
        "!Base64 abc | YWJj",
        "{ 'Fn::Join': ['', [a, { Ref: A }]] } | aa"
      })
  void shouldResolveCloudFormationsFunctions(String expression, String expected) {
    Template template =
        Template.parse(
            """
            Parameters: { A: { Type: String, Default: a } }
            Conditions:
              Is: !Equals [!Ref A, a]
              IsNot: !Or [!Not [!Condition Is], !Equals [a, b]]
            Resources:
              Queue: { Type: AWS::SQS::Queue }
              Topic: { Type: AWS::SNS::Topic }
              Role: { Type: AWS::IAM::Role }
              Table: { Type: AWS::DynamoDB::Table }
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: H
                  Environment:
                    Variables:
                      V: %s
            """
                .formatted(expression),
            Surroundings.nowhere());

    assertThat(template.functions().getFirst().variables()).containsEntry("V", expected);
  }

  @Test
  void shouldReadNestedStacksWithWhatTheyArePassed(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("template.yaml"),
        """
        Parameters: { Limit: { Type: Number, Default: 5 } }
        Resources:
          Table: { Type: AWS::DynamoDB::Table }
          ThingsStack:
            Type: AWS::Serverless::Application
            Properties:
              Location: things/template.yaml
              Parameters:
                Prefix: !Ref AWS::StackName
                TableName: !Ref Table
                Limit: !Ref Limit
        """);
    Path nested = Files.createDirectories(folder.resolve("things")).resolve("template.yaml");
    Files.writeString(
        nested,
        """
        Parameters:
          Prefix: { Type: String }
          TableName: { Type: String }
          Limit: { Type: Number }
          Own: { Type: String, Default: own }
        Conditions:
          IsLimited: !Not [!Equals [!Ref Limit, '']]
        Globals:
          Function:
            Timeout: 7
            Environment: { Variables: { TABLE_NAME: !Ref TableName } }
        Resources:
          Things: { Type: AWS::SQS::Queue }
          GetThing:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: !Sub ${Prefix}_GetThing
              Handler: H
              Environment:
                Variables:
                  LIMIT: !If [IsLimited, !Ref Limit, none]
                  OWN: !Ref Own
                  STACK: !Ref AWS::StackName
              Events:
                Things: { Type: SQS, Properties: { Queue: !GetAtt Things.Arn } }
        """);

    Template template = Template.read(folder.resolve("template.yaml"), Surroundings.nowhere());

    assertThat(template.table().name()).isEqualTo("Table");
    assertThat(template.nestedStacks())
        .containsExactly(
            new NestedStack(
                "ThingsStack",
                nested,
                Map.of("Prefix", "marcado", "TableName", "Table", "Limit", "5")));
    assertThat(template.functions())
        .containsExactly(
            new FunctionDeclaration(
                "GetThing",
                "marcado_GetThing",
                "H",
                Duration.ofSeconds(7),
                128,
                Map.of(
                    "TABLE_NAME", "Table",
                    "LIMIT", "5",
                    "OWN", "own",
                    "STACK", "marcado-ThingsStack"),
                List.of(new EventSource.Queue("GetThingThings", "Things", 10, false))));

    Files.writeString(nested, "Resources: { Table: { Type: AWS::DynamoDB::Table } }");
    assertThatIllegalStateException()
        .isThrownBy(() -> Template.read(folder.resolve("template.yaml"), Surroundings.nowhere()))
        .withMessage("Table is declared in two templates");
  }

  @Test
  void shouldRefuseAFunctionItDoesNotKnow() {
    Template template =
        Template.parse(
            """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties: { QueueName: !Cidr [a, b] }
            """,
            Surroundings.nowhere());

    assertThatIllegalArgumentException()
        .isThrownBy(template::queues)
        .withMessageContaining("Fn::Cidr");
  }

  @Test
  void shouldReadTheProjectsOwnTemplate() {
    Path file = ProjectRoot.find().resolve("template.yaml");
    Template template = Template.read(file, Surroundings.nowhere());

    assertThat(template.table().indexes()).hasSize(2);
    assertThat(template.functions()).hasSizeGreaterThan(50);
    assertThat(template.rules()).isNotEmpty();
    assertThat(template.queues()).isNotEmpty();
  }

  private static FunctionDeclaration function(String logicalId) {
    return TEMPLATE.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }
}
