package software.amazon.awssdk.regions;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.servicemetadata.ApigatewayServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EmailServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EventsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LambdaServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SchedulerServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SecretsmanagerServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SnsServiceMetadata;

/**
 * What the SDK knows of the endpoints of the services that functions call. The SDK's own class of
 * this name makes an object for each service of AWS before it answers for one: some 320 classes. Of
 * a service that is not here the SDK assumes the rule that all of them follow.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

  @Override
  public @Nullable ServiceMetadata serviceMetadata(String endpointPrefix) {
    return switch (endpointPrefix) {
      case "apigateway" -> new ApigatewayServiceMetadata();
      case "dynamodb" -> new DynamodbServiceMetadata();
      case "email" -> new EmailServiceMetadata();
      case "events" -> new EventsServiceMetadata();
      case "lambda" -> new LambdaServiceMetadata();
      case "scheduler" -> new SchedulerServiceMetadata();
      case "secretsmanager" -> new SecretsmanagerServiceMetadata();
      case "sns" -> new SnsServiceMetadata();
      default -> null;
    };
  }
}
