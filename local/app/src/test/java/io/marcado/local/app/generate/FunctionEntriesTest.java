package io.marcado.local.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionEntriesTest {
  private static final String FRAGMENT =
      """
      paths:
        /services:
          get:
            operationId: ListServices
            summary: 'What''s there'
          post:
            operationId: CreateService
            summary: One more
            x-marcado-function:
              role: CatalogWritingRole
              memory: 1024
              timeout: 15
              variables: {DATA_KEY_SECRET: DataKeySecretArn, QUEUE_ARN: NewsQueue.Arn}
      """;

  private Path folder;

  @BeforeEach
  void writeHandlers(@TempDir Path root) throws IOException {
    folder = root.resolve("functions/catalog");
    Path sources = folder.resolve("src/main/java/io/marcado/catalog/services");
    Files.createDirectories(sources);
    Files.writeString(sources.resolve("ListServicesHandler.java"), "");
    Files.writeString(sources.resolve("CreateServiceHandler.java"), "");
  }

  @Test
  void shouldWriteAFunctionForEachOperation() throws IOException {
    assertThat(FunctionEntries.of(folder, FRAGMENT))
        .isEqualTo(
            """
              ListServices:
                Type: AWS::Serverless::Function
                DeletionPolicy: Delete
                UpdateReplacePolicy: Delete
                Metadata:
                  SkipBuild: true
                Properties:
                  FunctionName: !Sub ${Prefix}_ListServices
                  Description: 'GET /services: What''s there'
                  Handler: io.marcado.catalog.services.ListServicesHandler
                  Role: !GetAtt CatalogRole.Arn

              CreateService:
                Type: AWS::Serverless::Function
                DeletionPolicy: Delete
                UpdateReplacePolicy: Delete
                Metadata:
                  SkipBuild: true
                Properties:
                  FunctionName: !Sub ${Prefix}_CreateService
                  Description: 'POST /services: One more'
                  Handler: io.marcado.catalog.services.CreateServiceHandler
                  Role: !GetAtt CatalogWritingRole.Arn
                  MemorySize: 1024
                  Timeout: 15
                  Environment:
                    Variables:
                      DATA_KEY_SECRET: !Ref DataKeySecretArn
                      QUEUE_ARN: !GetAtt NewsQueue.Arn
            """);
  }

  @Test
  void shouldNameTheHandlerThatIsMissing() {
    String other = FRAGMENT.replace("ListServices", "FindServices");

    assertThatThrownBy(() -> FunctionEntries.of(folder, other))
        .hasMessage("functions/catalog has no class FindServicesHandler");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    String other = FRAGMENT.replace("memory:", "ram:");

    assertThatThrownBy(() -> FunctionEntries.of(folder, other))
        .hasMessageStartingWith("x-marcado-function of CreateService knows ");
  }
}
