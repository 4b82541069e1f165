package io.marcado.operations.queues;

import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the queues of this stack are, as {@code template.yaml} tells in {@code QUEUES}: parts
 * between semicolons, each with name, ARN of the queue, ARN of its dead letters, and id of the
 * mapping. What comes from the stream has no queue and no mapping.
 */
@Singleton
public final class QueuePlaces {
  private final Map<QueueName, QueuePlace> places = new EnumMap<>(QueueName.class);

  public QueuePlaces(Variables variables) {
    variables.read(
        reader -> {
          for (String part : reader.text("QUEUES").split(";")) {
            String[] fields = part.split(",", -1);
            Optional<QueueName> name =
                fields.length == 4 ? QueueName.find(fields[0]) : Optional.empty();
            name.ifPresentOrElse(
                queue -> places.put(queue, place(fields)),
                () -> reader.refuse("QUEUES has a part that is no queue"));
          }
          if (places.size() < QueueName.values().length) {
            reader.refuse("QUEUES must have " + QueueName.values().length + " queues");
          }
          return places;
        });
  }

  private static QueuePlace place(String[] fields) {
    return new QueuePlace(
        Optional.of(fields[1])
            .filter(arn -> !arn.isEmpty())
            .map(arn -> new QueuePlace.Work(queue(arn), fields[3])),
        queue(fields[2]));
  }

  private static String queue(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  QueuePlace of(QueueName name) {
    return Objects.requireNonNull(places.get(name));
  }
}
