package io.marcado.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.template.QueueDeclaration;
import io.marcado.local.template.QueueDeclaration.Redrive;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scalikejdbc.ConnectionPool;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ElasticMqTest {
  private static final List<QueueDeclaration> QUEUES =
      List.of(
          new QueueDeclaration("Work", "work-queue", 120, 0, Optional.of(new Redrive("Dead", 3))),
          new QueueDeclaration("Dead", "Dead", 30, 0, Optional.empty()));

  @Test
  void shouldMakeTheDeclaredQueues() {
    URI address = ElasticMq.freeAddress();
    try (ElasticMq mq = ElasticMq.start(address, Optional.empty(), QUEUES)) {
      var attributes =
          mq.client()
              .getQueueAttributes(
                  request ->
                      request.queueUrl(mq.url("work-queue")).attributeNames(QueueAttributeName.ALL))
              .attributes();

      assertThat(mq.url("work-queue")).isEqualTo(address + "/000000000000/work-queue");
      assertThat(mq.client().getQueueUrl(request -> request.queueName("Dead")).queueUrl())
          .isEqualTo(mq.url("Dead"));
      assertThat(attributes)
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "120")
          .containsEntry(
              QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:work-queue");
      assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
          .contains("arn:aws:sqs:us-east-1:000000000000:Dead")
          .contains("3");
    }
  }

  /** The messages of one would go to the database of the other. */
  @Test
  void shouldBeTheOnlyOneOnDisk(@TempDir Path one, @TempDir Path other) {
    for (int turn = 0; turn < 2; turn++) {
      try (ElasticMq _ = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(one), QUEUES)) {
        assertThatThrownBy(
                () -> ElasticMq.start(ElasticMq.freeAddress(), Optional.of(other), QUEUES))
            .isInstanceOf(IllegalStateException.class);
        ElasticMq.start(ElasticMq.freeAddress(), Optional.empty(), QUEUES).close();
      }
    }
  }

  @Test
  void shouldFindMessagesAgainAndGiveOutWhatWasInAConsumersHands(@TempDir Path folder) {
    try (ElasticMq mq = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(folder), QUEUES)) {
      mq.send("work-queue", "held");
      receive(mq);
      mq.send("work-queue", "waiting");
      mq.send("work-queue", "done");
      for (Message message : receive(mq)) {
        if (message.body().equals("done")) {
          mq.client()
              .deleteMessage(
                  request ->
                      request
                          .queueUrl(mq.url("work-queue"))
                          .receiptHandle(message.receiptHandle()));
        }
      }
    }

    try (ElasticMq mq = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(folder), QUEUES)) {
      assertThat(receive(mq))
          .extracting(Message::body)
          .containsExactlyInAnyOrder("held", "waiting");
    }
  }

  @Test
  void shouldNotBlameAMessageForTheEndsOfTheJvmsThatHadIt(@TempDir Path folder) {
    try (ElasticMq mq = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(folder), QUEUES)) {
      mq.send("work-queue", "held");
    }
    for (int end = 0; end <= 3; end++) {
      try (ElasticMq mq = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(folder), QUEUES)) {
        assertThat(receive(mq)).extracting(Message::body).containsExactly("held");
      }
    }
  }

  /** ElasticMQ itself would store nothing more, and say nothing of it. */
  @Test
  void shouldStoreMessagesAfterOneCouldNotBeStored(@TempDir Path folder) throws SQLException {
    try (ElasticMq mq = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(folder), QUEUES)) {
      loseTheTableOf("dead");
      // Nobody waits for its answer: it comes after many seconds, and says that it failed.
      Thread.ofVirtual()
          .uncaughtExceptionHandler((_, _) -> {})
          .start(() -> mq.send("Dead", "lost"));
      while (mq.messageCount("Dead") == 0) {
        Thread.onSpinWait();
      }
      mq.send("work-queue", "kept");
    }

    try (ElasticMq mq = ElasticMq.start(ElasticMq.freeAddress(), Optional.of(folder), QUEUES)) {
      assertThat(receive(mq)).extracting(Message::body).containsExactly("kept");
    }
  }

  private static void loseTheTableOf(String queue) throws SQLException {
    try (Connection connection = ConnectionPool.get(ConnectionPool.DEFAULT_NAME()).borrow();
        Statement statement = connection.createStatement()) {
      String table;
      try (ResultSet tables =
          connection
              .getMetaData()
              .getTables(null, null, "MESSAGE_" + queue.toUpperCase(Locale.ROOT) + "%", null)) {
        assertThat(tables.next()).isTrue();
        table = tables.getString("TABLE_NAME");
      }
      statement.execute("drop table " + table);
    }
  }

  private static List<Message> receive(ElasticMq mq) {
    return mq.client()
        .receiveMessage(request -> request.queueUrl(mq.url("work-queue")).maxNumberOfMessages(10))
        .messages();
  }
}
